import { STATE_OF_VERDICT, type GatewayState } from '../../contract/verdict.ts';
import { restartWindowAt } from '../daily-restart.ts';
import { withStatus, type Watched } from './watched.ts';

/** States that a daily restart explains. */
const PLANNABLE: ReadonlySet<GatewayState> = new Set(['down', 'signin', 'waiting']);

/** `restart` in place of a problem that began inside the daily restart's window, until its end. */
export function planned(current: Watched, at: number): Watched {
  const { status, outSince, daily } = current;
  if (status.watchedBy !== null || status.verdict === null) {
    return status.plannedRestart === null || status.watchedBy !== null
      ? current
      : withStatus(current, { plannedRestart: null });
  }
  const state = STATE_OF_VERDICT[status.verdict];
  const window =
    PLANNABLE.has(state) && outSince !== null ? restartWindowAt(daily, outSince) : null;
  const plan =
    window !== null && at < window.to ? { backBy: window.to, isAssumed: window.isAssumed } : null;
  const shown: GatewayState = plan === null ? state : 'restart';
  const known = status.plannedRestart;
  if (
    shown === status.state &&
    known?.backBy === plan?.backBy &&
    known?.isAssumed === plan?.isAssumed
  ) {
    return current;
  }
  return withStatus(current, { state: shown, plannedRestart: plan });
}
