import type { ApiClient, GaveUp } from '../../contract/api-clients.ts';
import type { ConnectionStatus } from '../../contract/connection-status.ts';
import type { Evidence } from '../../contract/evidence.ts';
import type { TestReport } from '../../contract/test-report.ts';
import type { WatchMode } from '../../contract/watch-modes.ts';
import type { DailyRestart } from '../daily-restart.ts';
import type { SessionFacts } from '../session-facts.ts';

/** Everything that can change a connection's status. `at` is epoch milliseconds. */
export type GatewayEvent = { readonly at: number } & (
  | { kind: 'begun'; mode: WatchMode | null; daily: DailyRestart }
  /** Any news of a test, from its first moment to its end; also what a look found. */
  | { kind: 'tested'; report: TestReport }
  /** The test was given up without an end of its own. */
  | { kind: 'test-stopped' }
  /** The open session's newest word. */
  | { kind: 'session-told'; session: SessionFacts }
  | { kind: 'session-dropped' }
  /** It was closed by us; what was known stays. */
  | { kind: 'session-closed' }
  /** A look at the socket table, without connecting. */
  | { kind: 'looked'; listening: boolean }
  /** Processes and sockets, looked at beside any test. */
  | { kind: 'evidence-seen'; evidence: Evidence }
  /** The port was closed and is open again. */
  | { kind: 'restart-seen' }
  | { kind: 'crowded'; clients: number }
  /** Who is connected, and who came and left again; null: the system does not tell. */
  | { kind: 'clients-seen'; apiClients: readonly ApiClient[] | null; gaveUp: readonly GaveUp[] }
  /** What is known from earlier tests. */
  | { kind: 'remembered'; usualMs: ConnectionStatus['usualMs']; acceptedAt: number | null }
  | { kind: 'daily-changed'; daily: DailyRestart }
  /** The last result is too old to stand on. */
  | { kind: 'grew-old' }
  | { kind: 'closed-by-user' }
  /** The user looked and found no dialog. */
  | { kind: 'no-dialog' }
  | { kind: 'paused'; until: number | 'forever' }
  /** The end of a pause or of sleep. */
  | { kind: 'resumed' }
  | { kind: 'fell-asleep' }
  /** Nothing but time has passed; the daily restart's window may be over. */
  | { kind: 'time-passed' }
  /** Another process watches; these are its words. */
  | { kind: 'heard'; status: ConnectionStatus; pid: number }
);
