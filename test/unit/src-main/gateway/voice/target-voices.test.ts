import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { VERDICTS } from '../../../../../src-main/contract/verdict.ts';
import { targetOf, type Target } from '../../../../../src-main/contract/target.ts';
import { NO_MEMORY } from '../../../../../src-main/domain/monitor-memory.ts';
import { systemClock } from '../../../../../src-main/gateway/system-clock.ts';
import type { TargetVoice } from '../../../../../src-main/gateway/voice/target-voice.ts';
import { ownIdentity } from '../../../../../src-main/files/process-identity.ts';
import {
  openTargetVoice,
  readVoices,
} from '../../../../../src-main/gateway/voice/target-voices.ts';
import {
  paper4002,
  pausedStatus,
  reportOf,
  statusOf,
  testingStatus,
} from '../../../../support/mocked-main/fixtures.ts';

const NOW = Date.now();
let dataDir = '';
let dir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'gatelight-voices-'));
  dir = join(dataDir, 'targets');
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const voice = (target: Target = paper4002): TargetVoice =>
  openTargetVoice(dataDir, target, systemClock);
/** The path of the one file whose name matches. */
const fileOf = (pattern: RegExp): string =>
  join(dir, readdirSync(dir).find((name) => pattern.test(name)) ?? 'missing');
const LEAD = /\.lead\.\d+$/;
const TESTING = /\.testing\.\d+$/;
const STATUS = /\.status\.json$/;

describe('two voices in one process', () => {
  test('exclude each other as two processes do', () => {
    const [one, other] = [voice(), voice()];
    expect([one.tryLead(), other.tryLead(), one.tryLead()]).toEqual([true, false, true]);
    expect([other.tryTest(), one.tryTest(), other.tryTest()]).toEqual([true, false, true]);
    one.close();
    other.endTest();
    expect([other.tryLead(), one.tryTest()]).toEqual([true, true]);
  });

  test('a name in other letters is the same target', () => {
    const at = (host: string): TargetVoice => voice(targetOf(host, 4002, null));
    expect([at('Gateway.example').tryLead(), at('gateway.EXAMPLE').tryLead()]).toEqual([
      true,
      false,
    ]);
  });
});

describe('what is told', () => {
  test('by an older version, which knew less, can be read: what it did not know is unknown', () => {
    const one = voice();
    one.tryLead();
    const status = statusOf('silent', NOW, { noDialog: true, lastAcceptedAt: 5, gaveUp: [] });
    one.tell(status, { ...NO_MEMORY, acceptedAt: 5, sessionTimesMs: [90] });
    const path = fileOf(STATUS);
    const file = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, unknown>>;
    for (const key of ['noDialog', 'lastAcceptedAt', 'usualMs', 'apiClients', 'gaveUp']) {
      delete file['status']?.[key];
    }
    for (const key of ['stageTimesMs', 'acceptedAt']) delete file['memory']?.[key];
    const text = JSON.stringify(file)
      .replaceAll('"programs":null,', '')
      .replaceAll('"windows":{"outcome":"not-checked"},', '');
    expect(text).not.toMatch(/programs|windows/);
    writeFileSync(path, text);
    const known = { noDialog: false, lastAcceptedAt: null, usualMs: {}, apiClients: null };
    expect(voice().leader()?.status).toEqual({ ...status, ...known });
    expect(one.recall()).toEqual({ ...NO_MEMORY, sessionTimesMs: [90] });
  });

  test('of programs: who gave up and who is connected arrives as it was', () => {
    const [one, other] = [voice(), voice()];
    const python = { program: 'python', script: 'runner.py', pid: 7 };
    const status = statusOf('ready', NOW, {
      usualMs: { version: 12.5 },
      apiClients: [{ ...python, connections: 1, halfClosed: 2, isOurs: false }],
      gaveUp: [
        {
          ...python,
          visits: 3,
          stayedMs: 4000,
          lastAt: NOW,
          answer: { kind: 'answered', inMs: 85, at: NOW },
        },
      ],
    });
    one.tryLead();
    one.tell(status, NO_MEMORY);
    expect(other.leader()?.status).toEqual(status);
  });

  test.each(VERDICTS.map((verdict) => [verdict] as const))('%s arrives as it was', (verdict) => {
    const [one, other] = [voice(), voice()];
    const status = statusOf(verdict, NOW);
    one.tryLead();
    one.tell(status, NO_MEMORY);
    expect(other.leader()?.status).toEqual(status);
  });

  test.each([
    ['paused', pausedStatus(NOW)],
    ['testing', testingStatus(NOW, 800)],
  ])('%s as well', (_name, status) => {
    const [one, other] = [voice(), voice()];
    one.tryLead();
    one.tell(status, NO_MEMORY);
    expect(other.leader()?.status).toEqual(status);
  });

  test('is not written again where nothing changed', () => {
    const one = voice();
    const status = statusOf('ready', NOW);
    one.tryLead();
    one.tell(status, NO_MEMORY);
    const inode = statSync(fileOf(STATUS)).ino;
    one.tell({ ...status }, { ...NO_MEMORY });
    expect(statSync(fileOf(STATUS)).ino).toBe(inode);
    one.tell({ ...status, sessionAnsweredAt: NOW + 9000 }, NO_MEMORY);
    expect(statSync(fileOf(STATUS)).ino).not.toBe(inode);
  });

  test('only whoever watches tells, only whoever tests tells of it', () => {
    const one = voice();
    one.tell(statusOf('ready', NOW), NO_MEMORY);
    one.tellTest(reportOf('silent', NOW));
    expect(existsSync(dir)).toBe(false);
  });

  test('memory outlives the one that had it', () => {
    const memory = { ...NO_MEMORY, tries: { failures: 3, silent: 3 }, circumstances: 'x' };
    const one = voice();
    expect(one.recall()).toBeNull();
    one.tryLead();
    one.tell(statusOf('silent', NOW), memory);
    one.close();
    expect(voice().recall()).toEqual(memory);
    expect(voice().leader()).toBeNull();
    expect(readVoices(dataDir)).toEqual([]);
  });
});

