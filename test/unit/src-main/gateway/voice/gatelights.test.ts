import { mkdtempSync, rmSync, writeFileSync, readdirSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { targetOf } from '../../../../../src-main/contract/target.ts';
import { systemClock } from '../../../../../src-main/gateway/system-clock.ts';
import { gatelightPids } from '../../../../../src-main/gateway/voice/gatelights.ts';
import { openTargetVoice } from '../../../../../src-main/gateway/voice/target-voices.ts';
import { paper4002, reportOf } from '../../../../support/mocked-main/fixtures.ts';

let dataDir = '';
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'gatelight-pids-'))));
afterEach(() => rmSync(dataDir, { recursive: true }));

const write = (name: string, content: unknown): void =>
  writeFileSync(join(dataDir, 'targets', name), JSON.stringify(content));

test('this process is one, where nobody has said anything yet', () => {
  expect(gatelightPids(dataDir)).toEqual(new Set([process.pid]));
});

test('who leads, who tests and who has just tested, on any target, is one while it lives', async () => {
  openTargetVoice(dataDir, paper4002, systemClock).tryLead();
  const others = ['lead.7', 'testing.9', 'test.json'].map((name) => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: 'pipe' });
    return { name, child };
  });
  for (const { name, child } of others) {
    write(`0123.${name}`, { schema: 1, owner: { pid: child.pid, start: null, token: 'x' } });
  }
  const pids = others.map(({ child }) => child.pid ?? 0);
  expect(gatelightPids(dataDir)).toEqual(new Set([process.pid, ...pids]));
  for (const { child } of others) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  expect(gatelightPids(dataDir)).toEqual(new Set([process.pid]));
});

test('a test that is told stays known by its file after its lock was given back', () => {
  const voice = openTargetVoice(dataDir, targetOf('127.0.0.1', 4001, null), systemClock);
  voice.tryTest();
  voice.tellTest(reportOf('ready', Date.now(), { target: targetOf('127.0.0.1', 4001, null) }));
  voice.close();
  expect(readdirSync(join(dataDir, 'targets')).some((name) => name.endsWith('.test.json'))).toBe(
    true,
  );
});

test('files of others, and what is none, name nobody', () => {
  openTargetVoice(dataDir, paper4002, systemClock).tryLead();
  const owner = { pid: 1, start: null, token: 'x' };
  write('notes.txt', { schema: 1, owner });
  write('0123.lead.1', 'nonsense');
  write('0124.lead.1', { schema: 2, owner });
  expect(gatelightPids(dataDir)).toEqual(new Set([process.pid]));
});
