import { describe, expect, test } from 'vitest';
import { clientsOf } from '../../../../../src-main/gateway/evidence/port-connections.ts';
import type { SocketRow } from '../../../../../src-main/gateway/evidence/sockets.ts';

/** `established 127.0.0.1 4002 > 127.0.0.1 50000 owner`. */
function row(text: string): SocketRow {
  const [state = '', address = '', port, , remoteAddress = '', remotePort, owner] = text.split(' ');
  return {
    state: state as SocketRow['state'],
    address,
    port: Number(port),
    remoteAddress,
    remotePort: Number(remotePort),
    owner: owner ?? null,
    uid: null,
  };
}
const listener = row('listen :: 4001 > :: 0 g');
const clients = (...rows: string[]): string[] =>
  clientsOf(listener, [listener, ...rows.map(row)]).map(
    ({ end, isHalfClosed, owner }) => `${end}${isHalfClosed ? ' half' : ''} ${owner ?? '-'}`,
  );

describe('who is connected through a listener', () => {
  test('both ends of one connection are one, named by its client’s end', () => {
    expect(
      clients(
        'established 127.0.0.1 4001 > 127.0.0.1 50000 g',
        'established 127.0.0.1 50000 > 127.0.0.1 4001 bot',
      ),
    ).toEqual(['127.0.0.1 50000 bot']);
  });

  test('a client of this computer that came by another of its addresses', () => {
    expect(
      clients(
        'established 192.168.0.5 4001 > 192.168.0.5 50000 g',
        'established 192.168.0.5 50000 > 192.168.0.5 4001 bot',
      ),
    ).toEqual(['192.168.0.5 50000 bot']);
  });

  test('one from elsewhere has no program here', () => {
    expect(clients('established 192.168.0.5 4001 > 192.168.0.9 50000 g')).toEqual([
      '192.168.0.9 50000 -',
    ]);
  });

  test('half closed: nobody holds the client’s end any more', () => {
    expect(clients('close-wait 127.0.0.1 4001 > 127.0.0.1 50000 g')).toEqual([
      '127.0.0.1 50000 half -',
    ]);
  });

  test('F6: Gateway’s own link to remote port 4001 is no client', () => {
    expect(
      clients(
        'established 192.168.0.5 51000 > 198.51.100.9 4001 g',
        'close-wait 192.168.0.5 51001 > 198.51.100.9 4001 g',
      ),
    ).toEqual([]);
  });

  test('behind a container only the client’s end is here', () => {
    expect(clients('established 127.0.0.1 50000 > 127.0.0.1 4001 bot')).toEqual([
      '127.0.0.1 50000 bot',
    ]);
  });

  test('another port is none', () => {
    expect(
      clients(
        'established 127.0.0.1 4002 > 127.0.0.1 50000 g',
        'established 127.0.0.1 50000 > 127.0.0.1 4002 bot',
      ),
    ).toEqual([]);
  });
});
