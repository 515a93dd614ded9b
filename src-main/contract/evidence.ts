import type { ApiClient } from './api-clients.ts';

/**
 * What the machine itself shows about Gateway, read without connecting.
 * Evidence ranks causes and fills rows one and two; it never prevents `ready`.
 */
export interface GatewayProcess {
  readonly pid: number;
  readonly product: 'gateway' | 'tws';
  /** As its command line or folder says, e.g. `10.30`; null where it does not. */
  readonly version: string | null;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Stopped by a signal or a debugger (state T). */
  readonly suspended: boolean;
  /** TCP ports it listens on; null where its sockets may not be read. */
  readonly ports: readonly number[] | null;
}

export type ProcessEvidence =
  | { outcome: 'found'; processes: readonly GatewayProcess[]; durationMs: number }
  | { outcome: 'none'; durationMs: number }
  /** A tool or a permission is missing: which. */
  | { outcome: 'unknown'; missing: string; durationMs: number }
  /** The target is on another host. */
  | { outcome: 'not-checked' };

/** Who owns the listening socket. `relay` passes connections on: docker-proxy, socat, ssh, wslrelay… */
export type ListenerOwner =
  { kind: 'gateway' | 'relay' | 'other'; pid: number; program: string } | { kind: 'unknown' };

export type ListenerEvidence =
  | {
      outcome: 'found';
      owner: ListenerOwner;
      /** Half-closed connections (CLOSE_WAIT) whose local port is the API port. */
      closeWait: number;
      /** Established connections whose local port is the API port. */
      clients: number;
      /** Who holds them, on this computer; null where the system does not tell. */
      programs: readonly ApiClient[] | null;
      durationMs: number;
    }
  | { outcome: 'none'; durationMs: number }
  | { outcome: 'unknown'; missing: string; durationMs: number }
  | { outcome: 'not-checked' };

/** Whether a window of Gateway's opened within a second of our hello: a question, most probably. */
export type WindowEvidence =
  /** `title` as shown; null where the system does not tell. It may name people: never in a report. */
  | { outcome: 'new'; title: string | null }
  | { outcome: 'none-new' }
  | { outcome: 'unknown'; missing: string }
  | { outcome: 'not-checked' };

export interface Evidence {
  readonly process: ProcessEvidence;
  readonly listener: ListenerEvidence;
  readonly windows: WindowEvidence;
  /**
   * Usual API ports on which something listens that belongs to an IB process, or to the same
   * user as one whose sockets may not be read. Empty where nothing can be said.
   */
  readonly otherPorts: readonly number[];
}

/** One row of "what listens on the usual ports", for the first start. */
export interface UsualPort {
  readonly port: number;
  readonly listening: boolean;
  readonly owner: ListenerOwner;
}