describe('a test that another one makes', () => {
  const running = (): ReturnType<typeof reportOf> => reportOf(null, NOW, { phase: 'running' });

  test('is followed to its end, which is told once', () => {
    const [one, other] = [voice(), voice()];
    expect(other.otherTest()).toBeNull();
    one.tryTest();
    expect(other.otherTest()).toEqual({ pid: process.pid, report: null });
    one.tellTest(running());
    expect(other.otherTest()?.report).toEqual(running());
    expect(one.otherTest()).toBeNull();
    const done = reportOf('not-running', Date.now() + 3000);
    one.tellTest(done);
    one.endTest();
    expect(other.otherTest()).toEqual({ pid: process.pid, report: done });
    expect(other.otherTest()).toBeNull();
    expect(voice().otherTest()).toBeNull();
  });

  test('of a monitor is in its status', () => {
    const [one, other] = [voice(), voice()];
    one.tryLead();
    one.tryTest();
    one.tell(statusOf('silent', NOW), NO_MEMORY);
    expect(other.otherTest()?.report).toMatchObject({ verdict: 'silent', phase: 'held' });
  });

  test('before its first word the test before is not taken for it', () => {
    const [one, other] = [voice(), voice()];
    one.tryLead();
    one.tell(statusOf('not-running', NOW - 60_000), NO_MEMORY);
    one.tryTest();
    expect(other.otherTest()?.report).toBeNull();
    one.endTest();
    expect(other.otherTest()).toBeNull();
  });
});

describe('a lock of somebody who is gone', () => {
  const lock = (owner: unknown): void => {
    voice().tryLead();
    writeFileSync(fileOf(LEAD), JSON.stringify({ schema: 1, owner }));
  };

  test.each<[string, object]>([
    ['a number that nobody has', { pid: 2 ** 31 - 1, start: null, token: 't' }],
    ...(process.platform === 'linux'
      ? ([['a recycled number', { pid: process.ppid, start: 'earlier 1', token: 't' }]] as [
          string,
          object,
        ][])
      : []),
  ])('%s: broken', (_name, owner) => {
    lock(owner);
    expect(voice().tryLead()).toBe(true);
  });

  test('a live one of which no start is known is respected', () => {
    lock({ pid: process.ppid, start: null, token: 't' });
    expect(voice().tryLead()).toBe(false);
  });

  test('locks don’t pile up', () => {
    for (let round = 0; round < 20; round++) {
      const one = voice();
      expect(one.tryLead()).toBe(true);
      if (round % 2 === 0) one.close();
      for (const name of readdirSync(dir)) {
        if (round % 2 === 1) writeFileSync(join(dir, name), '');
        utimesSync(join(dir, name), 1, 1);
      }
    }
    expect(readdirSync(dir).length).toBeLessThan(4);
  });
});

