import { describe, expect, test } from 'vitest';
import type { ConnectionStatus } from '../../../../src-main/contract/connection-status.ts';
import { clockTime } from '../../../../src-main/contract/format.ts';
import { targetOf } from '../../../../src-main/contract/target.ts';
import type { VerdictDetails } from '../../../../src-main/contract/test-report.ts';
import { VERDICTS, type Verdict } from '../../../../src-main/contract/verdict.ts';
import { contentOf, readyAgain, repeatOf } from '../../../../src-main/domain/notification-texts.ts';
import { problemOf, type ProblemEvent } from '../../../../src-main/domain/notified-problem.ts';
import { reportOf, statusOf } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.parse('2026-11-22T14:31:00Z');
const TELLING = { wentAt: NOW, now: NOW, canShow: true };
const live7496 = targetOf('127.0.0.1', 7496, 'live');

const status = (verdict: Verdict, details?: VerdictDetails): ConnectionStatus => {
  const report = reportOf(verdict, NOW, { target: live7496, ...(details && { details }) });
  return statusOf(verdict, NOW, { target: live7496, since: NOW, report });
};

test.each([
  ['waiting', status('silent'), "TWS isn't answering"],
  ['disclaimer', status('disclaimer-pending'), 'Accept the paper disclaimer'],
  ['frozen', status('frozen'), 'TWS stopped answering'],
  ['new-clients-blocked', status('new-clients-blocked'), "New programs can't connect"],
  ['signin', status('sign-in-needed'), "Port 7496 isn't open yet"],
  ['not-running', status('not-running'), 'TWS stopped'],
  ['down', status('wrong-port'), 'TWS uses port 4001'],
  ['cut-off', status('cut-off'), 'TWS lost IBKR'],
  ['farm-down', status('farm-down'), 'Market data is interrupted'],
  ['restart-overdue', status('not-running'), "TWS hasn't come back"],
  ['unstable', status('session-lost'), 'Connection is unstable'],
] as const)('%s names the product that is watched', (event, of, title) => {
  expect(contentOf(event, of, TELLING).title).toBe(title);
});

test('the word Live stands beside the port', () => {
  expect(contentOf('waiting', status('silent'), TELLING).body).toContain('Live 7496');
  expect(repeatOf('waiting', status('silent'), TELLING).body).toContain('Live 7496');
  expect(readyAgain(status('ready'), 360_000).body).toBe('Live 7496 was away for 6 minutes.');
});

test.each<[VerdictDetails, string]>([
  [{ blockedBy: 'silent' }, 'The open session works; a fresh test meets silence.'],
  [{ blockedBy: 'refused-by-rule' }, 'The open session works; a fresh test was turned away.'],
])('new programs: %o', (details, body) => {
  expect(
    contentOf('new-clients-blocked', status('new-clients-blocked', details), TELLING).body,
  ).toBe(body);
});

test('a frozen session is dated from its last answer', () => {
  const muteSince = NOW - 3_600_000;
  expect(contentOf('frozen', status('frozen', { muteSince }), TELLING).body).toBe(
    `Live 7496 is mute since ${clockTime(muteSince)}.`,
  );
});

test.each<[readonly string[], string]>([
  [['usfarm'], 'usfarm is down since'],
  [['usfarm', 'eufarm'], 'usfarm and eufarm are down since'],
  [['usfarm', 'eufarm', 'jfarm', 'hfarm'], 'usfarm and 3 more are down since'],
  [[], 'A data farm is down since'],
])('farms %o', (farms, text) => {
  const { body } = contentOf('farm-down', status('farm-down', { farms }), TELLING);
  expect(body).toBe(`${text} ${clockTime(NOW)}.`);
});

describe('the first button, which is also what a click on the text does', () => {
  const first = (event: ProblemEvent, of: ConnectionStatus, canShow = true): string =>
    contentOf(event, of, { ...TELLING, canShow }).buttons[0]?.text ?? '';
  const problems = [
    ['waiting', 'silent'],
    ['waiting', 'session-silent'],
    ['disclaimer', 'disclaimer-pending'],
    ['frozen', 'frozen'],
    ['signin', 'sign-in-needed'],
  ] as const;

  test.each(problems)('%s (%s) shows the window', (event, verdict) => {
    expect(contentOf(event, status(verdict), TELLING).buttons).toEqual([
      { text: 'Show TWS', action: 'show-gateway' },
      { text: 'Snooze 15 min', action: 'snooze-15' },
    ]);
  });

  test.each(problems)(
    '%s (%s) helps step by step where no window can be shown',
    (event, verdict) => {
      const of = status(verdict);
      const elsewhere = { ...of, target: targetOf('192.0.2.7', 7496, 'live') };
      const behindRelay = reportOf(verdict, NOW, {
        evidence: { ...of.report!.evidence, process: { outcome: 'none', durationMs: 1 } },
      });
      expect(first(event, of, false)).toBe('Fix it');
      expect(first(event, elsewhere)).toBe('Fix it');
      expect(first(event, { ...of, report: behindRelay })).toBe('Fix it');
    },
  );

  test.each([
    ['new-clients-blocked', 'new-clients-blocked', 'Fix it'],
    ['down', 'wrong-port', 'Fix it'],
    ['down', 'refused-by-rule', 'Fix it'],
    ['down', 'unreachable', 'Open'],
    ['not-running', 'not-running', 'Open'],
    ['cut-off', 'cut-off', 'Open'],
    ['farm-down', 'farm-down', 'Open'],
    ['restart-overdue', 'not-running', 'Open'],
    ['unstable', 'session-lost', 'Open'],
  ] as const)('%s (%s): %s', (event, verdict, text) => {
    expect(first(event, status(verdict))).toBe(text);
  });

  test('of silence told once more is to help', () => {
    expect(repeatOf('waiting', status('silent'), TELLING).buttons).toEqual([
      { text: 'Fix it', action: 'fix' },
      { text: 'Snooze 1 h', action: 'snooze-60' },
    ]);
    expect(repeatOf('frozen', status('frozen'), TELLING).buttons[0]?.text).toBe('Show TWS');
  });
});

test("a window's title is not told", () => {
  const of = status('silent');
  const windows = { outcome: 'new', title: 'Hello Jane' } as const;
  const report = { ...of.report!, evidence: { ...of.report!.evidence, windows } };
  for (const content of [contentOf, repeatOf]) {
    const { title, body } = content('waiting', { ...of, report }, TELLING);
    expect(title + body).not.toContain('Jane');
  }
});

test('no text is longer than a notification shows, and none holds what daemons read as markup', () => {
  const long = 'a'.repeat(32);
  for (const verdict of VERDICTS) {
    const problem = problemOf(status(verdict));
    if (problem === null) continue;
    for (const details of [
      undefined,
      { farms: [long, long, long], waitedMs: 0.4, closedAfterMs: 1400 },
    ]) {
      const content = contentOf(problem.event, status(verdict, details), TELLING);
      expect(content.title.length).toBeLessThanOrEqual(60);
      expect(content.body.length).toBeLessThanOrEqual(160);
      expect(content.title + content.body).not.toMatch(/[<&]/);
      expect(content.buttons.length).toBeLessThanOrEqual(2);
    }
  }
});
