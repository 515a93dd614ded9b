import { longDuration } from '$contract/format';
import { productName, targetAddress } from '$contract/target-words';
import type { Target } from '$contract/target';
import type { Comparison, Finding } from '../model/program-check.ts';
import type { ProgramField } from '../model/program-fields.ts';
import { dayTime } from './times.ts';

export const PROGRAM_CHECK = "My program still can't connect";

export const programFields: Readonly<Record<ProgramField, string>> = {
  host: 'Host',
  port: 'Port',
  clientId: 'Client ID',
  limit: 'Time limit, seconds',
};

export const programFieldText = {
  intro:
    'Enter what your program uses; leave empty what you do not know. It is compared with what the last test saw, and goes nowhere.',
  clientId: 'Enter a whole number from 0 to 2147483647.',
  limit: 'Enter seconds, for example 4 or 2.5.',
} as const;

/** The outcome of the experiment: the same Gateway, another program. */
export function comparisonText(
  comparison: Comparison,
  { target, headline, now }: { target: Target; headline: string; now: number },
): string {
  const name = productName[target.product];
  switch (comparison.kind) {
    case 'fine': {
      const took = comparison.tookMs === null ? '' : ` in ${seconds(comparison.tookMs)}`;
      return `${name} is fine: Gatelight connected${took} at ${dayTime(comparison.at, now)}. The cause is in your program.`;
    }
    case 'by-hand':
      return `Gatelight connected at ${dayTime(comparison.at, now)}, but so late that somebody probably had to accept it. A program with a short time limit gives up before that.`;
    case 'old':
      return `Gatelight last connected as a new program at ${dayTime(comparison.at, now)}. Test again to compare.`;
    case 'silent-too':
      return `${name} does not answer Gatelight either: fix that first.`;
    case 'fails-too':
      return `Gatelight can't connect either (${headline}): fix that first.`;
    case 'no-result':
      return 'There is no result to compare with yet. Test the connection first.';
  }
}

export function findingText(finding: Finding, { host, port, product }: Target): string {
  switch (finding.kind) {
    case 'host-same':
      return `Same host: ${host}.`;
    case 'host-alias':
      return `${finding.typed} is this computer too, but ${aliasTrap(finding.typed, finding.watched)}`;
    case 'host-differs':
      return `Your program goes to ${finding.typed}, this test to ${finding.watched}.`;
    case 'port-same':
      return `Same port: ${port}.`;
    case 'port-watched':
      return `Port ${finding.typed} is another connection of yours (${finding.mode === 'live' ? 'Live' : 'Paper'}, ${targetAddress({ host, port: finding.typed })}); this one is ${finding.watched}.`;
    case 'port-usual':
      return `Port ${finding.typed} is usually ${productName[finding.product]}'s for a ${finding.mode} account; this test went to ${finding.watched}.`;
    case 'port-differs':
      return `Your program goes to port ${finding.typed}, this test to ${finding.watched}.`;
    case 'id-ours':
      return "Gatelight uses this client ID. Two programs can't use one at the same time: choose another.";
    case 'id-zero':
      return 'Client ID 0 works, but also takes over orders that were placed by hand. Leave the Master API client ID empty, and use 1 or more.';
    case 'id-reserved':
      return '999 is used by other tools. If one of them is connected, yours is refused.';
    case 'id-free':
      return `Gatelight does not use this client ID. If another program does, ${productName[product]} answers with code 326.`;
    case 'limit-short':
      return finding.usually
        ? `Your program gives up after ${seconds(finding.limitMs)}; connecting usually takes ${seconds(finding.tookMs)}. Give it a few times that.`
        : `Your program gives up after ${seconds(finding.limitMs)}; the test took ${seconds(finding.tookMs)}. Give it a few times that.`;
    case 'limit-enough':
      return `The time limit is long enough: connecting took ${seconds(finding.tookMs)}.`;
    case 'limit-unknown':
      return 'How long connecting takes is not known yet, so the time limit cannot be judged.';
  }
}

/** Names and addresses of this computer that look the same and are not. */
function aliasTrap(typed: string, watched: string): string {
  if (typed === 'localhost')
    return `the name can stand for ::1 first, an address that Gateway may ask about although 127.0.0.1 is trusted. Use ${watched}.`;
  if (watched === 'localhost')
    return `this connection uses the name localhost. Use 127.0.0.1 on both sides.`;
  return `it is another address than ${watched}: Gateway can ask about one and trust the other.`;
}

const seconds = (ms: number): string => longDuration(ms).replace(/ seconds?$/, ' s');

/** What the form can't see. */
export const programChecklist: readonly { title: string; detail: string }[] = [
  {
    title: 'Is its event loop blocked?',
    detail:
      'A program that works on something else while it connects cannot read the answer in time.',
  },
  {
    title: 'Are its old connections closed?',
    detail:
      'A program that is killed, or connects again without disconnecting, can leave its client ID taken and a half-closed connection behind.',
  },
  {
    title: 'Is it the start-up sync, not the connection?',
    detail:
      'Libraries ask for orders, executions and accounts right after connecting, and report a timeout there as a failed connection. Read-Only API and “Download open orders on connection” have a say in that, not in the connection.',
  },
];

/** Before a finding, for those who don't see the glyph. */
export const bearsText: Readonly<Record<Finding['bears'], string>> = {
  fits: 'Fits',
  explains: 'May be the cause',
  tells: 'Worth knowing',
};
