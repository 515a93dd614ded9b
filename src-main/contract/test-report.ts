import type { Cause } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';
import type { ForeignService } from './observation.ts';
import type { AccountKind, Target } from './target.ts';
import type { GatewayState, Verdict } from './verdict.ts';

export const STAGES = [
  'process',
  'listener',
  'connect',
  'version',
  'session',
  'clock',
  'upstream',
] as const;
export type Stage = (typeof STAGES)[number];

export type StageOutcome = 'passed' | 'failed' | 'silent' | 'skipped' | 'unknown';

export interface StageReport {
  readonly stage: Stage;
  /** `running` only while a test is under way; a finished report never holds it. */
  readonly outcome: StageOutcome | 'running';
  /** Milliseconds since the test began; null when the stage was not reached. */
  readonly startMs: number | null;
  /** Null when not reached or still running. */
  readonly durationMs: number | null;
  readonly evidence: Readonly<Record<string, string | number | boolean | null>>;
}

export interface Note {
  readonly code: number | null;
  readonly text: string;
}

/** The figures that headlines and sentences need, per verdict; absent where they do not apply. */
export interface VerdictDetails {
  readonly waitedMs?: number;
  /** Hung up this long after the connection was taken. */
  readonly closedAfterMs?: number;
  readonly otherPort?: number;
  readonly farms?: readonly string[];
  readonly skewMs?: number;
  readonly sessionMs?: number;
  readonly usualMs?: number;
  readonly service?: ForeignService;
  readonly serverVersion?: number;
  /** Epoch milliseconds at which the Gateway process started. */
  readonly processStartedAt?: number;
  readonly accountKind?: AccountKind;
  readonly missing?: string;
  readonly errno?: string;
  /** `new-clients-blocked`: what the fresh test met. */
  readonly blockedBy?: Verdict;
  /** `frozen`: epoch ms since when the session is mute. */
  readonly muteSince?: number;
}

/** One test of one target, running or finished. All durations come from a monotonic clock. */
export interface TestReport {
  /** Epoch milliseconds at which the test began. */
  readonly startedAt: number;
  /** Epoch milliseconds of the newest observation. */
  readonly at: number;
  readonly target: Target;
  /**
   * `running`: the next seconds will tell. `held`: a verdict is known, but the answer may still
   * come on the connection, which stays open. `done`: nothing more will come.
   */
  readonly phase: 'running' | 'held' | 'done';
  readonly state: GatewayState;
  readonly verdict: Verdict | null;
  readonly details: VerdictDetails;
  /** All seven, in order. */
  readonly stages: readonly StageReport[];
  readonly evidence: Evidence;
  readonly causes: readonly Cause[];
  readonly notes: readonly Note[];
  readonly serverVersion: number | null;
  readonly connectionTime: string | null;
  readonly accounts: { readonly count: number; readonly kind: AccountKind };
  readonly clientId: number;
  readonly clockSkewMs: number | null;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}
