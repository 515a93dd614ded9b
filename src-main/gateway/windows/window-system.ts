import type { ShowAbility, ShowProblem } from '../../contract/show-gateway.ts';
import type { Read } from '../evidence/read.ts';
import type { SeenWindow } from './seen-window.ts';

/** What differs between the systems. No function rejects. */
export interface WindowSystem {
  /** As far as it can be said without asking anybody. */
  readonly assumed: ShowAbility;
  ability(): Promise<ShowAbility>;
  /** All top-level windows, the oldest first. */
  list(): Promise<Read<readonly SeenWindow[]>>;
  /** Null: a window of one of these processes was brought forward. */
  show(pids: readonly number[]): Promise<ShowProblem | null>;
}

export const CAN: ShowAbility = { can: true };
export const WINDOW_LIST = 'a list of windows';
