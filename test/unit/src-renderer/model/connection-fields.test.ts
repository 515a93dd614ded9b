import { clientIdSchema, connectionSchema, hostSchema, portSchema } from '$contract/preferences';
import { describe, expect, test } from 'vitest';
import {
  clientIdField,
  connectionOn,
  farmField,
  hostField,
  portField,
  suggestedPort,
} from '../../../../src-renderer/model/connection-fields.ts';
import { fieldText } from '../../../../src-renderer/text/fields.ts';
import { connectionTo } from '../../../support/preferences.ts';
import { usualPorts } from '../../../support/mocked-main/fixtures.ts';

const HOSTS = [
  '127.0.0.1',
  'localhost',
  'gateway.lan',
  'my_box',
  'a',
  '::1',
  'fe80::1',
  '::ffff:10.0.0.1',
  '',
  ' ',
  '-a',
  'a-',
  'http://gateway',
  'gateway/path',
  'gateway:4002',
  '[::1]',
  '[::1]:4002',
  'two words',
  'ü.example',
  'a;rm',
  'x'.repeat(253),
  'x'.repeat(254),
];
const NUMBERS = ['0', '1', '999', '1000', '4002', '65535', '65536', '2147483647', '2147483648'];
const NO_NUMBERS = ['', '-1', '1.5', '1e3', '0x10', 'abc', '4002a', '99999999999'];

describe('fields agree with the schemas that main checks with', () => {
  test.each(HOSTS)('host %j', (typed) => {
    expect(hostField(typed).ok).toBe(hostSchema.safeParse(typed).success);
  });

  test.each(NUMBERS)('port %s', (typed) => {
    expect(portField(typed).ok).toBe(portSchema.safeParse(Number(typed)).success);
  });

  test.each(NUMBERS)('client id %s', (typed) => {
    expect(clientIdField(typed).ok).toBe(clientIdSchema.safeParse(Number(typed)).success);
  });

  test.each(NO_NUMBERS)('%j is no number', (typed) => {
    expect([portField(typed).ok, clientIdField(typed).ok]).toEqual([false, false]);
  });
});

describe('a mistake is named', () => {
  test.each([
    ['', fieldText.hostEmpty],
    ['https://gateway', fieldText.hostIsUrl],
    ['gateway:4002', fieldText.hostWithPort],
    ['[::1]:4002', fieldText.hostWithPort],
    ['[::1]', fieldText.hostBrackets],
    ['two words', fieldText.hostShape],
  ])('host %j', (typed, message) => {
    expect(hostField(typed)).toEqual({ ok: false, message });
  });

  test.each([
    ['0', fieldText.clientIdZero],
    ['999', fieldText.clientIdReserved],
    ['none', fieldText.clientId],
  ])('client id %j', (typed, message) => {
    expect(clientIdField(typed)).toEqual({ ok: false, message });
  });
});

describe('farms', () => {
  test.each(['usfarm', 'usfarm.nj', 'us farm', '', 'ü', 'x'.repeat(32), 'x'.repeat(33)])(
    '%j agrees with the schema',
    (farm) => {
      const asked = connectionTo({ port: 4002, ignoredFarms: [farm] });
      expect(farmField(farm, []).ok).toBe(connectionSchema.safeParse(asked).success);
    },
  );

  test('each once, and not without end', () => {
    expect(farmField('usfarm', ['usfarm']).ok).toBe(false);
    const fifty = Array.from({ length: 50 }, (_, index) => `farm${index}`);
    expect(farmField('usfarm', fifty.slice(1)).ok).toBe(true);
    expect(farmField('usfarm', fifty)).toEqual({ ok: false, message: fieldText.farmsFull });
  });
});

test('space around a value is not part of it', () => {
  expect(hostField(' 127.0.0.1 ')).toEqual({ ok: true, value: '127.0.0.1' });
  expect(portField(' 4002 ')).toEqual({ ok: true, value: 4002 });
});

describe('usual ports', () => {
  test.each([
    [4002, 'paper'],
    [4001, 'live'],
    [7497, 'paper'],
    [7496, 'live'],
  ] as const)('%i is %s, by number and never by name', (port, expect_) => {
    expect(connectionOn(port)).toEqual(
      connectionTo({ port, expect: expect_, mode: expect_ === 'live' ? null : 'stay-connected' }),
    );
  });

  test("Gateway's own port is suggested before anybody else's", () => {
    const found = usualPorts.map((each) =>
      each.port === 7497 ? { ...each, owner: { kind: 'unknown' } as const } : each,
    );
    expect(suggestedPort([...found].reverse())).toBe(4002);
    expect(suggestedPort(found.filter(({ port }) => port !== 4002))).toBe(7497);
  });

  test('a port that another program holds is not suggested', () => {
    expect(suggestedPort(usualPorts.filter(({ port }) => port !== 4002))).toBeNull();
  });

  test('nor one where nothing listens, while another program holds the usual one', () => {
    const held = usualPorts.map((each) => ({
      ...each,
      listening: each.port === 4002,
      owner: { kind: 'other', pid: 812, program: 'node' } as const,
    }));
    expect(suggestedPort(held)).toBeNull();
  });

  test('with nothing listening the first is suggested, with no ports none', () => {
    const silent = usualPorts.map((each) => ({ ...each, listening: false }));
    expect(suggestedPort(silent)).toBe(4002);
    expect(suggestedPort([])).toBeNull();
  });

  test('a live account is never preset, not even where it is the only one that listens', () => {
    const live = usualPorts.map((each) => ({ ...each, listening: each.port === 4001 }));
    const inOrder = [...live].sort((a, b) => a.port - b.port);
    expect(suggestedPort(inOrder)).toBeNull();
    expect(suggestedPort(inOrder.filter(({ port }) => [4001, 7496].includes(port)))).toBeNull();
  });
});
