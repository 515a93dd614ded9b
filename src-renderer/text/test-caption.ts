import { clockTime } from '$contract/format';
import type { TestReport } from '$contract/test-report';

/** The line beside "Connection test". */
export function testCaption(report: TestReport | null): string {
  if (report === null) return 'The first test runs in a moment';
  const at = clockTime(report.startedAt);
  if (report.phase === 'running') return 'Under way';
  if (report.phase === 'held') return `Since ${at}, connection held open`;
  return report.verdict === 'ready' ? `${at}, all stages passed` : at;
}
