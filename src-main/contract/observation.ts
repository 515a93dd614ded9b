import type { AccountKind } from './target.ts';

/** How a connection ended, seen from our side. FIN or reset is a race, never a diagnosis. */
export type CloseKind = 'fin' | 'reset' | 'error' | 'by-us';

/** What the first bytes look like when they are no API frame. */
export type ForeignService = 'http' | 'tls' | 'ssh' | 'unknown';

/**
 * What one connection shows, in the order it shows it. Refusal, silence and hang-up are
 * observations, not exceptions. Account numbers never leave the worker.
 */
export type Sight =
  | { kind: 'connecting' }
  | { kind: 'connected' }
  /** `errno` as the system spells it, e.g. ECONNREFUSED, ENOTFOUND. */
  | { kind: 'connect-failed'; errno: string }
  | { kind: 'hello-sent' }
  | { kind: 'first-byte' }
  /** A known message before the version frame; clients of the vendor skip it as well. */
  | { kind: 'frame-skipped'; messageId: number }
  | { kind: 'version'; serverVersion: number; connectionTime: string }
  | { kind: 'unsupported-version'; serverVersion: number }
  | { kind: 'foreign-bytes'; service: ForeignService; reason: string }
  | { kind: 'next-valid-id' }
  | { kind: 'managed-accounts'; count: number; accountKind: AccountKind }
  /** A system code; `farm` only with farm codes, cleaned. The wording is never kept. */
  | { kind: 'code'; code: number; farm: string | null }
  | { kind: 'clock-asked' }
  | { kind: 'clock-answered'; serverTimeS: number; localTimeMs: number }
  | { kind: 'closed'; how: CloseKind; errno: string | null }
  /** The worker could not do its work: out of memory, an exception, or it never came back. */
  | { kind: 'worker-failed'; reason: string };

/** When and after how many bytes something was seen. */
export interface Stamp {
  /** The machine's monotonic clock (`process.hrtime`), the same in every thread. */
  readonly atMs: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

export type Observation = Readonly<Sight> & Stamp;
