import type { Evidence } from '../evidence.ts';
import type { Target } from '../target.ts';
import { productName } from '../target-words.ts';
import type { VerdictDetails } from '../test-report.ts';
import type { Verdict } from '../verdict.ts';
import type { WatchMode } from '../watch-modes.ts';

/** What the words of a verdict are made of. `since` and `now` are epoch milliseconds. */
export interface WordContext {
  readonly target: Target;
  readonly details: VerdictDetails;
  readonly clientId: number;
  readonly since: number;
  readonly now: number;
  readonly sessionAnsweredAt?: number | null;
  readonly newClientAcceptedAt?: number | null;
  /** The newest client had to be accepted by a person. */
  readonly acceptedByHand?: boolean;
  readonly mode?: WatchMode | null;
  /** False once the unanswered connection was closed. */
  readonly held?: boolean;
  /** A window that Gateway opened right after the hello; `title` null where it is not to be said. */
  readonly newWindow?: { readonly title: string | null } | null;
  /** When accepting a dialog last ended a silence. */
  readonly lastAcceptedAt?: number | null;
  /** The user looked and found no dialog. */
  readonly noDialog?: boolean;
  /** The program that took the connection, where it only passes connections on. */
  readonly relay?: string | null;
}

export const relayIn = ({ listener }: Evidence): string | null =>
  listener.outcome === 'found' && listener.owner.kind === 'relay' ? listener.owner.program : null;

/** The window as `WordContext` wants it, with its title: for the eyes of the user alone. */
export const newWindowIn = ({ windows }: Evidence): { readonly title: string | null } | null =>
  windows.outcome === 'new' ? { title: windows.title } : null;
/** The same for what may be handed on: a title may name people. */
export const untitledWindowIn = (evidence: Evidence): { readonly title: null } | null =>
  newWindowIn(evidence) && { title: null };

export interface Words {
  headline: (c: WordContext) => string;
  sentence: (c: WordContext) => string;
  /** At most two lines: what to click, then what else. */
  todo: (c: WordContext) => readonly string[];
}

/** The words of some of the verdicts; `satisfies` it, so that the whole table can count them. */
export type VerdictWords = Readonly<Partial<Record<Verdict, Words>>>;

export const name = (c: WordContext): string => productName[c.target.product];

export const apiSettings = (c: WordContext): string =>
  c.target.product === 'tws'
    ? 'Global Configuration → API → Settings'
    : 'Configure → Settings → API → Settings';
