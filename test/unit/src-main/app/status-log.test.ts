import { expect, test } from 'vitest';
import { logEachStatus } from '../../../../src-main/app/status-log.ts';
import { targetOf } from '../../../../src-main/contract/target.ts';
import { reportOf, statusOf, testingStatus } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.parse('2026-11-22T14:31:00Z');

test('a line for each step, none for a mere heartbeat, and no host', () => {
  const remote = targetOf('gateway.example', 4001, 'live');
  const silent = statusOf('silent', NOW, {
    target: remote,
    report: reportOf('silent', NOW, { target: remote }),
  });
  const statuses = [statusOf('ready', NOW), silent];
  const lines: string[] = [];
  const log = logEachStatus(() => statuses, { detail: (text) => lines.push(text) });
  log(testingStatus(NOW, 400));
  log(statusOf('ready', NOW));
  log(statusOf('ready', NOW + 9000, { sessionAnsweredAt: NOW + 9000 }));
  log(silent);
  expect(lines).toEqual([
    'connection 1, Paper 4002, stay-connected: checking, no verdict; test running: process passed 3 ms, listener passed <1 ms, connect passed 1 ms, version running',
    expect.stringMatching(/^connection 1, .*: ready, ready; test done: .*upstream passed 81 ms$/),
    expect.stringMatching(/^connection 2, Live 4001, .*: waiting, silent; .*version silent$/),
  ]);
  expect(lines.join()).not.toContain('gateway.example');
});
