import type { Verdict } from './verdict.ts';

/** A program on this computer, named without paths, arguments or people: `python`, `runner.py`, 48211. */
export interface ProgramName {
  readonly program: string;
  /** Base name of the script it runs, where its command line shows one. */
  readonly script: string | null;
  /** Null where the system does not tell, or the program has gone. */
  readonly pid: number | null;
}

/** Stands for programs of other users and of containers, whom the system does not show: no pid, no script. */
export const UNSEEN_PROGRAM = 'unseen program';

/** Who holds connections to the API port, by program. */
export interface ApiClient extends ProgramName {
  /** Open on both sides. */
  readonly connections: number;
  /** It left, and Gateway has not noticed: CLOSE_WAIT on Gateway's side. */
  readonly halfClosed: number;
  /** Gatelight's own. */
  readonly isOurs: boolean;
}

/** A program that came to the API port and left again, twice or more within two minutes. */
export interface GaveUp extends ProgramName {
  readonly visits: number;
  /** How long it usually stayed, ms: the median of its visits. */
  readonly stayedMs: number;
  /** End of its last visit, epoch ms. */
  readonly lastAt: number;
  readonly answer: ClientAnswer;
}

/** What Gateway answers Gatelight's own test: the other half of the experiment. */
export type ClientAnswer =
  /** A test is on its way. */
  | { kind: 'asking' }
  /** Gateway completed the handshake `inMs` after the connection; observed at `at` (epoch ms). */
  | { kind: 'answered'; inMs: number; at: number }
  /** It does not answer Gatelight either. */
  | { kind: 'not-answered'; verdict: Verdict; at: number }
  /** No test was made for it. */
  | { kind: 'not-asked'; why: NotAsked };

export const NOT_ASKED = ['look-only', 'accepted-by-hand', 'crowded', 'asked-lately'] as const;
export type NotAsked = (typeof NOT_ASKED)[number];
