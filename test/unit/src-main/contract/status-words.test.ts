import { describe, expect, test } from 'vitest';
import { checkJson, statusJson } from '../../../../src-main/contract/check-json.ts';
import type { ConnectionStatus } from '../../../../src-main/contract/connection-status.ts';
import { clockTime } from '../../../../src-main/contract/format.ts';
import { reportText } from '../../../../src-main/contract/report-text.ts';
import { statusWords } from '../../../../src-main/contract/status-words.ts';
import { VERDICTS } from '../../../../src-main/contract/verdict.ts';
import { headline } from '../../../../src-main/contract/verdict-words.ts';
import { pausedStatus, reportOf, statusOf } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.parse('2026-11-22T14:31:00Z');

test.each(VERDICTS)("%s speaks with the verdict's words", (verdict) => {
  const status = statusOf(verdict, NOW);
  const { report, target } = status;
  if (report === null) throw new Error('a status with a report');
  expect(statusWords(status, NOW).headline).toBe(
    headline(verdict, {
      target,
      details: report.details,
      clientId: report.clientId,
      since: status.since,
      now: NOW,
    }),
  );
});

describe('words of the state rather than the verdict', () => {
  test.each([
    ['paused', pausedStatus(NOW), 'Monitoring is paused', 'Until you resume it.'],
    [
      'paused for a while',
      { ...pausedStatus(NOW), pausedUntil: NOW },
      'Monitoring is paused',
      `Until ${clockTime(NOW)}.`,
    ],
    [
      'checking',
      statusOf('ready', NOW, { state: 'checking', verdict: null }),
      'Checking…',
      'The first result comes in a moment.',
    ],
  ] as const)('%s', (_name, status, title, sentence) => {
    expect(statusWords(status, NOW)).toEqual({ headline: title, sentence, todo: [] });
  });
});

describe('silence', () => {
  const held = statusOf('silent', NOW, {
    report: reportOf('silent', NOW, { phase: 'held', details: { waitedMs: 4123 } }),
  });

  test.each([
    [0, '4 seconds'],
    [900, '5 seconds'],
    [20_000, '24 seconds'],
    [-5000, '4 seconds'],
  ])('grows while the connection is held: %d ms later it is %s', (laterMs, expected) => {
    expect(statusWords(held, NOW + laterMs).sentence).toContain(`silent for ${expected}.`);
  });

  test('stands still once the connection is closed', () => {
    const done = statusOf('silent', NOW, {
      report: reportOf('silent', NOW, { phase: 'done', details: { waitedMs: 20_000 } }),
    });
    expect(statusWords(done, NOW + 60_000).sentence).toContain('silent for 20 seconds.');
  });
});

describe('silence for which more speaks', () => {
  const status = statusOf('silent', NOW);
  const windows = { outcome: 'new', title: 'Hello Jane' } as const;
  const withWindow = status.report && {
    ...status.report,
    evidence: { ...status.report.evidence, windows },
  };

  test('speaks of the window that opened, of the last time, and of what the user found', () => {
    expect(statusWords({ ...status, report: withWindow }, NOW).sentence).toContain('"Hello Jane"');
    expect(statusWords({ ...status, lastAcceptedAt: NOW - 1 }, NOW).headline).toBe(
      'Gateway is waiting for you',
    );
    expect(statusWords({ ...status, report: withWindow, noDialog: true }, NOW).headline).toBe(
      "Gateway isn't answering",
    );
  });

  test('keeps the title from what is handed on', () => {
    if (withWindow === null) throw new Error('a report');
    for (const text of [
      reportText(withWindow, { mask: true }),
      JSON.stringify(checkJson(withWindow, false)),
      JSON.stringify(statusJson({ ...status, report: withWindow }, NOW, false)),
    ]) {
      expect(text).toContain('Gateway is waiting for you');
      expect(text).not.toContain('Jane');
    }
  });
});

describe('a relay in front of Gateway', () => {
  const behind = (verdict: 'silent' | 'refused-by-rule'): ConnectionStatus => {
    const status = statusOf(verdict, NOW);
    const { report } = status;
    if (report === null || report.evidence.listener.outcome !== 'found')
      throw new Error('no report');
    const owner = { kind: 'relay', pid: 7, program: 'docker-proxy' } as const;
    const listener = { ...report.evidence.listener, owner };
    return { ...status, report: { ...report, evidence: { ...report.evidence, listener } } };
  };

  test('is what hung up; nothing is said about Gateway', () => {
    const { headline, sentence, todo } = statusWords(behind('refused-by-rule'), NOW);
    expect(headline).toBe('docker-proxy closed the connection at once');
    expect(sentence).toContain('Nothing is known about Gateway behind it.');
    expect(todo[0]).toBe('Check that Gateway runs behind docker-proxy and is signed in.');
  });

  test('is what took the connection that stays silent', () => {
    expect(statusWords(behind('silent'), NOW).sentence).toBe(
      'docker-proxy took the connection on port 4002, but nothing came back for 24 seconds. ' +
        'Nothing is known about Gateway behind it; look for a permission dialog there first.',
    );
  });
});
