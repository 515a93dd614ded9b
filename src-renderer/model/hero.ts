import type { ConnectionStatus } from '$contract/connection-status';
import type { Verdict } from '$contract/verdict';

/** What can be done about a state from here; what must be done in Gateway is said in words. */
export type HeroAction = 'resume' | 'accepted' | 'settings' | 'system-status';

const ACTION_OF: Readonly<Partial<Record<Verdict, HeroAction>>> = {
  silent: 'accepted',
  'session-silent': 'accepted',
  'wrong-port': 'settings',
  'wrong-service': 'settings',
  'wrong-account': 'settings',
  'client-id-in-use': 'settings',
  'cut-off': 'system-status',
};

export function heroAction({ state, verdict }: ConnectionStatus): HeroAction | null {
  if (state === 'paused') return 'resume';
  return verdict === null ? null : (ACTION_OF[verdict] ?? null);
}

/** The connection waits for its answer and stays open meanwhile. */
export function isHeld({ state, report }: ConnectionStatus): boolean {
  return state !== 'paused' && report?.phase === 'held';
}
