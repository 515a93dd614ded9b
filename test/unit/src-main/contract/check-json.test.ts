import { describe, expect, test } from 'vitest';
import {
  blankReport,
  checkJson,
  reportOfStatus,
  statusJson,
} from '../../../../src-main/contract/check-json.ts';
import { STAGES } from '../../../../src-main/contract/test-report.ts';
import { VERDICTS } from '../../../../src-main/contract/verdict.ts';
import {
  paper4002,
  pausedStatus,
  reportOf,
  statusOf,
  testingStatus,
} from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.parse('2026-11-22T14:31:52.104Z');

test.each([null, ...VERDICTS])('%s: the keys that scripts depend on, in their order', (verdict) => {
  const printed = checkJson(reportOf(verdict, NOW), false);
  expect(Object.keys(printed)).toEqual([
    'schema',
    'at',
    'target',
    'state',
    'verdict',
    'headline',
    'stages',
    'causes',
    'notes',
    'serverVersion',
    'connectionTime',
    'accounts',
    'clientId',
    'clockSkewMs',
    'bytesSent',
    'bytesReceived',
    'joined',
  ]);
  expect((printed['stages'] as { stage: string }[]).map(({ stage }) => stage)).toEqual(STAGES);
  expect(JSON.parse(JSON.stringify(printed))).toEqual(printed);
});

test('prints what was seen', () => {
  expect(checkJson(reportOf('silent', NOW), true)).toMatchObject({
    schema: 1,
    at: '2026-11-22T14:31:52.104Z',
    target: { host: '127.0.0.1', port: 4002, product: 'gateway', mode: 'paper' },
    state: 'waiting',
    verdict: 'silent',
    headline: "Gateway isn't answering new programs",
    clientId: 912_345,
    bytesSent: 17,
    bytesReceived: 0,
    joined: true,
  });
});

test('prints nothing of the target beside where it is and what it is', () => {
  const { target } = checkJson(reportOf('ready', NOW), false);
  expect(Object.keys(target as object)).toEqual(['host', 'port', 'product', 'mode']);
});

test('says that it is still checking', () => {
  expect(checkJson(reportOf(null, NOW), false)).toMatchObject({
    state: 'checking',
    verdict: null,
    headline: 'Checking…',
  });
});

describe('what a monitor knows', () => {
  const keys = Object.keys(checkJson(blankReport(paper4002, NOW, 0), true));

  test.each([
    ['ready', statusOf('ready', NOW)],
    ['paused', pausedStatus(NOW)],
    ['testing', testingStatus(NOW, 800)],
    ['not tested yet', { ...statusOf('ready', NOW), verdict: null, report: null }],
  ])('%s: the keys of a check, in their order', (_name, status) => {
    const printed = statusJson(status, NOW, true);
    expect(Object.keys(printed)).toEqual(keys);
    expect(JSON.parse(JSON.stringify(printed))).toEqual(printed);
  });

  test('the state and the verdict that count by now, at the newest observation', () => {
    const status = { ...statusOf('ready', NOW), sessionAnsweredAt: NOW - 500 };
    const later = { ...status, state: 'degraded', verdict: 'cut-off' } as const;
    expect(statusJson(later, NOW, false)).toMatchObject({
      at: new Date(NOW - 500).toISOString(),
      state: 'degraded',
      verdict: 'cut-off',
      headline: 'No link to IBKR',
      joined: false,
    });
    expect(reportOfStatus(later)).toMatchObject({ at: NOW - 500, verdict: 'cut-off' });
  });

  test('a pause says so', () => {
    expect(statusJson(pausedStatus(NOW), NOW, true)).toMatchObject({
      state: 'paused',
      verdict: null,
      headline: 'Monitoring is paused',
    });
  });

  test('no client id where nothing was tested yet', () => {
    const status = { ...statusOf('ready', NOW), verdict: null, report: null };
    expect(statusJson(status, NOW, true)).toMatchObject({ clientId: null, bytesSent: 0 });
  });
});
