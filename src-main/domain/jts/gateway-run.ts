import type { ConnectionStatus } from '../../contract/connection-status.ts';
import type { Evidence, GatewayProcess } from '../../contract/evidence.ts';
import { isLocal } from '../../contract/target.ts';
import type { Verdict } from '../../contract/verdict.ts';
import type { GatewayRun } from './last-good.ts';

/** What one connection tells of the program behind it. */
export interface SeenRun {
  readonly pid: number | null;
  /** Null: none runs; undefined: not known now, what was known stays. */
  readonly run: GatewayRun | null | undefined;
  /** E.g. `10.30`. */
  readonly version: string | null;
  /** When every stage of a test passed last, epoch ms. */
  readonly passedAt: number | null;
}

/** Every stage passed; that one of them took long is no matter of the settings. */
const PASSED: ReadonlySet<Verdict> = new Set(['ready', 'slow']);

export function seenRun(status: ConnectionStatus): SeenRun {
  const { report, target } = status;
  const passedAt =
    status.verdict !== null && PASSED.has(status.verdict) ? status.newClientAcceptedAt : null;
  const process = isLocal(target.host) ? processBehind(report?.evidence) : undefined;
  if (process === undefined) return { pid: null, run: undefined, version: null, passedAt };
  if (process === null) return { pid: null, run: null, version: null, passedAt };
  const { restartSeenAt } = status;
  const { pid, startedAt, version } = process;
  // Seen to open in this run: an older one belongs to the run before.
  const openedAt = restartSeenAt !== null && restartSeenAt >= startedAt ? restartSeenAt : null;
  const run = report === null ? undefined : { startedAt, openedAt };
  return { pid, run, version, passedAt };
}

/** Null: none runs. Undefined: not looked, or it can't be told which one it is. */
export function processBehind(
  evidence: Pick<Evidence, 'process' | 'listener'> | undefined,
): GatewayProcess | null | undefined {
  if (evidence?.process.outcome === 'none') return null;
  if (evidence?.process.outcome !== 'found') return undefined;
  const { processes } = evidence.process;
  const { listener } = evidence;
  if (listener.outcome === 'found' && listener.owner.kind !== 'unknown') {
    const { pid } = listener.owner;
    return processes.find((one) => one.pid === pid);
  }
  return processes.length === 1 ? processes[0] : undefined;
}

/**
 * What several connections of one folder tell: the newest run, and the newest pass of that same program. The
 * pass of another one says nothing of what this one has read. Null: none of them tells anything.
 */
export function together(all: readonly SeenRun[]): SeenRun | null {
  const newest = all.reduce<SeenRun | null>((best, one) => {
    if (best === null) return one;
    const isNewer = (one.run?.startedAt ?? 0) > (best.run?.startedAt ?? 0);
    return isNewer || best.run === undefined ? one : best;
  }, null);
  if (newest === null) return null;
  const passes = all.filter((one) => isSameProgram(one, newest)).map(({ passedAt }) => passedAt);
  const passedAt = Math.max(...passes.map((at) => at ?? 0));
  return { ...newest, passedAt: passedAt === 0 ? null : passedAt };
}

/** Of those that are not known nobody can say more. */
const isSameProgram = (one: SeenRun, other: SeenRun): boolean =>
  one.pid === other.pid &&
  (one.run == null || other.run == null
    ? one.run === other.run
    : one.run.startedAt === other.run.startedAt);