describe('damaged and planted files', () => {
  const fine = { schema: 1, owner: { ...ownIdentity(), token: 'other' } };
  const status = {
    schema: 1,
    owner: { ...fine.owner, since: 1 },
    status: statusOf('ready', NOW),
    memory: NO_MEMORY,
  };
  const name = { program: 'python', script: 'bot.py', pid: 1 };
  const client = { ...name, connections: 1, halfClosed: 0, isOurs: false };
  const gaveUp = { ...name, visits: 2, stayedMs: 1, lastAt: 1, answer: { kind: 'asking' } };
  const changed = (change: object): string =>
    JSON.stringify({ ...status, status: { ...status.status, ...change } });
  const report = (change: object): string =>
    changed({ report: { ...status.status.report, ...change } });

  /** A file of this kind where nobody lives any more. */
  function leave(pattern: RegExp): string {
    const one = voice();
    one.tryLead();
    one.tryTest();
    one.tell(statusOf('ready', NOW), NO_MEMORY);
    const path = fileOf(pattern);
    rmSync(path);
    return path;
  }
  function expectAllFine(): void {
    const one = voice();
    for (const deed of [
      () => one.leader(),
      () => one.otherTest(),
      () => one.recall(),
      () => one.tryLead(),
      () => one.tryTest(),
      () => one.tell(statusOf('ready', NOW), NO_MEMORY),
      () => one.tellTest(reportOf('ready', NOW)),
      () => readVoices(dataDir),
      () => one.close(),
    ]) {
      expect(deed).not.toThrow();
    }
  }

  const KINDS: readonly (readonly [string, (path: string) => void])[] = [
    ['empty', (path) => writeFileSync(path, '')],
    ['no JSON', (path) => writeFileSync(path, '{"schema":1,')],
    ['no object', (path) => writeFileSync(path, 'null')],
    ['another schema', (path) => writeFileSync(path, JSON.stringify({ ...status, schema: 2 }))],
    ['bytes', (path) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0, 1, 2]))],
    ['huge', (path) => writeFileSync(path, ' '.repeat(1024 * 1024) + JSON.stringify(fine))],
    ['a folder', (path) => mkdirSync(path)],
    ['a link to nowhere', (path) => symlinkSync('/nowhere/at/all', path)],
    [
      'a link to a fine one',
      (path) => {
        writeFileSync(join(dataDir, 'elsewhere'), JSON.stringify({ ...status, ...fine }));
        symlinkSync(join(dataDir, 'elsewhere'), path);
      },
    ],
    ['deep', (path) => writeFileSync(path, '['.repeat(200_000))],
  ];

  describe.each([
    ['the lock of the watch', LEAD],
    ['the lock of the test', TESTING],
    ['the status', STATUS],
  ])('%s', (_which, pattern) => {
    test.each(KINDS)('%s: nothing throws', (_name, make) => {
      make(leave(pattern));
      expectAllFine();
    });
  });

  test.each(KINDS)('a lock that is %s holds for seconds, not for ever', (_name, make) => {
    const path = leave(LEAD);
    make(path);
    expect(voice().tryLead()).toBe(false);
    rmSync(path, { recursive: true });
    // What has no own date to set back is taken as it is.
    if (_name.startsWith('a link')) return;
    make(path);
    utimesSync(path, 1, NOW / 1000 - 11);
    expect(voice().tryLead()).toBe(true);
  });

  test.each<[string, string]>([
    ['a state that is none', changed({ state: 'fine' })],
    ['a verdict that is none', changed({ verdict: 'toString' })],
    ['an instant no date can have', changed({ since: 1e300 })],
    ['an instant before time', changed({ observedAt: -1 })],
    ['a missing key', changed({ report: undefined })],
    ['another target', changed({ target: { ...paper4002, port: 4001 } })],
    ['a target that is none', changed({ target: { ...paper4002, host: 'a b' } })],
    ['too few stages', report({ stages: [] })],
    [
      'stages in another order',
      report({ stages: [...(status.status.report?.stages ?? [])].reverse() }),
    ],
    ['a sign that a terminal obeys', report({ notes: [{ code: null, text: '\u001b[2J' }] })],
    [
      'a program that turns the text around it',
      changed({ apiClients: [{ ...client, program: 'a\u202eb' }] }),
    ],
    ['a script that breaks the line', changed({ apiClients: [{ ...client, script: 'a\u2028b' }] })],
    [
      'a program that is endless',
      changed({ apiClients: [{ ...client, program: 'x'.repeat(401) }] }),
    ],
    ['fewer connections than none', changed({ apiClients: [{ ...client, connections: -1 }] })],
    ['very many clients', changed({ apiClients: Array(1000).fill(client) })],
    ['a visit that no date can have', changed({ gaveUp: [{ ...gaveUp, lastAt: 1e300 }] })],
    ['an answer that is none', changed({ gaveUp: [{ ...gaveUp, answer: { kind: 'fine' } }] })],
    ['a stay before it began', changed({ gaveUp: [{ ...gaveUp, stayedMs: -1 }] })],
    ['a usual time below none', changed({ usualMs: { connect: -1 } })],
    ['a usual time of a stage that is none', changed({ usualMs: { toString: 1 } })],
    ['an acceptance that no date can have', changed({ lastAcceptedAt: 9e15 })],
    [
      'a window that turns the text around it',
      report({
        evidence: {
          ...status.status.report?.evidence,
          windows: { outcome: 'new', title: 'Accept\u202e' },
        },
      }),
    ],
    ['an endless list', report({ notes: Array(1000).fill({ code: null, text: '' }) })],
    ['no owner’s instant', JSON.stringify({ ...status, owner: fine.owner })],
  ])('security 34: a status with %s is none', (_name, text) => {
    const path = leave(STATUS);
    writeFileSync(path, JSON.stringify(status));
    expect(readVoices(dataDir)).toHaveLength(1);
    writeFileSync(path, text);
    expect(voice().recall()).toBeNull();
    expect(readVoices(dataDir)).toEqual([]);
  });

  test('numbers nobody counted up to do not block the lock', () => {
    const path = leave(LEAD);
    writeFileSync(path.replace(/\d+$/, '999999999999'), '');
    utimesSync(path.replace(/\d+$/, '999999999999'), 1, 1);
    expect(voice().tryLead()).toBe(true);
    expect(voice().tryLead()).toBe(false);
  });

  test('what a killed process left of its writing is cleared away', () => {
    voice().tryLead();
    for (const [name, at] of [
      ['old.tmp', 1],
      ['young.tmp', Date.now() / 1000],
    ] as const) {
      writeFileSync(join(dir, name), '');
      utimesSync(join(dir, name), at, at);
    }
    voice().tryTest();
    expect(readdirSync(dir).filter((name) => name.endsWith('.tmp'))).toEqual(['young.tmp']);
  });
});

