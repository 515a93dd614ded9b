import type { ConnectionStatus } from '$contract/connection-status';
import { connectionByKey, connectionKey } from '$contract/target';
import type { Connection } from '$contract/preferences';

/** Gateway's own default, where nobody set or learned the time. */
const ASSUMED = '23:45';

export interface NextRestart {
  /** Epoch ms of the next planned restart, or of the end of the one under way. */
  readonly at: number;
  readonly isUnderWay: boolean;
  /** Nobody set or learned the time. */
  readonly isAssumed: boolean;
}

/** When the connection's Gateway restarts by itself next: as set, else as learned, else as assumed. */
export function nextRestart(
  { plannedRestart, target }: Pick<ConnectionStatus, 'plannedRestart' | 'target'>,
  connections: readonly Connection[],
  learned: Readonly<Record<string, string>>,
  now: number,
): NextRestart {
  if (plannedRestart !== null) {
    const { backBy, isAssumed } = plannedRestart;
    return { at: backBy, isUnderWay: true, isAssumed };
  }
  const key = connectionKey(target);
  const set = connectionByKey(connections, key)?.dailyRestart ?? null;
  const known = set ?? learned[key] ?? null;
  const at = nextAt(known ?? ASSUMED, now);
  return { at, isUnderWay: false, isAssumed: known === null };
}

/** The next moment with this local time of day; by the calendar, so nights of a clock change are right. */
function nextAt(time: string, now: number): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const date = new Date(now);
  date.setHours(hours, minutes, 0, 0);
  if (date.getTime() <= now) {
    date.setDate(date.getDate() + 1);
    date.setHours(hours, minutes, 0, 0);
  }
  return date.getTime();
}
