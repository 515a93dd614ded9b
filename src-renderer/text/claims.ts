import { programWords } from '$contract/client-words';
import { clockTime, dayAndTime, shortDuration } from '$contract/format';
import { changeWords } from '$contract/jts/change-words';
import type { Claim } from '$contract/guided-fix';
import type { ForeignService } from '$contract/observation';
import { dayTime } from './times.ts';

/** One line of "What the evidence says", and the figure that stands beside it. */
export interface ClaimText {
  readonly text: string;
  readonly figure: string;
}

interface ClaimContext {
  /** The product as people call it. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly now: number;
}

type Words<Kind extends Claim['kind']> = (
  claim: Extract<Claim, { kind: Kind }>,
  c: ClaimContext,
) => ClaimText;

const SERVICE: Readonly<Record<ForeignService, string>> = {
  http: 'It answers like a web server',
  tls: 'It answers encrypted (TLS)',
  ssh: 'It answers like an SSH server',
  unknown: 'Its answer is no API answer',
};

const CODE: Readonly<Partial<Record<number, string>>> = {
  326: 'The client ID is taken',
  1100: 'The link to IBKR was lost',
  2110: 'No link to IBKR',
  10141: 'The disclaimer is not accepted yet',
};

const WORDS: { readonly [Kind in Claim['kind']]: Words<Kind> } = {
  'port-is-gateways': ({ connectMs }, { name }) => ({
    text: 'Not the port number and not a firewall on this computer',
    figure:
      connectMs === null
        ? `${name}'s own process listens`
        : `${name}'s own process took the connection in ${shortDuration(connectMs)}`,
  }),
  'own-test-too': () => ({
    text: 'Not only your own program',
    figure: "Gatelight's own test meets the same",
  }),
  relay: ({ program }, { name }) => ({
    text: `${program} accepted; nothing is known about ${name} behind it`,
    figure: 'A relay takes connections by itself',
  }),
  'other-listener': ({ owner, service }, { name, port }) => ({
    text:
      owner.kind === 'unknown'
        ? `Something other than ${name} answers on port ${port}`
        : `${owner.program} listens on port ${port}`,
    figure: service === null ? listenerFigure(owner) : SERVICE[service],
  }),
  'process-suspended': ({ pid }, { name }) => ({
    text: `${name}'s process is suspended`,
    figure: `PID ${pid}, stopped by a signal or a debugger`,
  }),
  'process-young': ({ startedAt }, { name, now }) => ({
    text: `${name} has only just started`,
    figure: `Started ${dayTime(startedAt, now)}`,
  }),
  'process-old': ({ startedAt }, { name, now }) => ({
    text: `${name} has had time to start`,
    figure: `Started ${dayTime(startedAt, now)}`,
  }),
  'no-process': () => ({
    text: 'Nothing that looks like Gateway or TWS runs here',
    figure: 'No process found',
  }),
  'other-port': ({ port }, { name }) => ({
    text: `${name} listens on port ${port}`,
    figure: 'Seen without connecting to it',
  }),
  'nothing-listens': ({ port }) => ({
    text: `Nothing listens on port ${port}`,
    figure: 'No listener found',
  }),
  'new-window': ({ title }, { name }) => ({
    text:
      title === null
        ? `A window opened in ${name} just then`
        : `A window opened in ${name} just then: “${title}”`,
    figure: "Within a second of the test's first words",
  }),
  'no-new-window': (_, { name }) => ({
    text: `No window opened in ${name} just then`,
    figure: 'An older one may still wait',
  }),
  'accepted-before': ({ at }, { now }) => ({
    text: 'The last time it was silent, accepting a dialog ended it',
    figure: dayTime(at, now),
  }),
  'settings-changed': ({ rule, at }, { now }) => ({
    text: `${changeWords[rule]} ${dayAndTime(at, now)}, before this`,
    figure: 'It may explain it',
  }),
  'half-closed': ({ count }, { port }) => ({
    text: count === 1 ? '1 half-closed connection' : `${count} half-closed connections`,
    figure: `On port ${port}; that they cause it is not proven`,
  }),
  'no-half-closed': (_, { port }) => ({
    text: 'Not stuck connections',
    figure: `None half-closed on port ${port}`,
  }),
  clients: ({ count, programs }, { port }) => ({
    text:
      count === 1
        ? `1 connection is open on port ${port}`
        : `${count} connections are open on port ${port}`,
    figure:
      programs === null || programs.length === 0
        ? 'Which programs hold them is not known'
        : programs.map((each) => (each.isOurs ? 'Gatelight' : programWords(each))).join(', '),
  }),
  'closed-at-once': ({ afterMs }) => ({
    text: 'The connection was taken and closed without a word',
    figure: `After ${shortDuration(afterMs)}, without a byte`,
  }),
  code: ({ code }, { name }) => ({
    text: `${name} answered with code ${code}`,
    figure: CODE[code] ?? 'A code of its own',
  }),
  'session-mute': ({ since }) => ({
    text: 'The open session no longer answers',
    figure: `Since ${clockTime(since)}`,
  }),
  'link-lost': ({ since }, { name }) => ({
    text: `${name} reports no link to IBKR`,
    figure: `Since ${clockTime(since)}`,
  }),
  'cannot-see': ({ missing }) => ({
    text: 'Part of the evidence could not be read',
    figure: `${missing} is missing`,
  }),
  remote: (_, { host }) => ({
    text: `Programs and windows on ${host} can't be seen from here`,
    figure: 'A firewall in between is not ruled out',
  }),
};

const listenerFigure = (owner: Extract<Claim, { kind: 'other-listener' }>['owner']): string =>
  owner.kind === 'unknown' ? 'Which program is not known' : `PID ${owner.pid}`;

export function claimText(claim: Claim, c: ClaimContext): ClaimText {
  // The record ties each kind to its own claim; the compiler can't follow it through the index.
  return (WORDS[claim.kind] as Words<Claim['kind']>)(claim, c);
}

/** Before the line, for those who don't see the glyph. */
export const saysText: Readonly<Record<Claim['says'], string>> = {
  'ruled-out': 'Ruled out',
  'points-there': 'Points there',
  'not-known': 'Not known',
};
