import { expect, test } from 'vitest';
import { PUSH_CHANNELS, REQUEST_CHANNELS } from '../../../../src-main/contract/channels.ts';
import { requestSchemas } from '../../../../src-main/contract/requests.ts';

test('every request has a schema and every schema a request', () => {
  expect(Object.keys(requestSchemas).sort()).toEqual([...REQUEST_CHANNELS].sort());
});

test('channels are called noun:verb, each once', () => {
  const all = [...REQUEST_CHANNELS, ...PUSH_CHANNELS];
  expect(new Set(all).size).toBe(all.length);
  for (const channel of all) expect(channel).toMatch(/^[a-z]+:[a-z]+(-[a-z]+)*$/);
});
