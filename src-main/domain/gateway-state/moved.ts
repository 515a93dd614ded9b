import type { ConnectionStatus } from '../../contract/connection-status.ts';
import type { GatewayState, Verdict } from '../../contract/verdict.ts';
import { withStatus, type Watched } from './watched.ts';

/** The new state and verdict with the instants that belong to them. */
export function moved(
  current: Watched,
  state: GatewayState,
  verdict: Verdict | null,
  at: number,
): Watched {
  const { status } = current;
  const same = status.verdict === verdict && (verdict !== null || status.state === state);
  const works = state === 'ready' || state === 'degraded' || verdict === 'not-tested';
  return {
    ...current,
    outSince: works ? null : verdict === null ? current.outSince : (current.outSince ?? at),
    status: {
      ...status,
      state,
      verdict,
      since: same ? status.since : at,
      observedAt: at,
      problemSince: problemSince(status, state, verdict, at),
      isOld: false,
      noDialog: same && status.noDialog,
      ...(state === 'ready' && { lastReadyAt: at, closedByUser: false }),
    },
  };
}

/** Everything stops: nothing is known until it begins again, and no outage runs meanwhile. */
export function halted(
  current: Watched,
  state: GatewayState,
  at: number,
  change: Partial<ConnectionStatus>,
): Watched {
  const still = moved({ ...current, session: null, blockedBy: null }, state, null, at);
  return {
    ...withStatus(still, {
      testingSince: null,
      problemSince: null,
      isOld: false,
      apiClients: null,
      gaveUp: [],
      ...change,
    }),
    outSince: null,
  };
}

/** An outage runs from leaving `ready` until it is back; moments of checking belong to it. */
function problemSince(
  current: ConnectionStatus,
  state: GatewayState,
  verdict: Verdict | null,
  at: number,
): number | null {
  if (state === 'ready' || state === 'paused' || verdict === 'not-tested') return null;
  if (state === 'checking' && verdict !== 'session-lost') return current.problemSince;
  return current.problemSince ?? at;
}
