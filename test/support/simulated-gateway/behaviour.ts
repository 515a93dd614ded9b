import { farms, type FarmNotice } from './farms.ts';

export type HangUp = 'fin' | 'reset';

/**
 * How a handshake goes. Where it is not known how a real Gateway does it (FIN or reset, before or after the
 * hello, with or without a code) every form is offered, and a client must be right in each.
 */
export type Handshake =
  | { kind: 'normal' }
  /** A dialog is pending: the hello is read, nothing is said until `acceptDialog()`. */
  | { kind: 'silent' }
  /** The version is answered; the session never starts, or only half of it arrives. */
  | {
      kind: 'silent-before-session';
      sends?: 'nothing' | 'accounts' | 'id';
      answersRequests?: boolean;
    }
  | { kind: 'close-at-accept'; how?: HangUp; when?: 'before-hello' | 'after-hello' }
  /** Closed after so much silence that follows the hello. */
  | { kind: 'close-after'; silenceMs?: number; how?: HangUp }
  /** Code 10141, then closed: the paper disclaimer is open on the Gateway's screen. */
  | { kind: 'disclaimer'; closeAfterMs?: number; how?: HangUp }
  | { kind: 'id-in-use'; ids?: IdsInUse; withCode?: boolean; closeAfterMs?: number; how?: HangUp }
  /** Closed without a code after startApi, or just after the session began. */
  | { kind: 'session-refused'; when?: 'start-api' | 'session'; closeAfterMs?: number; how?: HangUp }
  | { kind: 'old-version'; version?: number }
  /** A whole session, then 2110 in place of the farm notices. */
  | { kind: 'cut-off' }
  /** These bytes instead of a version: another service, or hostile. Never answers anything else. */
  | {
      kind: 'bytes';
      chunks: Chunks;
      when?: 'accept' | 'hello';
      delayMs?: number;
      then?: 'hold' | HangUp;
    }
  /** Only the first bytes of the version frame. */
  | { kind: 'incomplete-frame'; bytes?: number; then?: 'hold' | HangUp; afterMs?: number }
  /** Notices (id 4) come before the version frame; vendor-py allows for it. */
  | { kind: 'news-before-version'; count?: number }
  | { kind: 'slow'; versionMs?: number; sessionMs?: number }
  | { kind: 'one-byte-at-a-time'; delayMs?: number };

/** All ids; the listed ones; or the first connections made after the behaviour was set. */
export type IdsInUse = 'all' | readonly number[] | { firstConnections: number };

/** A function is called for each connection, so that endless or random streams can be made lazily. */
export type Chunks = readonly Buffer[] | (() => Iterable<Buffer>);

/** Kinds without a necessary parameter may be written as a bare string. */
export type HandshakeChoice = Handshake | Exclude<Handshake['kind'], 'bytes'>;

/** The first requests, or those of the first connections, counted from when the behaviour was set. */
export type MuteClock = 'none' | 'all' | { requests: number } | { connections: number };

/** What becomes of one kind of request, by its message id. `code` is sent with the request's own id. */
export type RequestOutcome = 'unanswered' | { code: number; text?: string } | { delayMs: number };

export interface Behaviour {
  handshake: HandshakeChoice;
  /** Does accepting complete the connections that wait, or does it only help later ones? */
  dialogForm: 'same-connection' | 'later-connections';
  /** What is held back while the dialog waits. */
  dialogStage: 'version' | 'session';
  /** After an acceptance new connections pass without a dialog; otherwise each raises its own. */
  acceptRemembers: boolean;
  sessionOrder: readonly ('accounts' | 'id' | 'farms')[];
  farms: readonly FarmNotice[];
  /** Repeat the farm notices after 1101 and 1102. */
  farmsAfterRestore: boolean;
  muteClock: MuteClock;
  clockSkewSeconds: number;
  readOnly: boolean;
  /** Older builds refuse with request id 2147483647; some only after the window has waited for 16 s and more. */
  readOnlyForm: { requestId?: -1 | 2147483647; delayMs?: number };
  /** The second session of one client id is refused with 326, as a Gateway does. */
  uniqueClientIds: boolean;
  /** Open sessions; one more is closed, or met with silence. 32 is the vendor's number. */
  maxClients: number;
  tooManyClients: 'close' | 'silent';
  /** false: the client's FIN is never answered and leaves the socket in CLOSE_WAIT, as a wedged server does. */
  answersFin: boolean;
  connectionTime: string | Buffer;
  marketData: 'live' | 'delayed-only' | 'no-prices';
  requests: Readonly<Record<number, RequestOutcome>>;
}

export const usualBehaviour: Readonly<Behaviour> = {
  handshake: 'normal',
  dialogForm: 'same-connection',
  dialogStage: 'version',
  acceptRemembers: true,
  sessionOrder: ['accounts', 'id', 'farms'],
  farms: farms.good,
  farmsAfterRestore: true,
  muteClock: 'none',
  clockSkewSeconds: 0,
  readOnly: false,
  readOnlyForm: {},
  uniqueClientIds: true,
  maxClients: 32,
  tooManyClients: 'close',
  answersFin: true,
  connectionTime: '20261122 14:31:52 Central European Standard Time',
  marketData: 'live',
  requests: {},
};

export function asHandshake(choice: HandshakeChoice): Handshake {
  return typeof choice === 'string' ? { kind: choice } : choice;
}
