import { describe, expect, test } from 'vitest';
import {
  parseElapsed,
  parseLsof,
  parseNetstat,
  parsePs,
  parsePsNames,
} from '../../../../../src-main/gateway/evidence/darwin-parse.ts';
import { darwinMachine } from '../../../../../src-main/gateway/evidence/darwin.ts';
import { given, notGiven, type Read } from '../../../../../src-main/gateway/evidence/read.ts';
import type { Tool } from '../../../../../src-main/gateway/evidence/run-tool.ts';
import { evidenceFrom } from '../../../../../src-main/gateway/evidence.ts';
import { targetOf } from '../../../../../src-main/contract/target.ts';

const GATEWAY =
  '/Users/alice/Applications/IB Gateway 10.30/IB Gateway 10.30.app/Contents/MacOS/JavaApplicationStub';
const ME = process.getuid?.() ?? 501;

const PS = `    1     0 Ss   12-03:04:05 /sbin/launchd
  812 ${ME} S       01:02:03 ${GATEWAY}
  900 ${ME} S          00:07 /Applications/Docker.app/Contents/MacOS/com.docker.backend run
  911 ${ME} S+         00:01 grep IB Gateway 10.30.app/Contents/MacOS/JavaApplicationStub
  950  4711 T       15:00:00 /Users/bob/jre.bundle/Contents/Home/bin/java -cp /Users/bob/IB Gateway 10.19/jars/x.jar ibcalpha.ibc.IbcGateway /x.ini bob hunter2
  960 ${ME} S          00:04 /opt/homebrew/Frameworks/Python.app/Contents/MacOS/Python /Users/alice/bots/runner.py --password hunter2
`;
const NAMES = `    1 /sbin/launchd
  812 ${GATEWAY}
  900 /Applications/Docker.app/Contents/MacOS/com.docker.backend
  911 grep
  950 /Users/bob/jre.bundle/Contents/Home/bin/java
  960 /opt/homebrew/Frameworks/Python.app/Contents/MacOS/Python
`;
const NETSTAT = `Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)
tcp4       0      0  127.0.0.1.4002         127.0.0.1.52010        ESTABLISHED
tcp4       0      0  127.0.0.1.52010        127.0.0.1.4002         ESTABLISHED
tcp4       4      0  127.0.0.1.4002         127.0.0.1.52011        CLOSE_WAIT
tcp4       0      0  192.168.1.7.51000      198.51.100.9.4001      ESTABLISHED
tcp46      0      0  *.4002                 *.*                    LISTEN
tcp4       0      0  127.0.0.1.4001         *.*                    LISTEN
tcp6       0      0  ::1.7497               *.*                    LISTEN
tcp6       0      0  fe80::1%lo0.631        *.*                    LISTEN
tcp4       0      0  127.0.0.1.60000        127.0.0.1.4002         TIME_WAIT
udp4       0      0  *.5353                 *.*
`;
const LSOF = `p812
f87
tIPv6
n*:4002
p900
f40
tIPv4
n127.0.0.1:4001
f41
tIPv6
n[::1]:7497
p960
f9
tIPv4
n127.0.0.1:52010->127.0.0.1:4002
`;

describe('ps', () => {
  test('one process a line, paths with spaces whole', () => {
    expect(parsePs(PS)).toHaveLength(6);
    expect(parsePs(PS)[1]).toEqual({
      pid: 812,
      uid: ME,
      suspended: false,
      ageMs: 3_723_000,
      command: GATEWAY,
    });
    expect(parsePs(PS)[4]).toMatchObject({ pid: 950, suspended: true });
    expect(parsePsNames(NAMES).get(812)).toBe(GATEWAY);
  });

  test.each([
    ['00:07', 7_000],
    ['15:00', 900_000],
    ['01:02:03', 3_723_000],
    ['12-03:04:05', 1_047_845_000],
    ['-', null],
    ['1:2:3:4', null],
    ['', null],
  ])('age %s', (text, expected) => {
    expect(parseElapsed(text)).toBe(expected);
  });

  test('lines that are none are left out', () => {
    expect(parsePs('  PID UID\nps: illegal option\n12 x S 00:01 y\n\n')).toEqual([]);
  });
});

describe('netstat', () => {
  test('addresses and ports of each family', () => {
    expect(
      parseNetstat(NETSTAT).map(
        ({ state, address, port, remoteAddress, remotePort }) =>
          `${state} ${address} ${port} > ${remoteAddress} ${remotePort}`,
      ),
    ).toEqual([
      'established 127.0.0.1 4002 > 127.0.0.1 52010',
      'established 127.0.0.1 52010 > 127.0.0.1 4002',
      'close-wait 127.0.0.1 4002 > 127.0.0.1 52011',
      'established 192.168.1.7 51000 > 198.51.100.9 4001',
      'listen :: 4002 > :: 0',
      'listen 127.0.0.1 4001 > 0.0.0.0 0',
      'listen ::1 7497 > :: 0',
      'listen fe80::1 631 > :: 0',
    ]);
  });

  test('garbage is no row', () => {
    expect(parseNetstat('tcp4 0 0 * * LISTEN\ntcp9 0 0 *.1 *.* LISTEN\n\u0000')).toEqual([]);
  });
});

