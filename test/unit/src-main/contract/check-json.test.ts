import { expect, test } from 'vitest';
import { checkJson } from '../../../../src-main/contract/check-json.ts';
import { STAGES } from '../../../../src-main/contract/test-report.ts';
import { VERDICTS } from '../../../../src-main/contract/verdict.ts';
import { reportOf } from '../../../support/mocked-main/fixtures.ts';

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
