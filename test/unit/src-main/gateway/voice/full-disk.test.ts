import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type * as Fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NO_MEMORY } from '../../../../../src-main/domain/monitor-memory.ts';
import { systemClock } from '../../../../../src-main/gateway/system-clock.ts';
import { openTargetVoice } from '../../../../../src-main/gateway/voice/target-voices.ts';
import { paper4002, statusOf } from '../../../../support/mocked-main/fixtures.ts';

let full = false;
let links = true;
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>();
  const fail = (code: string): never => {
    throw Object.assign(new Error(code), { code });
  };
  return {
    ...fs,
    writeFileSync: (path: string, text: string, options: object) => {
      // A file without room for its content: it is there, and empty.
      fs.writeFileSync(path, full ? '' : text, options);
      if (full) fail('ENOSPC');
    },
    linkSync: (from: string, to: string) => (links ? fs.linkSync(from, to) : fail('EPERM')),
  };
});

let dataDir = '';
beforeEach(() => {
  full = false;
  links = true;
  dataDir = mkdtempSync(join(tmpdir(), 'gatelight-disk-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));
const voice = (): ReturnType<typeof openTargetVoice> =>
  openTargetVoice(dataDir, paper4002, systemClock);

test('a full disk: as if alone, and nothing is left lying about', () => {
  full = true;
  const one = voice();
  expect([one.tryLead(), one.tryTest(), voice().tryLead()]).toEqual([true, true, true]);
  one.tell(statusOf('ready', Date.now()), NO_MEMORY);
  expect(readdirSync(join(dataDir, 'targets'))).toEqual([]);
  full = false;
  // Room again: the next asking makes it known.
  expect([one.tryLead(), voice().tryLead()]).toEqual([true, false]);
});

test('a disk that filled up while somebody watches: others hear it, nobody takes over', () => {
  const [one, other] = [voice(), voice()];
  one.tryLead();
  one.tell(statusOf('ready', Date.now()), NO_MEMORY);
  full = true;
  one.tell(statusOf('silent', Date.now()), NO_MEMORY);
  expect([one.tryLead(), other.tryLead()]).toEqual([true, false]);
  expect(other.leader()?.status.verdict).toBe('ready');
  one.close();
  full = false;
  expect(other.tryLead()).toBe(true);
});

test('a file system without links excludes all the same', () => {
  links = false;
  const [one, other] = [voice(), voice()];
  expect([one.tryLead(), other.tryLead()]).toEqual([true, false]);
  one.close();
  expect([other.tryLead(), one.tryLead()]).toEqual([true, false]);
});
