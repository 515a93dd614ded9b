import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { Evidence, ProcessEvidence } from '../contract/evidence.ts';
import { diagnose } from './diagnose.ts';

/**
 * The status with what processes and sockets show now, where its test read them earlier. A window
 * that opened at the test's hello stays: no later look can see it.
 */
export function withEvidence(status: ConnectionStatus, seen: Evidence): ConnectionStatus {
  const { report, verdict } = status;
  // A test under way reads them itself.
  if (report === null || report.verdict === null) return status;
  const { process, windows } = report.evidence;
  const evidence: Evidence = { ...seen, process: steady(seen.process, process), windows };
  if (untimed(evidence) === untimed(report.evidence)) return status;
  const { target, details } = report;
  return {
    ...status,
    report: { ...report, evidence, causes: diagnose(verdict, { target, details, evidence }) },
  };
}

/** A start is reckoned from the uptime, and differs by some milliseconds from look to look. */
const SAME_START_MS = 2000;

function steady(seen: ProcessEvidence, known: ProcessEvidence): ProcessEvidence {
  if (seen.outcome !== 'found' || known.outcome !== 'found') return seen;
  const processes = seen.processes.map((one) => {
    const before = known.processes.find(({ pid }) => pid === one.pid)?.startedAt ?? one.startedAt;
    const isSame = Math.abs(before - one.startedAt) < SAME_START_MS;
    return isSame ? { ...one, startedAt: before } : one;
  });
  return { ...seen, processes };
}

const untimed = (evidence: Evidence): string =>
  JSON.stringify(evidence, (key, value: unknown) => (key === 'durationMs' ? 0 : value));
