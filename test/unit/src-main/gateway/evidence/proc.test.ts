import { describe, expect, test } from 'vitest';
import { parseProcNet } from '../../../../../src-main/gateway/evidence/proc-net.ts';
import { parseProcStat, parseUptime } from '../../../../../src-main/gateway/evidence/proc-stat.ts';

const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:0FA2 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 31337 1 00000000a7884d4d 100 0 0 10 0
   1: 0100007F:0FA2 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 0 1 0000000000000000 20 4 30 10 -1
  12: 0100007F:0FA2 0100007F:C351 06 00000000:00000000 03:00000F70 00000000     0        0 0 3 0000000000000000
 123: 0500A8C0:C352 2A2B2C2D:0FA1 01 00000000:00000000 02:000001D0 00000000  1000        0 31340 2 0000000000000000 20 4 30 10 -1
`;
const TCP6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000000000000:0FA1 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 27149 1 0000000000000000 100 0 0 10 0
   1: 0000000000000000FFFF00000100007F:0FA1 0000000000000000FFFF00000100007F:C353 08 00000000:00000000 00:00000000 00000000  1000        0 27150 1 0000000000000000 20 4 30 10 -1
   2: 00000000000000000000000001000000:1D48 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 27151 1 0000000000000000 100 0 0 10 0
   3: 000080FE00000000FF005450B6E66A0F:0FA1 000080FE00000000FF005450B6E66A10:C354 01 00000000:00000000 00:00000000 00000000  1000        0 27152 1 0000000000000000 20 4 30 10 -1
`;

const near = (state: string, address: string, port: number) => ({ state, address, port });
const far = (remoteAddress: string, remotePort: number) => ({ remoteAddress, remotePort });

describe('the socket table of Linux', () => {
  test('IPv4: listening and established; what waits out its time is left out', () => {
    expect(parseProcNet(TCP)).toEqual([
      { ...near('listen', '0.0.0.0', 4002), ...far('0.0.0.0', 0), owner: '31337', uid: 1000 },
      {
        ...near('established', '127.0.0.1', 4002),
        ...far('127.0.0.1', 50_000),
        owner: null,
        uid: 0,
      },
      {
        ...near('established', '192.168.0.5', 50_002),
        ...far('45.44.43.42', 4001),
        owner: '31340',
        uid: 1000,
      },
    ]);
  });

  test('IPv6: Java listens on ::, its IPv4 connections are mapped', () => {
    expect(parseProcNet(TCP6)).toEqual([
      { ...near('listen', '::', 4001), ...far('::', 0), owner: '27149', uid: 1000 },
      {
        ...near('close-wait', '127.0.0.1', 4001),
        ...far('127.0.0.1', 50_003),
        owner: '27150',
        uid: 1000,
      },
      { ...near('listen', '::1', 7496), ...far('::', 0), owner: '27151', uid: 1000 },
      {
        ...near('established', 'fe80:0000:0000:0000:5054:00ff:0f6a:e6b6', 4001),
        ...far('fe80:0000:0000:0000:5054:00ff:106a:e6b6', 50_004),
        owner: '27152',
        uid: 1000,
      },
    ]);
  });

  test.each([
    ['nothing', ''],
    ['another file', 'root:x:0:0:root:/root:/bin/bash\n'],
    ['half a row', '   0: 00000000:0FA2 00000000:0000 0A 0000'],
    ['a port too long', '   0: 00000000:10FA2 00000000:0000 0A 0:0 0:0 0  1000  0 1 1'],
    ['an address of no family', '   0: 000000:0FA2 000000:0000 0A 0:0 0:0 0  1000  0 1 1'],
  ])('no row from %s', (_name, text) => {
    expect(parseProcNet(text)).toEqual([]);
  });

  test('a busy machine: 20,000 rows hold nobody up', () => {
    const row = (TCP.split('\n')[2] ?? '') + '\n';
    const startedAt = performance.now();
    expect(parseProcNet(row.repeat(20_000))).toHaveLength(20_000);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

describe('/proc/PID/stat', () => {
  const line = (comm: string, state: string): string =>
    `4242 (${comm}) ${state} 1 4242 4242 0 -1 4194304 1 0 0 0 7 3 0 0 20 0 61 0 123456 9000000 5000 18446744073709551615 1 1 0`;

  test.each([
    ['java', 'S', false],
    ['java', 'T', true],
    ['java', 't', true],
    ['a) T (b', 'S', false],
    ['Web Content) R', 'R', false],
    ['((((', 'Z', false],
  ])('of (%s) in state %s', (comm, state, suspended) => {
    expect(parseProcStat(line(comm, state))).toEqual({ suspended, startedAfterBootMs: 1_234_560 });
  });

  test.each([
    ['nothing', ''],
    ['no name', '4242 java S 1'],
    ['too short', '4242 (java) S 1 2 3'],
    ['no number', line('java', 'S').replace('123456', '-5')],
  ])('%s is none', (_name, text) => {
    expect(parseProcStat(text)).toBeNull();
  });
});

test('/proc/uptime', () => {
  expect(parseUptime('350735.47 234388.90\n')).toBe(350_735_470);
  expect(parseUptime('12 3\n')).toBe(12_000);
  expect(parseUptime('soon\n')).toBeNull();
});
