import type { InsideNotice } from '$contract/app-state';
import { statusByKey, type ConnectionStatus } from '$contract/connection-status';
import { hueOf, type GatewayState, type Hue } from '$contract/verdict';

export interface NoticeLook {
  /** Null: about no connection. */
  readonly state: GatewayState | null;
  readonly hue: Hue;
  /** Said at once by screen readers, not when there is a pause. */
  readonly urgent: boolean;
}

/** A notice looks like the connection it is about; one about the app itself is plain news. */
export function noticeLook(
  notice: InsideNotice,
  statuses: readonly ConnectionStatus[],
): NoticeLook {
  const { connection } = notice;
  const status = connection === null ? undefined : statusByKey(statuses, connection);
  if (status === undefined) return { state: null, hue: 'info', urgent: false };
  const { state, verdict } = status;
  return { state, hue: hueOf(state, verdict), urgent: state === 'waiting' || state === 'down' };
}
