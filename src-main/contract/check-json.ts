import type { ConnectionStatus } from './connection-status.ts';
import { statusWords } from './status-words.ts';
import type { Target } from './target.ts';
import { STAGES, type TestReport } from './test-report.ts';
import { headline } from './verdict-words.ts';
import { relayIn, untitledWindowIn } from './verdict-words/context.ts';

/** The object that `gatelight check --json` prints; scripts depend on its keys. */
export function checkJson(report: TestReport, joined: boolean): Record<string, unknown> {
  const { target, verdict } = report;
  return {
    schema: 1,
    at: new Date(report.at).toISOString(),
    target: {
      host: target.host,
      port: target.port,
      product: target.product,
      mode: target.mode,
    },
    state: report.state,
    verdict,
    headline:
      verdict === null
        ? 'Checking…'
        : headline(verdict, {
            target,
            details: report.details,
            clientId: report.clientId,
            since: report.startedAt,
            now: report.at,
            newWindow: untitledWindowIn(report.evidence),
            relay: relayIn(report.evidence),
          }),
    stages: report.stages,
    causes: report.causes,
    notes: report.notes,
    serverVersion: report.serverVersion,
    connectionTime: report.connectionTime,
    accounts: report.accounts,
    clientId: report.clientId,
    clockSkewMs: report.clockSkewMs,
    bytesSent: report.bytesSent,
    bytesReceived: report.bytesReceived,
    joined,
  };
}

/** What a monitor knows, as the object of a check. `clientId` is null where nothing was tested yet. */
export function statusJson(
  status: ConnectionStatus,
  now: number,
  joined: boolean,
): Record<string, unknown> {
  return {
    ...checkJson(reportOfStatus(status), joined),
    headline: statusWords(status, now).headline,
    ...(status.report === null && { clientId: null }),
  };
}

/** The newest test's report with the state and the verdict that count by now. */
export function reportOfStatus(status: ConnectionStatus): TestReport {
  const { target, state, verdict, observedAt, sessionAnsweredAt } = status;
  const at = Math.max(observedAt, sessionAnsweredAt ?? 0);
  return { ...(status.report ?? blankReport(target, at, 0)), target, state, verdict, at };
}

/** Of a test in which nothing was reached. */
export function blankReport(target: Target, at: number, clientId: number): TestReport {
  return {
    startedAt: at,
    at,
    target,
    phase: 'done',
    state: 'checking',
    verdict: null,
    details: {},
    stages: STAGES.map((stage) => ({
      stage,
      outcome: 'skipped',
      startMs: null,
      durationMs: null,
      evidence: {},
    })),
    evidence: {
      process: { outcome: 'not-checked' },
      listener: { outcome: 'not-checked' },
      windows: { outcome: 'not-checked' },
      otherPorts: [],
    },
    causes: [],
    notes: [],
    serverVersion: null,
    connectionTime: null,
    accounts: { count: 0, kind: 'unknown' },
    clientId,
    clockSkewMs: null,
    bytesSent: 0,
    bytesReceived: 0,
  };
}
