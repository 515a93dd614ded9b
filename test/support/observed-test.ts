import type { Evidence } from '../../src-main/contract/evidence.ts';
import { targetOf } from '../../src-main/contract/target.ts';
import type { TestReport } from '../../src-main/contract/test-report.ts';
import {
  startFreshTest,
  type FreshTest,
  type TestDeps,
} from '../../src-main/gateway/fresh-test.ts';
import { openApiConnection } from '../../src-main/gateway/api-connection.ts';
import { monotonicMs } from '../../src-main/gateway/monotonic.ts';
import { systemClock } from '../../src-main/gateway/system-clock.ts';
import { workerPath } from './built.ts';

/** A report with the moment at which it was made, on the machine's monotonic clock. */
export interface TimedReport {
  readonly atMs: number;
  readonly report: TestReport;
}

export interface ObservedTest {
  readonly test: FreshTest;
  readonly reports: readonly TimedReport[];
  /** The first report, past or to come, for which this holds. */
  readonly until: (what: (report: TestReport) => boolean, limitMs?: number) => Promise<TimedReport>;
}

export const NO_EVIDENCE: Evidence = {
  process: { outcome: 'none', durationMs: 0 },
  listener: { outcome: 'none', durationMs: 0 },
  windows: { outcome: 'not-checked' },
  otherPorts: [],
};

export interface ObserveOptions {
  readonly clientIds?: readonly [number, number];
  readonly gatherEvidence?: TestDeps['gatherEvidence'];
  readonly listWindows?: TestDeps['listWindows'];
}

/** A fresh test in a real worker whose every report is kept with its time. */
export function observeTest(
  port: number,
  {
    clientIds = [912_345, 912_346],
    gatherEvidence = () => Promise.resolve(NO_EVIDENCE),
    listWindows,
  }: ObserveOptions = {},
): ObservedTest {
  const reports: TimedReport[] = [];
  const listeners = new Set<(seen: TimedReport) => void>();
  const hear = (report: TestReport): void => {
    const seen = { atMs: monotonicMs(), report };
    reports.push(seen);
    for (const listener of listeners) listener(seen);
  };
  const deps: TestDeps = {
    clock: systemClock,
    openConnection: (options) => openApiConnection(workerPath, options),
    gatherEvidence,
    ...(listWindows && { listWindows }),
  };
  return {
    test: startFreshTest(targetOf('127.0.0.1', port, null), clientIds, deps, hear),
    reports,
    until: (what, limitMs = 15_000) =>
      new Promise((resolve, reject) => {
        const known = reports.find(({ report }) => what(report));
        if (known) {
          resolve(known);
          return;
        }
        const look = (seen: TimedReport): void => {
          if (!what(seen.report)) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve(seen);
        };
        const timer = setTimeout(() => {
          listeners.delete(look);
          const last = reports.at(-1)?.report;
          reject(
            new Error(
              `Not reported within ${limitMs} ms: ${what.toString()}; last: ${last?.verdict} ${last?.phase}`,
            ),
          );
        }, limitMs);
        listeners.add(look);
      }),
  };
}

/** Two clocks are never read at the same moment: what lies between can only make this smaller. */
const ORIGIN_MS = Math.max(
  ...Array.from({ length: 10 }, () => {
    const atMs = monotonicMs();
    return atMs - performance.now();
  }),
);

/** Converts the simulator's times, which count from the start of this process's clock. */
export const onMonotonic = (performanceMs: number): number => ORIGIN_MS + performanceMs;
