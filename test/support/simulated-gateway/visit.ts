import type { Behaviour, HangUp } from './behaviour.ts';
import type { Connection } from './connection.ts';
import type { IncomingConnectionDialog } from './dialog.ts';
import { answer } from './message-ids.ts';
import type { GatewayRecord } from './record.ts';

/** What all connections share. Live: read it when it is needed, never copy it. */
export interface House {
  readonly serverVersion: number;
  readonly accounts: readonly string[];
  readonly record: GatewayRecord;
  readonly dialog: IncomingConnectionDialog;
  readonly visits: ReadonlySet<Visit>;
  readonly brokenFarms: ReadonlySet<string>;
  behaviour: Behaviour;
  linkIsLost: boolean;
  /** Clock requests since `muteClock` was set. */
  clockRequests: number;
  /** Connections accepted before the handshake, and before `muteClock`, was set. */
  beforeHandshake: number;
  beforeMuteClock: number;
}

/** One client from hello to goodbye. */
export interface Visit {
  readonly connection: Connection;
  /** The session has begun; requests are answered. */
  inSession: boolean;
  /** 1 live, 3 delayed, as last asked for with message 59. */
  marketDataType: number;
}

/** The sixth field, for rejected orders, came with server version 166 (ADVANCED_ORDER_REJECT). */
export function notify(visit: Visit, code: number, text: string, requestId = -1): void {
  visit.connection.send(answer.notice, 2, requestId, code, text, '');
}

/** Says the code, then closes; users measured 4 to 500 ms between the two. */
export function refuse(
  visit: Visit,
  notice: { code: number; text: string } | undefined,
  { closeAfterMs = 20, how = 'fin' }: { closeAfterMs?: number; how?: HangUp },
): void {
  if (notice) notify(visit, notice.code, notice.text);
  visit.connection.after(closeAfterMs, () => visit.connection.hangUp(how));
}
