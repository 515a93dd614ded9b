import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Tidying } from '../../../../../src-main/jts/care/tidying.ts';
import type { Backups } from '../../../../../src-main/jts/store/backups.ts';
import { silentLog } from '../../../../../src-main/logging/log.ts';
import { openStore } from '../../../../support/jts/stores.ts';
import { VirtualClock } from '../../../../support/virtual/virtual-clock.ts';

const HOUR_MS = 3_600_000;
const START = 1_795_003_200_000;
let dataDir = '';
let clock: VirtualClock;
let tidied: number[];
let backups: Backups;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'gatelight-tidying-'));
  clock = new VirtualClock(START);
  tidied = [];
  backups = openStore(dataDir);
  const tidy = backups.tidy.bind(backups);
  backups.tidy = (at) => {
    tidied.push(at);
    return tidy(at);
  };
});
afterEach(() => {
  backups.dispose();
  rmSync(dataDir, { recursive: true });
});

test('at the start and every hour, until it is disposed', async () => {
  const tidying = new Tidying({ backups, clock, log: silentLog });
  tidying.start();
  await clock.advance(2.5 * HOUR_MS);
  expect(tidied).toEqual([START, START + HOUR_MS, START + 2 * HOUR_MS]);
  tidying.dispose();
  await clock.advance(3 * HOUR_MS);
  expect(tidied).toHaveLength(3);
});

test('after one that failed as well', async () => {
  backups.tidy = (at) => {
    tidied.push(at);
    return Promise.reject(new Error('a bug'));
  };
  const tidying = new Tidying({ backups, clock, log: silentLog });
  tidying.start();
  await clock.advance(HOUR_MS);
  expect(tidied).toHaveLength(2);
  tidying.dispose();
});
