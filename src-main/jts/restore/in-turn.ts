import type { Backups } from '../store/backups.ts';
import { refused, refusedBy, type Refused } from './refused.ts';

/** Among all processes; `Refused` where it was never begun: others are at it, or nothing can be written. */
export async function inTurn<Value>(
  backups: Pick<Backups, 'exclusively'>,
  work: () => Promise<Value>,
  waitMs: number,
  unwritable: (error: unknown) => Refused = refusedBy,
): Promise<Value | Refused> {
  const turn = { hasBegun: false };
  const begin = (): Promise<Value> => {
    turn.hasBegun = true;
    return work();
  };
  try {
    return (await backups.exclusively(begin, waitMs)) ?? refused('locked');
  } catch (error) {
    if (turn.hasBegun) throw error;
    return unwritable(error);
  }
}