describe('where nothing can be written', () => {
  test.each<[string, () => string]>([
    ['the data folder is a file', () => join(dataDir, 'file', 'data')],
    [
      'the folder is a file',
      () => {
        writeFileSync(dir, '');
        return dataDir;
      },
    ],
    [
      'the folder is a link',
      () => {
        mkdirSync(join(dataDir, 'elsewhere'));
        symlinkSync(join(dataDir, 'elsewhere'), dir);
        return dataDir;
      },
    ],
    ...(process.platform === 'linux'
      ? ([['nobody may write', () => '/proc/data']] as [string, () => string][])
      : []),
  ])('%s: as if alone', (_name, where) => {
    writeFileSync(join(dataDir, 'file'), '');
    const target = targetOf('127.0.0.1', 4002, null);
    const at = where();
    const open = (): TargetVoice => openTargetVoice(at, target, systemClock);
    const [one, other] = [open(), open()];
    expect([one.tryLead(), one.tryTest(), one.tryLead()]).toEqual([true, true, true]);
    expect([other.tryLead(), other.tryTest()]).toEqual([true, true]);
    expect(() => one.tell(statusOf('ready', NOW, { target }), NO_MEMORY)).not.toThrow();
    expect(() => one.tellTest(reportOf('ready', NOW))).not.toThrow();
    expect([one.leader(), one.otherTest(), one.recall(), readVoices(at)]).toEqual([
      null,
      null,
      null,
      [],
    ]);
    expect(() => one.close()).not.toThrow();
  });

  test('a folder that was too open is closed', () => {
    mkdirSync(dir);
    chmodSync(dir, 0o755);
    voice().tryLead();
    if (process.platform !== 'win32') expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(readFileSync(fileOf(LEAD), 'utf8')).toContain(`"pid":${process.pid}`);
  });

  test('a folder that went away is made anew, and asked for once more', () => {
    const one = voice();
    one.tryLead();
    rmSync(dir, { recursive: true });
    const other = voice();
    expect([other.tryLead(), one.tryLead()]).toEqual([true, false]);
  });
});
