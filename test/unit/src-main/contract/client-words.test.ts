import { describe, expect, test } from 'vitest';
import type { ClientAnswer, GaveUp } from '../../../../src-main/contract/api-clients.ts';
import { NOT_ASKED } from '../../../../src-main/contract/api-clients.ts';
import {
  apiClientsLine,
  gaveUpWords,
  programWords,
} from '../../../../src-main/contract/client-words.ts';
import { VERDICTS } from '../../../../src-main/contract/verdict.ts';

const gaveUp = (answer: ClientAnswer, change: Partial<GaveUp> = {}): GaveUp => ({
  program: 'python',
  script: 'runner.py',
  pid: 48_211,
  visits: 3,
  stayedMs: 4130,
  lastAt: 1000,
  answer,
  ...change,
});

describe('a program that gave up', () => {
  test('while Gateway answers Gatelight', () => {
    expect(gaveUpWords(gaveUp({ kind: 'answered', inMs: 85, at: 1000 }))).toBe(
      "python (48211, runner.py) gave up 3 times after about 4 s. Gateway answered Gatelight's test in 85 ms: look in your program.",
    );
  });

  test('while Gateway answers nobody', () => {
    expect(gaveUpWords(gaveUp({ kind: 'not-answered', verdict: 'silent', at: 1000 }), 'tws')).toBe(
      "python (48211, runner.py) gave up 3 times after about 4 s, and TWS doesn't answer Gatelight either.",
    );
  });

  test.each([
    ['refused-by-rule', "Gateway doesn't let Gatelight in either."],
    ['wrong-service', "Gatelight doesn't reach Gateway there either."],
  ] as const)('%s is no silence', (verdict, words) => {
    expect(gaveUpWords(gaveUp({ kind: 'not-answered', verdict, at: 1 }))).toContain(words);
  });

  test('while the test is under way', () => {
    expect(gaveUpWords(gaveUp({ kind: 'asking' }, { visits: 2, stayedMs: 200 }))).toBe(
      "python (48211, runner.py) gave up twice after about 1 s. Gatelight's own test of Gateway is under way.",
    );
  });

  test.each(NOT_ASKED)('not asked, %s: says why, and claims nothing of Gateway', (why) => {
    const words = gaveUpWords(gaveUp({ kind: 'not-asked', why }));
    expect(words).toMatch(/Gateway was not tested for it.*: .+\.$/);
    expect(words).not.toMatch(/look in your program|either/);
  });

  test.each(VERDICTS)('house words, %s', (verdict) => {
    const words = gaveUpWords(gaveUp({ kind: 'not-answered', verdict, at: 1 }));
    expect(words).not.toMatch(/\b(?:we|us|our|I|please)\b|!/);
    expect(words).toMatch(/either\.$/);
  });
});

test.each([
  [{ program: 'python', pid: 7, script: 'runner.py' }, 'python (7, runner.py)'],
  [{ program: 'python', pid: null, script: 'runner.py' }, 'python (runner.py)'],
  [{ program: 'bot', pid: 7, script: null }, 'bot (7)'],
  [{ program: 'unseen program', pid: null, script: null }, 'unseen program'],
])('a program: %o', (one, words) => {
  expect(programWords(one)).toBe(words);
});

test('who is connected, in one line', () => {
  const python = { program: 'python', script: 'runner.py', pid: 7, isOurs: false };
  const ours = { program: 'electron', script: null, pid: 9, isOurs: true };
  expect(apiClientsLine([])).toBe('none');
  expect(
    apiClientsLine([
      { ...python, connections: 2, halfClosed: 1 },
      { ...python, pid: 8, connections: 0, halfClosed: 3 },
      { ...ours, connections: 1, halfClosed: 0 },
    ]),
  ).toBe(
    'python (7, runner.py) 2, 1 half-closed; python (8, runner.py) 3 half-closed; Gatelight (9) 1',
  );
});
