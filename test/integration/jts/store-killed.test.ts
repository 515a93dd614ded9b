import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { full } from '../../support/full.ts';
import { inNewFolder } from '../../support/jts/new-folder.ts';
import { storeProgram } from '../../support/jts/store-child.ts';
import { openStore, saved } from '../../support/jts/stores.ts';
import { chanceOf } from '../../support/virtual/chance.ts';

const KILLS = full ? 200 : 30;
const RECOVERY_MS = 1000;

const startProcess = storeProgram();
let dataDir = '';
inNewFolder((dir) => {
  dataDir = dir;
});

test(`kill -9 at ${KILLS} points: nothing that was acknowledged is lost, and the store goes on`, async () => {
  const chance = chanceOf(5);
  const promised: string[][] = [];
  for (let round = 0; round < KILLS; round += 1) {
    const { child, lines, ready, closed } = startProcess(dataDir, `round${round}`, 10_000);
    await ready;
    await sleep(chance(250));
    child.kill('SIGKILL');
    await Promise.all([once(child, 'exit'), closed]);
    promised.push(...lines.map((line) => line.split(' ')));

    const startedMs = performance.now();
    const store = openStore(dataDir);
    const after = await saved(store, `after=${round}`);
    expect(store.list()[0]?.id).toBe(after.id);
    expect(performance.now() - startedMs).toBeLessThan(RECOVERY_MS);
    promised.push(['added', after.id, after.files[0]?.sha256 ?? '']);
  }

  const store = openStore(dataDir);
  let count = 0;
  for (const [verb, id = '', what] of promised) {
    if (verb === 'ready') continue;
    const entry = store.find(id);
    // What retention let go is lost on purpose.
    if (entry === null) throw new Error(`${verb} ${id} is gone`);
    if (verb === 'added') expect(entry.files[0]?.sha256).toBe(what);
    if (verb === 'marked') expect(entry).toMatchObject({ note: what, pinned: true });
    count += 1;
  }
  expect(count).toBeGreaterThan(KILLS * 3);
  const verified = await store.verify();
  expect(verified.damaged).toEqual([]);
  // Lines that were being written; each of them unacknowledged.
  expect(verified.tornLines).toBeLessThanOrEqual(KILLS);
}, 600_000);
