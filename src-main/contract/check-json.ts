import type { TestReport } from './test-report.ts';
import { headline } from './verdict-words.ts';

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
