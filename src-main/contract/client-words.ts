import type { ApiClient, ClientAnswer, GaveUp, NotAsked, ProgramName } from './api-clients.ts';
import { shortDuration, wholeDuration } from './format.ts';
import type { Product } from './target.ts';
import type { Verdict } from './verdict.ts';
import { productName } from './target-words.ts';

/** `python (48211, runner.py)`. */
export function programWords({ program, pid, script }: ProgramName): string {
  const details = [pid, script].filter((part) => part !== null);
  return details.length === 0 ? program : `${program} (${details.join(', ')})`;
}

/** What came of asking Gateway, for one program that gave up. */
export function gaveUpWords(one: GaveUp, product: Product = 'unknown'): string {
  const gateway = productName[product];
  const times = one.visits === 2 ? 'twice' : `${one.visits} times`;
  const seen = `${programWords(one)} gave up ${times} after about ${about(one.stayedMs)}`;
  return `${seen}${answerWords(one.answer, gateway)}`;
}

/** Looks are seconds apart: tenths would promise too much. */
const about = (ms: number): string => wholeDuration(Math.max(1000, Math.round(ms / 1000) * 1000));

function answerWords(answer: ClientAnswer, gateway: string): string {
  switch (answer.kind) {
    case 'asking':
      return `. Gatelight's own test of ${gateway} is under way.`;
    case 'answered':
      return `. ${gateway} answered Gatelight's test in ${shortDuration(answer.inMs)}: look in your program.`;
    case 'not-answered':
      return `, and ${either(answer.verdict, gateway)}.`;
    case 'not-asked':
      return `. ${NOT_ASKED_WORDS[answer.why](gateway)}`;
  }
}

/** Verdicts of a Gateway that hangs up instead of keeping silent. */
const TURNS_AWAY: ReadonlySet<Verdict> = new Set([
  'refused-by-rule',
  'session-refused',
  'disclaimer-pending',
]);
/** Verdicts of a port behind which no Gateway was found. */
const IS_NO_GATEWAY: ReadonlySet<Verdict> = new Set([
  'wrong-service',
  'not-running',
  'wrong-port',
  'unreachable',
]);

function either(verdict: Verdict, gateway: string): string {
  if (TURNS_AWAY.has(verdict)) return `${gateway} doesn't let Gatelight in either`;
  if (IS_NO_GATEWAY.has(verdict)) return `Gatelight doesn't reach ${gateway} there either`;
  return `${gateway} doesn't answer Gatelight either`;
}

const NOT_ASKED_WORDS: Readonly<Record<NotAsked, (gateway: string) => string>> = {
  'look-only': (gateway) => `${gateway} was not tested for it: Gatelight only looks here.`,
  'accepted-by-hand': (gateway) =>
    `${gateway} was not tested for it: the last new client had to be accepted by hand, and another test may ask again.`,
  crowded: (gateway) =>
    `${gateway} was not tested for it: so many clients are connected that one more may be too many.`,
  'asked-lately': (gateway) =>
    `${gateway} was not tested for it again: the last test told nothing about it.`,
};

/** What the watch can't promise; said wherever its results are shown. */
export const SHORT_VISITS =
  'Found by looking at open connections every few seconds: short visits can be missed, and a program that is meant to leave soon looks the same.';

/** `python (48211, runner.py) 2, 1 half-closed; Gatelight 1`; "none" where nobody is connected. */
export function apiClientsLine(clients: readonly ApiClient[]): string {
  return clients.length === 0 ? 'none' : clients.map(apiClientWords).join('; ');
}

/** `python (48211, runner.py) 2, 1 half-closed`. */
function apiClientWords(client: ApiClient): string {
  const { connections, halfClosed, isOurs, pid } = client;
  const name = isOurs
    ? programWords({ program: 'Gatelight', script: null, pid })
    : programWords(client);
  const half = `${halfClosed} half-closed`;
  if (halfClosed === 0) return `${name} ${connections}`;
  return connections === 0 ? `${name} ${half}` : `${name} ${connections}, ${half}`;
}
