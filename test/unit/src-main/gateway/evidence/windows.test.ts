import { describe, expect, test } from 'vitest';
import { targetOf } from '../../../../../src-main/contract/target.ts';
import { evidenceFrom } from '../../../../../src-main/gateway/evidence.ts';
import { given, notGiven, type Read } from '../../../../../src-main/gateway/evidence/read.ts';
import type { Tool } from '../../../../../src-main/gateway/evidence/run-tool.ts';
import {
  argumentsOf,
  parseNetstat,
  parseProcesses,
} from '../../../../../src-main/gateway/evidence/windows-parse.ts';
import { windowsMachine } from '../../../../../src-main/gateway/evidence/windows.ts';

const ENGLISH = `
Active Connections

  Proto  Local Address          Foreign Address        State           PID
  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1108
  TCP    0.0.0.0:4002           0.0.0.0:0              LISTENING       5120
  TCP    127.0.0.1:4001         0.0.0.0:0              LISTENING       6400
  TCP    127.0.0.1:4002         127.0.0.1:51000        ESTABLISHED     5120
  TCP    127.0.0.1:4002         127.0.0.1:51001        CLOSE_WAIT      5120
  TCP    127.0.0.1:51000        127.0.0.1:4002         ESTABLISHED     7100
  TCP    127.0.0.1:51002        127.0.0.1:4002         TIME_WAIT       0
  TCP    [::]:4002              [::]:0                 LISTENING       5120
  TCP    [::1]:7497             [::]:0                 LISTENING       7000
  TCP    [fe80::1%4]:139        [::]:0                 LISTENING       4
  UDP    0.0.0.0:5353           *:*                                    1900
`.replaceAll('\n', '\r\n');
// As it arrives: the umlaut is in the code page of the console.
const GERMAN = `
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status           PID
  TCP    0.0.0.0:4002           0.0.0.0:0              ABH\uFFFDREN         5120
  TCP    127.0.0.1:4002         127.0.0.1:51000        HERGESTELLT     5120
  TCP    127.0.0.1:4002         127.0.0.1:51001        SCHLIESSEN_WARTEN 5120
  TCP    127.0.0.1:51002        127.0.0.1:4002         WARTEND         0
`;
const OTHER = `  TCP    0.0.0.0:4002    0.0.0.0:0    EN ESCUCHA DE ALGO    5120\n`;

const STARTED_AT = 1_795_417_909_809;
const PROCESSES = JSON.stringify([
  { id: 0, name: 'System Idle Process', path: null, command: null, at: null },
  {
    id: 5120,
    name: 'ibgateway.exe',
    path: 'C:\\Jts\\ibgateway\\1030\\ibgateway.exe',
    command: '"C:\\Jts\\ibgateway\\1030\\ibgateway.exe" -user=alice',
    at: STARTED_AT,
  },
  { id: 6400, name: 'wslrelay.exe', path: null, command: null, at: STARTED_AT },
  { id: 7000, name: 'python.exe', path: null, command: null, at: STARTED_AT },
  {
    id: 7100,
    name: 'python.exe',
    path: null,
    command:
      '"C:\\Program Files\\Python\\python.exe" -u "C:\\Users\\alice\\my bots\\runner.py" hunter2',
    at: STARTED_AT,
  },
]);

describe('netstat', () => {
  const text = (output: string): string[] =>
    parseNetstat(output).map((row) => `${row.state} ${row.address} ${row.port} ${row.owner}`);

  test('English', () => {
    expect(text(ENGLISH)).toEqual([
      'listen 0.0.0.0 135 1108',
      'listen 0.0.0.0 4002 5120',
      'listen 127.0.0.1 4001 6400',
      'established 127.0.0.1 4002 5120',
      'close-wait 127.0.0.1 4002 5120',
      'established 127.0.0.1 51000 7100',
      'listen :: 4002 5120',
      'listen ::1 7497 7000',
      'listen fe80::1 139 4',
    ]);
  });

  test('German', () => {
    expect(text(GERMAN)).toEqual([
      'listen 0.0.0.0 4002 5120',
      'established 127.0.0.1 4002 5120',
      'close-wait 127.0.0.1 4002 5120',
    ]);
  });

  test('a listener is known in any language, also by words with spaces', () => {
    expect(text(OTHER)).toEqual(['listen 0.0.0.0 4002 5120']);
  });

  test('garbage is no row', () => {
    expect(
      text('TCP x 0.0.0.0:0 LISTENING 1\nTCP 0.0.0.0:4002 0.0.0.0:0 LISTENING x\nTCP\n'),
    ).toEqual([]);
  });
});

