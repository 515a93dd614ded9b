import type { FixableVerdict } from '../../contract/guided-fix.ts';
import { sessionLives } from '../../contract/verdict.ts';
import type { Scene } from './scene.ts';

/** Their port was closed: where nothing may connect, seeing it open is all that can be seen. */
const PORT_CLOSED: ReadonlySet<FixableVerdict> = new Set([
  'not-running',
  'wrong-port',
  'sign-in-needed',
]);

/** Whether the problem of `verdict`, last met as in `before`, is over; a lesser one may be left. */
export function isOver(verdict: FixableVerdict, before: Scene, seen: Scene): boolean {
  const letIn =
    seen.newClientAcceptedAt !== null &&
    seen.newClientAcceptedAt > (before.newClientAcceptedAt ?? -Infinity);
  // A lost link hides it, but only a new client that is let in ends it.
  if (verdict === 'new-clients-blocked') return letIn && sessionLives(seen.verdict);
  if (seen.verdict === 'not-tested') return PORT_CLOSED.has(verdict) || letIn;
  return sessionLives(seen.verdict) && seen.verdict !== verdict;
}
