import { clockTime, longDuration } from '../format.ts';
import type { ForeignService } from '../observation.ts';
import { isLocal } from '../target.ts';
import { apiSettings, name, type VerdictWords } from './context.ts';

const serviceName: Readonly<Record<ForeignService, string>> = {
  http: 'a web server',
  tls: 'an encrypted service (TLS)',
  ssh: 'an SSH server',
  unknown: 'a program that speaks something else',
};

/** What was found at the port before anything spoke the API. */
export const LISTENER_WORDS = {
  starting: {
    headline: (c) => `${name(c)} is starting`,
    sentence: () => 'Usually ready within a minute.',
    todo: () => ['Wait: the next test runs by itself.'],
  },
  'sign-in-needed': {
    headline: (c) => `Port ${c.target.port} isn't open yet`,
    sentence: (c) =>
      `${name(c)} runs${c.details.processStartedAt === undefined ? '' : ` since ${clockTime(c.details.processStartedAt)}`}. ` +
      (c.target.product === 'tws'
        ? 'It probably waits for a sign-in, or its API is switched off.'
        : 'It probably waits for a sign-in.'),
    todo: (c) => [
      `Bring ${name(c)} to the front, finish signing in and approve on your phone if it asks.`,
      c.target.product === 'tws'
        ? `If it is signed in, tick "Enable ActiveX and Socket Clients" under ${apiSettings(c)}.`
        : `If it is signed in, compare the socket port under ${apiSettings(c)} with ${c.target.port}.`,
    ],
  },
  'not-running': {
    headline: (c) =>
      isLocal(c.target.host)
        ? `${name(c)} isn't running`
        : `Nothing listens on port ${c.target.port}`,
    sentence: (c) =>
      isLocal(c.target.host)
        ? `Nothing listens on port ${c.target.port} since ${clockTime(c.since)}.`
        : `${c.target.host} refused the connection.`,
    todo: (c) => [
      `Start ${name(c)} and sign in. The light changes by itself.`,
      `If it runs, compare the socket port under ${apiSettings(c)} with ${c.target.port}.`,
    ],
  },
  'wrong-port': {
    headline: (c) => `${name(c)} uses port ${c.details.otherPort ?? '?'}`,
    sentence: (c) => `You watch ${c.target.port}.`,
    todo: (c) => [
      `Change the port to ${c.details.otherPort ?? '?'} in Settings here and in your programs.`,
      `Or change the socket port in ${name(c)} under ${apiSettings(c)}.`,
    ],
  },
  unreachable: {
    headline: (c) => `${c.target.host} can't be reached`,
    sentence: (c) => {
      if (['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL'].includes(c.details.errno ?? ''))
        return 'Its name is not known here: check the spelling or the network.';
      if (c.details.errno === undefined || c.details.errno === 'ETIMEDOUT')
        return `No answer within ${longDuration(c.details.waitedMs ?? 5000)}: host off, network, or firewall.`;
      return `The system found no way there (${c.details.errno}): host off, network, or firewall.`;
    },
    todo: () => ['Check that the other computer is on and that a firewall lets this port through.'],
  },
  'wrong-service': {
    headline: (c) => `Port ${c.target.port} is not ${name(c)}'s API`,
    sentence: (c) =>
      `Something else answers there: ${serviceName[c.details.service ?? 'unknown']}.`,
    todo: (c) => [
      `Change the port in Settings here: ${name(c)} shows its own under ${apiSettings(c)}.`,
    ],
  },
  'refused-by-rule': {
    headline: (c) => {
      const who = c.relay ?? name(c);
      const afterMs = c.details.closedAfterMs ?? 0;
      return afterMs > 1000
        ? `${who} closed the connection after ${longDuration(afterMs).replace(/ seconds?$/, ' s')}`
        : `${who} closed the connection at once`;
    },
    sentence: (c) =>
      c.relay == null
        ? "It took the connection and hung up without a word, as it does for addresses it doesn't trust."
        : `It only passes connections on, and hung up without a word. Nothing is known about ${name(c)} behind it.`,
    todo: (c) => {
      const trust = `Add this computer's address to the trusted addresses under ${apiSettings(c)}, then Apply and OK.`;
      const behind = `With a container or tunnel in between: check that ${name(c)} runs behind it.`;
      return c.relay == null
        ? [trust, behind]
        : [`Check that ${name(c)} runs behind ${c.relay} and is signed in.`, trust];
    },
  },
} satisfies VerdictWords;
