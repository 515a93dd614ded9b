import { describe, expect, test } from 'vitest';
import { clockTime } from '../../../../src-main/contract/format.ts';
import { targetOf } from '../../../../src-main/contract/target.ts';
import { VERDICTS, type Verdict } from '../../../../src-main/contract/verdict.ts';
import { headline, sentence, todo } from '../../../../src-main/contract/verdict-words.ts';
import type { WordContext } from '../../../../src-main/contract/verdict-words/context.ts';
import { HELD_OPEN } from '../../../../src-main/contract/verdict-words/unanswered.ts';

const NOW = Date.parse('2026-11-22T14:31:00Z');
const SINCE = NOW - 11 * 60_000;
const since = clockTime(SINCE);
const said = (change: Partial<WordContext> = {}): WordContext => ({
  target: targetOf('127.0.0.1', 4002, 'paper'),
  details: {},
  clientId: 912_345,
  since: SINCE,
  now: NOW,
  ...change,
});
const on = (host: string, port: number): Partial<WordContext> => ({
  target: targetOf(host, port, null),
});

describe('headline and sentence', () => {
  const text = (verdict: Verdict, change?: Partial<WordContext>): string =>
    `${headline(verdict, said(change))} | ${sentence(verdict, said(change))}`;

  test.each<[Verdict, Partial<WordContext>, string]>([
    [
      'ready',
      { sessionAnsweredAt: NOW - 3000, newClientAcceptedAt: NOW - 720_000 },
      'Ready for your API clients | Session answered 3 s ago, new client accepted 12 min ago.',
    ],
    ['ready', {}, 'Ready for your API clients | All stages passed.'],
    [
      'slow',
      { details: { sessionMs: 4200, usualMs: 400 } },
      'Gateway answers slowly | The session took 4.2 seconds; usually 0.4 seconds.',
    ],
    ['starting', {}, 'Gateway is starting | Usually ready within a minute.'],
    [
      'sign-in-needed',
      { details: { processStartedAt: SINCE } },
      `Port 4002 isn't open yet | Gateway runs since ${since}. It probably waits for a sign-in.`,
    ],
    [
      'sign-in-needed',
      on('127.0.0.1', 7497),
      "Port 7497 isn't open yet | TWS runs. It probably waits for a sign-in, or its API is switched off.",
    ],
    ['not-running', {}, `Gateway isn't running | Nothing listens on port 4002 since ${since}.`],
    [
      'not-running',
      on('192.0.2.7', 4002),
      'Nothing listens on port 4002 | 192.0.2.7 refused the connection.',
    ],
    ['wrong-port', { details: { otherPort: 4001 } }, 'Gateway uses port 4001 | You watch 4002.'],
    [
      'unreachable',
      { ...on('192.0.2.7', 4002), details: { errno: 'ETIMEDOUT' } },
      "192.0.2.7 can't be reached | No answer within 5 seconds: host off, network, or firewall.",
    ],
    [
      'unreachable',
      { ...on('192.0.2.7', 4002), details: { errno: 'ETIMEDOUT', waitedMs: 1000 } },
      "192.0.2.7 can't be reached | No answer within 1 second: host off, network, or firewall.",
    ],
    [
      'unreachable',
      { ...on('gateway.example', 4002), details: { errno: 'ENOTFOUND' } },
      "gateway.example can't be reached | Its name is not known here: check the spelling or the network.",
    ],
    [
      'unreachable',
      { ...on('192.0.2.7', 4002), details: { errno: 'EHOSTUNREACH' } },
      "192.0.2.7 can't be reached | The system found no way there (EHOSTUNREACH): host off, network, or firewall.",
    ],
    [
      'wrong-service',
      { details: { service: 'http' } },
      "Port 4002 is not Gateway's API | Something else answers there: a web server.",
    ],
    [
      'refused-by-rule',
      { details: { closedAfterMs: 2 } },
      "Gateway closed the connection at once | It took the connection and hung up without a word, as it does for addresses it doesn't trust.",
    ],
    [
      'silent',
      { details: { waitedMs: 24_000 } },
      "Gateway isn't answering new programs | Port 4002 took the connection, but the API has been silent for 24 seconds. " +
        'Look for a permission dialog in Gateway first; it can hide behind other windows.',
    ],
    [
      'session-silent',
      {},
      'Gateway answered but starts no session | A prompt may be open in Gateway, or it is still connecting.',
    ],
    [
      'disclaimer-pending',
      {},
      'Accept the paper trading disclaimer | Gateway asks for it after a fresh sign-in.',
    ],
    ['frozen', {}, `Gateway stopped answering | The open session has been mute since ${since}.`],
    ['session-refused', {}, 'Gateway refused the session | It gave no reason.'],
    ['client-id-in-use', {}, 'Client ID 912345 is taken | So is the one tried before it.'],
    [
      'unsupported-version',
      { details: { serverVersion: 76 } },
      'This Gateway is too old | It speaks version 76.',
    ],
    [
      'cut-off',
      {},
      `No link to IBKR | Since ${since}. Gateway runs, but orders and data are interrupted.`,
    ],
    [
      'farm-down',
      { details: { farms: ['usfarm'] } },
      `Market data is interrupted | usfarm is down since ${since}. This says nothing about orders.`,
    ],
    [
      'farm-down',
      { details: { farms: ['usfarm', 'cashfarm'] } },
      `Market data is interrupted | usfarm, cashfarm are down since ${since}. This says nothing about orders.`,
    ],
    [
      'new-clients-blocked',
      {},
      `New programs can't connect | The open session works, but a fresh test meets silence since ${since}.`,
    ],
    [
      'wrong-account',
      { details: { accountKind: 'live' } },
      'This is a live account | You chose paper for this connection.',
    ],
    [
      'wrong-account',
      { details: { accountKind: 'mixed' } },
      'These are paper and live accounts | You chose paper for this connection.',
    ],
    [
      'clock-skew',
      { details: { skewMs: -312_400 } },
      "Clocks differ by 312 s | Gateway's clock or this computer's is wrong.",
    ],
    ['session-lost', {}, 'Lost the API session, testing again | '],
    ['not-tested', {}, 'Port 4002 listens | The API is not tested in "Look only" mode.'],
    [
      'cannot-measure',
      { details: { missing: 'The process list' } },
      "Can't tell | The process list is missing.",
    ],
  ])('%s %j', (verdict, change, expected) => {
    expect(text(verdict, change)).toBe(expected);
  });

  test.each([
    [1000, 'Gateway closed the connection at once'],
    [1001, 'Gateway closed the connection after 1 s'],
    [41_000, 'Gateway closed the connection after 41 s'],
  ])('hung up after %d ms: %s', (closedAfterMs, expected) => {
    expect(headline('refused-by-rule', said({ details: { closedAfterMs } }))).toBe(expected);
  });

  test.each([
    [30 * 60_000, 'Ready for your API clients'],
    [30 * 60_000 + 1, 'This session works'],
  ])('a new client accepted %d ms ago: %s', (ago, expected) => {
    expect(headline('ready', said({ newClientAcceptedAt: NOW - ago }))).toBe(expected);
  });

  test('ready never promises new clients what was not tested for long', () => {
    const unproven = said({ newClientAcceptedAt: SINCE - 3_600_000, sessionAnsweredAt: NOW });
    expect(sentence('ready', unproven)).toBe(
      `New programs not tested since ${clockTime(SINCE - 3_600_000)}; Gateway may ask about them.`,
    );
  });
});

