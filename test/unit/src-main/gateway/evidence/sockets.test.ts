import { describe, expect, test } from 'vitest';
import {
  connectionsOf,
  listenerFor,
  plainAddress,
  portsOf,
  type SocketRow,
} from '../../../../../src-main/gateway/evidence/sockets.ts';

const row = (
  state: SocketRow['state'],
  address: string,
  port = 4002,
  owner: string | null = null,
): SocketRow => ({
  state,
  address,
  port,
  remoteAddress: '0.0.0.0',
  remotePort: 0,
  owner,
  uid: null,
});
const listens = (address: string): SocketRow => row('listen', address);

describe('the listener a connection reaches', () => {
  test.each([
    ['127.0.0.1', '0.0.0.0', true],
    ['127.0.0.1', '127.0.0.1', true],
    ['127.0.0.1', '::', true],
    ['127.0.0.1', '::1', false],
    ['127.0.0.1', '127.0.0.2', false],
    ['127.0.0.1', '192.168.0.5', false],
    ['127.0.0.2', '127.0.0.2', true],
    ['127.0.0.2', '0.0.0.0', true],
    ['::1', '::1', true],
    ['::1', '::', true],
    ['::1', '0.0.0.0', false],
    ['::1', '127.0.0.1', false],
    ['localhost', '127.0.0.1', true],
    ['localhost', '::1', true],
    ['localhost', '::', true],
    ['localhost', '127.0.0.53', false],
  ])('%s and a socket on %s: %s', (host, address, expected) => {
    expect(listenerFor([listens(address)], host, 4002) !== null).toBe(expected);
  });

  test('the most particular wins', () => {
    const rows = [listens('::'), listens('0.0.0.0'), listens('127.0.0.1')];
    expect(listenerFor(rows, '127.0.0.1', 4002)?.address).toBe('127.0.0.1');
    expect(listenerFor(rows.slice(0, 2), '127.0.0.1', 4002)?.address).toBe('0.0.0.0');
  });

  test('another port or state is none', () => {
    expect(listenerFor([row('listen', '::', 4001)], '127.0.0.1', 4002)).toBeNull();
    expect(listenerFor([row('established', '::')], '127.0.0.1', 4002)).toBeNull();
  });
});

describe('connections through a listener', () => {
  const rows = [
    row('close-wait', '127.0.0.1'),
    row('close-wait', '192.168.0.5'),
    row('close-wait', 'fe80:0000:0000:0000:0000:0000:0000:0001'),
    row('close-wait', '127.0.0.1', 4001),
    row('established', '127.0.0.1'),
  ];

  test.each([
    ['::', 3],
    ['0.0.0.0', 2],
    ['127.0.0.1', 1],
    ['::1', 0],
  ])('on %s: %i', (address, count) => {
    expect(connectionsOf(listens(address), rows, 'close-wait')).toBe(count);
  });
});

test('ports of a process: each once, ascending, only where it listens', () => {
  const rows = [
    row('listen', '::', 7497, 'a'),
    row('listen', '0.0.0.0', 4001, 'b'),
    row('listen', '0.0.0.0', 7497, 'c'),
    row('established', '127.0.0.1', 50_000, 'a'),
    row('listen', '::', 22, 'd'),
    row('listen', '::', 23, null),
  ];
  expect(portsOf(new Set(['a', 'b', 'c']), rows)).toEqual([4001, 7497]);
});

test.each([
  ['::ffff:127.0.0.1', '127.0.0.1'],
  ['::FFFF:10.0.0.1', '10.0.0.1'],
  ['fe80::1%lo0', 'fe80::1'],
  ['::1', '::1'],
  ['::', '::'],
])('plainAddress %s', (address, expected) => {
  expect(plainAddress(address)).toBe(expected);
});