describe('processes', () => {
  test.each([
    ['an error in words', 'Get-CimInstance : Access denied'],
    ['nothing', ''],
    ['half', '[{"id":1'],
  ])('%s is no list', (_name, text) => {
    expect(parseProcesses(text)).toBeNull();
  });

  test('one process comes without an array, a mark may come first, and strange items are left out', () => {
    expect(parseProcesses('\uFEFF{"id":4,"name":"System"}')).toHaveLength(1);
    expect(parseProcesses('[null,1,"x",{"id":"4","name":"x"},{"id":4}]')).toEqual([]);
  });

  test.each([
    [
      '"C:\\Program Files\\Java\\bin\\java.exe" -cp "C:\\Jts\\x.jar" ibgateway.GWClient',
      ['-cp', 'C:\\Jts\\x.jar', 'ibgateway.GWClient'],
    ],
    ['java ibgateway.GWClient', ['ibgateway.GWClient']],
    ['', ['']],
  ])('arguments of %s', (command, expected) => {
    expect(argumentsOf(command)).toEqual(expected);
  });
});

describe('Windows', () => {
  const asked: Tool[] = [];
  const windows = (netstat: Read<string>, processes: Read<string>) =>
    evidenceFrom(
      windowsMachine('C:\\Windows', (tool) => {
        asked.push(tool);
        return Promise.resolve(tool.name === 'netstat' ? netstat : processes);
      }),
    );
  const usual = windows(given(ENGLISH), given(PROCESSES));
  const paper = targetOf('127.0.0.1', 4002, null);

  test('Gateway with its port, its clients and its stuck connections', async () => {
    const evidence = await usual.gather(paper);
    expect(evidence).toMatchObject({
      process: {
        outcome: 'found',
        processes: [
          { pid: 5120, product: 'gateway', version: '10.30', startedAt: STARTED_AT, ports: [4002] },
        ],
      },
      listener: {
        outcome: 'found',
        owner: { kind: 'gateway', pid: 5120, program: 'ibgateway.exe' },
        closeWait: 1,
        clients: 1,
        programs: [
          { program: 'python.exe', script: 'runner.py', pid: 7100, connections: 1, halfClosed: 0 },
          { program: 'unseen program', script: null, pid: null, connections: 0, halfClosed: 1 },
        ],
      },
      windows: { outcome: 'not-checked' },
      otherPorts: [],
    });
    expect(JSON.stringify(evidence)).not.toMatch(/alice|hunter2|Users|my bots/);
  });

  test('a relay and another program are named', async () => {
    expect(await usual.usualPorts()).toEqual([
      { port: 4001, listening: true, owner: { kind: 'relay', pid: 6400, program: 'wslrelay.exe' } },
      {
        port: 4002,
        listening: true,
        owner: { kind: 'gateway', pid: 5120, program: 'ibgateway.exe' },
      },
      { port: 7496, listening: false, owner: { kind: 'unknown' } },
      { port: 7497, listening: true, owner: { kind: 'other', pid: 7000, program: 'python.exe' } },
    ]);
  });

  test('without PowerShell the listener is seen, but neither owner nor process', async () => {
    const evidence = await windows(given(ENGLISH), notGiven('PowerShell')).gather(paper);
    expect(evidence).toMatchObject({
      process: { outcome: 'unknown', missing: 'PowerShell' },
      listener: { outcome: 'found', owner: { kind: 'unknown' }, closeWait: 1 },
    });
  });

  test('without netstat the process is seen, its ports are not', async () => {
    const evidence = await windows(notGiven('netstat'), given(PROCESSES)).gather(paper);
    expect(evidence).toMatchObject({
      process: { outcome: 'found', processes: [{ ports: null }] },
      listener: { outcome: 'unknown', missing: 'netstat' },
      windows: { outcome: 'not-checked' },
      otherPorts: [],
    });
  });

  test.each([
    ['a Java whose arguments may not be read', { id: 9, name: 'java.exe', at: STARTED_AT }],
    ['a Gateway whose start may not be read', { id: 9, name: 'ibgateway.exe', at: null }],
  ])('%s: "none" is not claimed', async (_name, item) => {
    const evidence = await windows(given(''), given(JSON.stringify([item]))).gather(paper);
    expect(evidence.process).toMatchObject({
      outcome: 'unknown',
      missing: expect.stringContaining('other users') as string,
    });
  });

  test('tools by absolute path, arguments always the same, nothing a shell would need escaped', async () => {
    asked.length = 0;
    await usual.gather(paper);
    await usual.gather(targetOf('localhost', 7497, 'live'), [4001]);
    const seen = new Set(asked.map((tool) => JSON.stringify([tool.path, tool.args])));
    expect(asked).toHaveLength(4);
    expect(seen.size).toBe(2);
    for (const { path, args } of asked) {
      expect(path).toMatch(/^C:\\Windows\\System32\\[\w.\\]+\.exe$/);
      expect(args.join(' ')).not.toContain('"');
    }
  });

  test('a SystemRoot that is no absolute path is not believed', async () => {
    asked.length = 0;
    const odd = evidenceFrom(
      windowsMachine('..\\evil', (tool) => {
        asked.push(tool);
        return Promise.resolve(notGiven(tool.name));
      }),
    );
    await odd.gather(paper);
    expect(asked.every(({ path }) => path.startsWith('C:\\Windows\\System32\\'))).toBe(true);
  });
});