describe.each(VERDICTS)('%s', (verdict) => {
  const full = said({
    details: {
      accountKind: 'live',
      closedAfterMs: 2,
      farms: ['usfarm'],
      missing: 'Something',
      otherPort: 4001,
      serverVersion: 76,
      service: 'http',
      sessionMs: 4200,
      usualMs: 400,
      skewMs: 6000,
      waitedMs: 4000,
    },
  });
  const all = (context: WordContext): readonly string[] => [
    headline(verdict, context),
    sentence(verdict, context),
    ...todo(verdict, context),
  ];

  test('has a headline and at most two lines of what to do', () => {
    expect(headline(verdict, full)).not.toBe('');
    expect(todo(verdict, full).length).toBeLessThanOrEqual(2);
  });

  test('has words even where no figure is known', () => {
    for (const text of all(said())) expect(text).not.toMatch(/undefined|null|NaN|\[object/);
  });

  test('speaks in sentences, without blame, haste or jargon', () => {
    const [title = '', ...rest] = all(full);
    expect(title).not.toMatch(/[.!]$/);
    for (const text of rest.filter((one) => one !== '')) expect(text).toMatch(/[.?]$/);
    for (const text of [title, ...rest]) {
      expect(text).not.toMatch(
        /!|\b(?:please|oops|sorry|we|I|popup|whitelist|handshake|offline)\b/i,
      );
    }
  });

  test('calls TWS by its name', () => {
    for (const text of all({ ...full, ...on('127.0.0.1', 7497) })) {
      expect(text).not.toContain('Gateway');
    }
  });
});

test.each(['silent', 'session-silent'] as const)(
  '%s promises to turn green only while the connection is held',
  (verdict) => {
    expect(todo(verdict, said({ held: true }))).toContain(HELD_OPEN);
    expect(todo(verdict, said({ held: false }))).not.toContain(HELD_OPEN);
  },
);

describe('silence that more speaks for', () => {
  const words = (change: Partial<WordContext>): readonly string[] => {
    const c = said({ details: { waitedMs: 120_000 }, ...change });
    return [headline('silent', c), sentence('silent', c)];
  };
  const WAITING = 'Gateway is waiting for you';
  const tuesday = Date.parse('2026-11-17T12:00');

  test.each<[string, Partial<WordContext>, string, string]>([
    [
      'a window opened',
      { newWindow: { title: 'Accept incoming connection?' } },
      WAITING,
      'A window opened in Gateway just then: "Accept incoming connection?".',
    ],
    [
      'a window whose title is not known, or not to be said',
      { newWindow: { title: null } },
      WAITING,
      'A window opened in Gateway just then.',
    ],
    [
      'accepting ended it before',
      { lastAcceptedAt: tuesday },
      WAITING,
      'The same happened on Tuesday, and accepting the dialog ended it.',
    ],
    [
      'a window of now rather than an old story',
      { newWindow: { title: 'A' }, lastAcceptedAt: tuesday },
      WAITING,
      'A window opened in Gateway just then: "A".',
    ],
    [
      'the user found no dialog',
      { noDialog: true, newWindow: { title: 'A' }, lastAcceptedAt: tuesday },
      "Gateway isn't answering",
      'The API has been silent for 2 minutes.',
    ],
    [
      'TWS',
      { ...on('127.0.0.1', 7497), newWindow: { title: null } },
      'TWS is waiting for you',
      'A window opened in TWS just then.',
    ],
  ])('%s', (_name, change, title, text) => {
    expect(words(change)).toEqual([title, text]);
  });

  test('a title is quoted up to 80 signs', () => {
    const quote = (length: number): string =>
      /"(.*)"/.exec(words({ newWindow: { title: '𝒜'.repeat(length) } })[1] ?? '')?.[1] ?? '';
    expect(quote(80)).toBe('𝒜'.repeat(80));
    expect(quote(81)).toBe(`${'𝒜'.repeat(79)}…`);
  });
});
