import { describe, expect, test } from 'vitest';
import {
  clientIdSchema,
  connectionSchema,
  hostSchema,
  portSchema,
  preferencesChangeSchema,
  preferencesSchema,
} from '../../../../src-main/contract/preferences.ts';
import { connectionTo, preferencesWith } from '../../../support/preferences.ts';

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

describe('security 16: a host is an address or a name', () => {
  test.each([
    '127.0.0.1',
    'localhost',
    'gateway',
    'gw-1.lan_net.example',
    'x',
    '::1',
    '::',
    'fe80::1',
    '2001:db8:1:2:3:4:5:6',
    '::ffff:192.0.2.7',
    'a'.repeat(253),
  ])('%s', (host) => {
    expect(accepts(hostSchema, host)).toBe(true);
  });

  test.each([
    '',
    ' ',
    ' 127.0.0.1',
    '127.0.0.1 ',
    '127.0.0.1\n',
    '127.0.0.1:4002',
    'localhost:4002',
    'cafe:4002',
    '[::1]',
    'http://127.0.0.1',
    '//127.0.0.1',
    '127.0.0.1/x',
    'user@host',
    'host?x',
    'host#x',
    '-oProxyCommand=x',
    '.example',
    'example.',
    'höst',
    'a b',
    '$(id)',
    '../x',
    'fe80::1%eth0',
    'a'.repeat(254),
    4002,
    null,
    undefined,
    ['127.0.0.1'],
  ])('not %j', (host) => {
    expect(accepts(hostSchema, host)).toBe(false);
  });

  test('a long hostile text takes no time to refuse', () => {
    const began = performance.now();
    for (const text of [':'.repeat(200_000), '1:'.repeat(200_000), 'a-'.repeat(200_000)]) {
      expect(accepts(hostSchema, `${text}!`)).toBe(false);
    }
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('security 16: a port is a whole number from 1 to 65535', () => {
  test.each([1, 4002, 65_535])('%d', (port) => {
    expect(accepts(portSchema, port)).toBe(true);
  });

  test.each([0, -1, 65_536, 4002.5, Number.NaN, Infinity, '4002', null, undefined, [4002]])(
    'not %j',
    (port) => {
      expect(accepts(portSchema, port)).toBe(false);
    },
  );
});

describe('a client id is neither 0 nor 999', () => {
  test.each([1, 998, 1000, 912_345, 2_147_483_647])('%d', (id) => {
    expect(accepts(clientIdSchema, id)).toBe(true);
  });

  test.each([0, -1, 999, 2_147_483_648, 1.5, '1', null])('not %j', (id) => {
    expect(accepts(clientIdSchema, id)).toBe(false);
  });
});

describe('a connection', () => {
  const local = connectionTo({ port: 4002 });

  test('says paper or live, and nothing that is unknown', () => {
    expect(accepts(connectionSchema, local)).toBe(true);
    expect(accepts(connectionSchema, { ...local, expect: 'both' })).toBe(false);
    expect(accepts(connectionSchema, { ...local, path: '/etc/passwd' })).toBe(false);
    expect(accepts(connectionSchema, { ...local, clientId: undefined })).toBe(false);
  });

  test.each([
    ['look only', { mode: 'look-only' }, true],
    ['no mode chosen yet', { mode: null }, true],
    ['an unknown mode', { mode: 'trade' }, false],
    ['a daily restart', { dailyRestart: '04:30' }, true],
    ['a time that no clock shows', { dailyRestart: '24:00' }, false],
    ['a time without minutes', { dailyRestart: '4' }, false],
    ['farms', { ignoredFarms: ['usfarm', 'us-farm.2'] }, true],
    ['a farm that is a path', { ignoredFarms: ['../x'] }, false],
    ['too many farms', { ignoredFarms: Array(51).fill('usfarm') }, false],
  ] as const)('%s', (_name, change, expected) => {
    expect(accepts(connectionSchema, { ...local, ...change })).toBe(expected);
  });
});

describe('preferences', () => {
  const fine = preferencesWith({ port: 4002 });

  test('a first start writes what a later one reads', () => {
    expect(accepts(preferencesSchema, fine)).toBe(true);
    expect(accepts(preferencesSchema, { ...fine, connections: [] })).toBe(true);
  });

  test.each([
    ['another schema', { schema: 5 }],
    ['an unknown key', { extra: 1 }],
    ['a client id base below the range', { clientIdBase: 899_999 }],
    ['one above', { clientIdBase: 999_981 }],
    ['an unknown theme', { theme: 'pink' }],
    ['an unknown notification', { notifications: { ...fine.notifications, other: true } }],
    ['a notification that is no yes or no', { notifications: { ...fine.notifications, down: 1 } }],
    ['no list of connections', { connections: undefined }],
    [
      'one target twice',
      {
        connections: [
          connectionTo({ port: 4002, host: 'gw' }),
          connectionTo({ port: 4002, host: 'GW', expect: 'live' }),
        ],
      },
    ],
    [
      'seventeen connections',
      { connections: Array.from({ length: 17 }, (_none, n) => connectionTo({ port: n + 1 })) },
    ],
    ['quiet hours that never begin', { quietHours: { ...fine.quietHours, from: '' } }],
  ])('not with %s', (_name, change) => {
    expect(accepts(preferencesSchema, { ...fine, ...change })).toBe(false);
  });
});

describe('a change of preferences', () => {
  test.each([{}, { theme: 'dark' }, { connections: [] }])('may be %j', (change) => {
    expect(accepts(preferencesChangeSchema, change)).toBe(true);
  });

  test.each([
    ['the client id base', { clientIdBase: 912_345 }],
    ['the schema', { schema: 1 }],
    ['a key without a value', { theme: undefined }],
    ['one notification alone', { notifications: { down: false } }],
    ['a prototype', JSON.parse('{"__proto__":{"theme":"dark"}}')],
    ['no object', 'dark'],
  ])('may not be %s', (_name, change) => {
    expect(accepts(preferencesChangeSchema, change)).toBe(false);
  });
});
