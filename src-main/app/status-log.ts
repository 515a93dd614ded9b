import type { ConnectionStatus } from '../contract/connection-status.ts';
import { shortDuration } from '../contract/format.ts';
import { connectionKey } from '../contract/target.ts';
import { portName } from '../contract/target-words.ts';

/**
 * One line for each step of a test and each change of a verdict, for a detailed log. Without hosts:
 * the place in the list tells connections apart.
 */
export function logEachStatus(
  statuses: () => readonly ConnectionStatus[],
  log: { detail(text: string): void },
): (status: ConnectionStatus) => void {
  const said = new Map<string, string>();
  return (status) => {
    const key = connectionKey(status.target);
    const line = statusLine(status);
    if (said.get(key) === line) return;
    said.set(key, line);
    const place = statuses().findIndex(({ target }) => connectionKey(target) === key) + 1;
    log.detail(`connection ${place}, ${line}`);
  };
}

function statusLine({ target, state, verdict, report, mode }: ConnectionStatus): string {
  const stages = report?.stages.filter(({ outcome }) => outcome !== 'skipped') ?? [];
  const steps = stages.map(({ stage, outcome, durationMs }) =>
    // What still runs or waits has no time that stays.
    durationMs === null || outcome === 'silent'
      ? `${stage} ${outcome}`
      : `${stage} ${outcome} ${shortDuration(durationMs)}`,
  );
  const test = report === null ? 'no test' : `test ${report.phase}: ${steps.join(', ')}`;
  return `${portName(target)}, ${mode ?? 'no mode'}: ${state}, ${verdict ?? 'no verdict'}; ${test}`;
}
