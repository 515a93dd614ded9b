import { describe, expect, test } from 'vitest';
import { findings } from '../../../../src-renderer/model/program-check.ts';
import { comparisonText, findingText } from '../../../../src-renderer/text/program-check.ts';
import { holding, noClients } from '../../../../src-renderer/text/programs.ts';
import { paper4002, statusOf } from '../../../support/mocked-main/fixtures.ts';
import { connectionTo } from '../../../support/preferences.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);
const BANNED = /!|please|oops|\bI\b|\bwe\b|\bour\b|script\b|undefined|null|NaN/i;
const context = { target: paper4002, headline: "Gateway isn't running", now: NOW };

describe('who is connected', () => {
  const client = { program: 'node', script: null, pid: null, connections: 1, halfClosed: 0 };

  test.each([
    [1, 0, '1 connection'],
    [2, 1, '2 connections, 1 half-closed'],
    [0, 3, '3 half-closed'],
  ])('%i open, %i half-closed: %s', (connections, halfClosed, text) => {
    expect(holding({ ...client, connections, halfClosed, isOurs: false })).toBe(text);
  });

  test('nobody, unknown and not here are three things', () => {
    expect(noClients([], true)).toBe('No other program is connected.');
    expect(noClients(null, true)).toBe('Which programs are connected is not known.');
    expect(noClients(null, false)).toContain('on another');
    expect(noClients([{ ...client, isOurs: false }], true)).toBeNull();
  });
});

describe('the comparison', () => {
  test('blames the program only with the figure that clears Gateway', () => {
    expect(comparisonText({ kind: 'fine', tookMs: 400, at: NOW }, context)).toMatch(
      /^Gateway is fine: Gatelight connected in 0\.4 s at .+\. The cause is in your program\.$/,
    );
  });

  test('sends people to the other fix first where Gateway fails Gatelight too', () => {
    expect(comparisonText({ kind: 'silent-too' }, context)).toBe(
      'Gateway does not answer Gatelight either: fix that first.',
    );
    expect(comparisonText({ kind: 'fails-too' }, context)).toBe(
      "Gatelight can't connect either (Gateway isn't running): fix that first.",
    );
  });

  test('every finding is said plainly', () => {
    const seen = {
      status: statusOf('ready', NOW),
      connections: [connectionTo({ port: 4002 }), connectionTo({ port: 4005 })],
      clientIdBase: 912_340,
      now: NOW,
    };
    for (const host of ['127.0.0.1', 'localhost', '::1', '192.0.2.7'])
      for (const port of [4002, 4005, 7496, 5000])
        for (const clientId of [0, 1, 999, 912_340])
          for (const limitMs of [100, 4000])
            for (const finding of findings({ host, port, clientId, limitMs }, seen))
              expect(findingText(finding, paper4002)).not.toMatch(BANNED);
  });

  test('localhost may be ::1', () => {
    expect(
      findingText(
        { kind: 'host-alias', bears: 'explains', typed: 'localhost', watched: '127.0.0.1' },
        paper4002,
      ),
    ).toMatch(/can stand for ::1 first.*Use 127\.0\.0\.1\.$/);
  });
});