describe('lsof', () => {
  test('fields belong to the process above them', () => {
    expect(parseLsof(LSOF)).toEqual([
      { pid: 812, address: '::', port: 4002, remoteAddress: '::', remotePort: 0 },
      { pid: 900, address: '127.0.0.1', port: 4001, remoteAddress: '0.0.0.0', remotePort: 0 },
      { pid: 900, address: '::1', port: 7497, remoteAddress: '::', remotePort: 0 },
      {
        pid: 960,
        address: '127.0.0.1',
        port: 52_010,
        remoteAddress: '127.0.0.1',
        remotePort: 4002,
      },
    ]);
  });

  test('a name that poses as fields has no effect', () => {
    expect(parseLsof('n*:4002\npx\nn*:4002\np12\nn*:newoak\nn*:4002->1\n')).toEqual([]);
  });
});

describe('macOS', () => {
  const outputs: Record<string, Read<string>> = {
    '/bin/ps command=': given(PS),
    '/bin/ps comm=': given(NAMES),
    '/usr/sbin/netstat tcp': given(NETSTAT),
    '/usr/sbin/lsof -Fptn': given(LSOF),
  };
  const mac = (changes: Record<string, Read<string>> = {}) =>
    evidenceFrom(
      darwinMachine((tool: Tool) =>
        Promise.resolve(
          { ...outputs, ...changes }[`${tool.path} ${tool.args.at(-1)}`] ??
            notGiven('no such tool'),
        ),
      ),
    );
  const paper = targetOf('127.0.0.1', 4002, null);

  test('Gateway with its port, its clients and its stuck connections', async () => {
    const { process: seen, listener, otherPorts } = await mac().gather(paper);
    expect(seen).toMatchObject({
      outcome: 'found',
      processes: [
        { pid: 812, product: 'gateway', version: '10.30', suspended: false, ports: [4002] },
        {
          pid: 950,
          product: 'gateway',
          version: '10.19',
          suspended: true,
          ...(ME === 0 ? {} : { ports: null }),
        },
      ],
    });
    expect(listener).toMatchObject({
      outcome: 'found',
      owner: { kind: 'gateway', pid: 812, program: 'JavaApplicationStub' },
      closeWait: 1,
      clients: 1,
      programs: [
        {
          program: 'Python',
          script: 'runner.py',
          pid: 960,
          connections: 1,
          halfClosed: 0,
          isOurs: false,
        },
        {
          program: 'unseen program',
          script: null,
          pid: null,
          connections: 0,
          halfClosed: 1,
          isOurs: false,
        },
      ],
    });
    expect(otherPorts).toEqual([]);
    expect(JSON.stringify([seen, listener])).not.toMatch(/alice|bob|hunter2|Users/);
  });

  test('a relay is named', async () => {
    expect((await mac().gather(targetOf('127.0.0.1', 4001, null))).listener).toMatchObject({
      owner: { kind: 'relay', pid: 900, program: 'com.docker.backend' },
    });
  });

  test('without lsof the listener is seen, its owner and the ports are not', async () => {
    const { process: seen, listener } = await mac({
      '/usr/sbin/lsof -Fptn': notGiven('lsof'),
    }).gather(paper);
    expect(listener).toMatchObject({
      outcome: 'found',
      owner: { kind: 'unknown' },
      closeWait: 1,
      programs: null,
    });
    expect(seen).toMatchObject({ processes: [{ ports: null }, { ports: null }] });
  });

  test("another user's listener, which lsof does not show, is still a listener", async () => {
    const { listener } = await mac({ '/usr/sbin/lsof -Fptn': given('') }).gather(paper);
    expect(listener).toMatchObject({ outcome: 'found', owner: { kind: 'unknown' } });
  });

  test.each([
    ['/bin/ps command=', 'ps', 'process'],
    ['/bin/ps comm=', 'ps', 'process'],
    ['/usr/sbin/netstat tcp', 'netstat', 'listener'],
  ] as const)('%s missing: nothing is claimed', async (key, name, part) => {
    const evidence = await mac({ [key]: notGiven(name) }).gather(paper);
    expect(evidence[part]).toMatchObject({ outcome: 'unknown', missing: name });
  });

  test('fingerprint: changes with the process, null without a table', async () => {
    const before = await mac().listenerFingerprint(4002);
    const changed = mac({ '/usr/sbin/lsof -Fptn': given(LSOF.replace('p812', 'p813')) });
    expect(before).toBe(':: 812');
    expect(await changed.listenerFingerprint(4002)).not.toBe(before);
    expect(await mac().listenerFingerprint(5)).toBe('none');
    expect(
      await mac({ '/usr/sbin/netstat tcp': notGiven('netstat') }).listenerFingerprint(4002),
    ).toBeNull();
  });
});
