import type { Verdict } from '$contract/verdict';
import { productName } from '$contract/target-words';
import type { Target } from '$contract/target';

/** Verdicts whose headline leaves open what follows from it. */
export const EXPLAINED = [
  'cut-off',
  'farm-down',
  'slow',
  'clock-skew',
] as const satisfies Verdict[];
export type Explained = (typeof EXPLAINED)[number];

/** "What this means": what it is, then what it does to one's programs. */
const MEANINGS: Readonly<Record<Explained, (name: string) => string>> = {
  'cut-off': (name) =>
    `${name} runs and takes API clients, but its own connection to IBKR's servers is lost, so orders, account news and data do not pass. It connects again by itself when the network and IBKR's servers allow it.`,
  'farm-down': (name) =>
    `IBKR delivers market data from several groups of servers, called farms, and ${name} reports that one of them is not connected. Quotes and history from it stop or come late; orders take another way.`,
  slow: (name) =>
    `${name} completed the session, but took several times as long as it usually does. Programs whose time limit is shorter than that give up before they get their answer.`,
  'clock-skew': (name) =>
    `The time ${name} answered with and this computer's time are further apart than the way there explains. Time stamps, order times and bars can be off by that much, and one of the two clocks needs to be set.`,
};

export function isExplained(verdict: Verdict | null): verdict is Explained {
  return (EXPLAINED as readonly (Verdict | null)[]).includes(verdict);
}

export const meaningOf = (verdict: Explained, { product }: Target): string =>
  MEANINGS[verdict](productName[product]);
