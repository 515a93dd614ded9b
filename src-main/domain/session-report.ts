import type { StageReport, TestReport } from '../contract/test-report.ts';
import { STATE_OF_VERDICT, type Verdict } from '../contract/verdict.ts';
import { diagnose } from './diagnose.ts';
import type { SessionFacts } from './session-facts.ts';

/** The newest report with what the open session has told since; rows it did not reach stay so. */
export function withSession(
  report: TestReport,
  verdict: Verdict,
  sessionDetails: TestReport['details'],
  session: SessionFacts,
): TestReport {
  const details = { ...sessionDetails, ...waited(report) };
  // A test under way has its own rows and no verdict yet.
  if (report.verdict === null) return { ...report, details };
  const { target, evidence } = report;
  const own = report.stages.some(
    ({ stage, outcome }) => stage === 'session' && outcome === 'passed',
  );
  return {
    ...report,
    verdict,
    state: STATE_OF_VERDICT[verdict],
    details,
    // While it is mute, its answer may still come.
    phase: own ? (session.muteSince === null ? 'done' : 'held') : report.phase,
    notes: own ? session.notes : report.notes,
    causes: diagnose(verdict, { target, details, evidence }),
    stages: own ? report.stages.map((one) => rowWith(one, session)) : report.stages,
  };
}

function rowWith(one: StageReport, session: SessionFacts): StageReport {
  if (one.outcome === 'skipped') return one;
  if (one.stage === 'clock') {
    return { ...one, outcome: session.muteSince === null ? 'passed' : 'silent' };
  }
  if (one.stage !== 'upstream') return one;
  const { linkLost, farms } = session;
  return {
    ...one,
    outcome: linkLost || farms.length > 0 ? 'failed' : 'passed',
    evidence: { linkLost, farmsDown: farms.join(', ') },
  };
}

/** How long a fresh test beside the session has been met with silence. */
const waited = ({ details }: TestReport): { waitedMs?: number } =>
  details.waitedMs === undefined ? {} : { waitedMs: details.waitedMs };
