import type { Note } from '../contract/test-report.ts';

/** What an open session tells about itself and the way to IBKR, as of its newest word. */
export interface SessionFacts {
  readonly linkLost: boolean;
  /** Market data farms that count as down, without those the user ignores. */
  readonly farms: readonly string[];
  readonly skewMs: number | null;
  /** Epoch ms of the last answer, when two questions have been missed since; null: it answers. */
  readonly muteSince: number | null;
  /** Epoch ms of the last answer. */
  readonly answeredAt: number;
  readonly roundTripMs: number | null;
  /** Codes still standing. */
  readonly notes: readonly Note[];
}
