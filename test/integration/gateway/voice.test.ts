import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readVoices } from '../../../src-main/gateway/voice/target-voices.ts';

const PROGRAM = fileURLToPath(new URL('../../support/voice-process.ts', import.meta.url));

interface VoiceProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  ask(line: string): Promise<unknown>;
  kill(): Promise<void>;
}

let dataDir = '';
const children: ChildProcess[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'gatelight-voice-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true });
});

async function startVoice(port = 4002): Promise<VoiceProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, dataDir, `${port}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return {
    child,
    pid: child.pid ?? 0,
    ask: async (line) => {
      child.stdin.write(`${line}\n`);
      const { value } = (await lines.next()) as { value?: string };
      if (value === undefined) throw new Error(`No answer to ${line}.`);
      return JSON.parse(value) as unknown;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

describe('two processes and one target', () => {
  test('one watches, the other hears what it says', async () => {
    const [one, other] = await Promise.all([startVoice(), startVoice()]);
    expect(await one.ask('try-lead')).toBe(true);
    expect(await one.ask('try-lead')).toBe(true);
    expect(await other.ask('try-lead')).toBe(false);
    expect(await other.ask('leader')).toBeNull();
    await one.ask('tell');
    expect(await one.ask('leader')).toBeNull();
    expect(await other.ask('leader')).toMatchObject({ pid: one.pid, status: { verdict: 'ready' } });
    expect(readVoices(dataDir)).toMatchObject([{ pid: one.pid, status: { state: 'ready' } }]);
  });

  test('closing hands the watch on, and its memory', async () => {
    const [one, other] = await Promise.all([startVoice(), startVoice()]);
    await one.ask('try-lead');
    await one.ask('tell');
    await one.ask('close');
    expect(readVoices(dataDir)).toEqual([]);
    expect(await other.ask('leader')).toBeNull();
    expect(await other.ask('try-lead')).toBe(true);
    expect(await other.ask('recall')).toMatchObject({ tries: { silent: 2 } });
  });

  test('kill -9 of the one that watches and tests: the other takes over both', async () => {
    const [one, other] = await Promise.all([startVoice(), startVoice()]);
    await one.ask('try-lead');
    await one.ask('try-test');
    await one.ask('tell');
    expect([await other.ask('try-lead'), await other.ask('try-test')]).toEqual([false, false]);
    await one.kill();
    expect(readVoices(dataDir)).toEqual([]);
    expect(await other.ask('leader')).toBeNull();
    expect([await other.ask('try-lead'), await other.ask('try-test')]).toEqual([true, true]);
    expect(await other.ask('recall')).toMatchObject({ tries: { silent: 2 } });
  });

  test('one that is stopped goes on holding', async () => {
    const [one, other] = await Promise.all([startVoice(), startVoice()]);
    await one.ask('try-test');
    await one.ask('tell-test');
    one.child.kill('SIGSTOP');
    expect(await other.ask('try-test')).toBe(false);
    expect(await other.ask('other-test')).toMatchObject({
      pid: one.pid,
      report: { phase: 'held' },
    });
    one.child.kill('SIGCONT');
    await one.ask('end-test');
    expect(await other.ask('try-test')).toBe(true);
  });

  test('another target is nobody’s business', async () => {
    const [one, other] = await Promise.all([startVoice(4002), startVoice(4001)]);
    expect([await one.ask('try-lead'), await other.ask('try-lead')]).toEqual([true, true]);
    expect([await one.ask('try-test'), await other.ask('try-test')]).toEqual([true, true]);
  });
});

test('a storm of twelve over one stale lock: exactly one wins, each time', async () => {
  const racers = await Promise.all(Array.from({ length: 12 }, () => startVoice()));
  let holder = await startVoice();
  for (let round = 0; round < 6; round++) {
    expect(await holder.ask('try-test')).toBe(true);
    await holder.kill();
    const at = Date.now() + 60;
    const won = await Promise.all(racers.map((racer) => racer.ask(`try-test ${at}`)));
    expect(won.filter(Boolean)).toHaveLength(1);
    // Whoever asks again while the winner lives loses again.
    const again = await Promise.all(racers.map((racer) => racer.ask('try-test')));
    expect(again).toEqual(won);
    await racers[won.indexOf(true)]?.ask('end-test');
    holder = await startVoice();
  }
}, 60_000);

test('a storm over one lock that is taken and given back all the time', async () => {
  const racers = await Promise.all(Array.from({ length: 6 }, () => startVoice()));
  let wins = 0;
  for (let round = 0; round < 100; round++) {
    const won = await Promise.all(racers.map((racer) => racer.ask('try-test')));
    wins += won.filter(Boolean).length;
    expect(won.filter(Boolean)).toHaveLength(1);
    // Given back while the next ones already ask.
    void racers[won.indexOf(true)]?.ask('end-test');
    await Promise.all(racers.map((racer) => racer.ask('leader')));
  }
  expect(wins).toBe(100);
}, 60_000);

test.runIf(process.platform !== 'win32')('security 20: for the owner only', async () => {
  const mask = process.umask(0);
  try {
    const one = await startVoice();
    for (const line of ['try-lead', 'try-test', 'tell', 'tell-test']) await one.ask(line);
  } finally {
    process.umask(mask);
  }
  const dir = join(dataDir, 'targets');
  expect(statSync(dir).mode & 0o777).toBe(0o700);
  const names = readdirSync(dir);
  expect(names).toHaveLength(4);
  for (const name of names) {
    expect([name, statSync(join(dir, name)).mode & 0o777]).toEqual([name, 0o600]);
    expect(name).toMatch(/^[0-9a-f]{32}\.[a-z]+\.(json|\d+)$/);
    expect(readFileSync(join(dir, name), 'utf8')).not.toMatch(/DU?\d{5,}/);
  }
});
