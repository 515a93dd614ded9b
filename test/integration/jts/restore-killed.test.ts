import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sha256Of } from '../../../src-main/jts/restore/file-on-disk.ts';
import { full } from '../../support/full.ts';
import { bundled } from '../../support/jts/bundled.ts';
import { newRoot, removeRoot, restoreStage } from '../../support/jts/restore-stage.ts';
import { chanceOf } from '../../support/virtual/chance.ts';

const PROGRAM = fileURLToPath(new URL('../../support/jts/restore-process.ts', import.meta.url));
const STORE = 'abcdefgh/ibg.xml';
const KILLS = full ? 200 : 30;
const ONE = Buffer.from(`[IBGateway]\nTrustedIPs=127.0.0.1\n${'a=1\n'.repeat(20_000)}`);
const TWO = Buffer.from(`[IBGateway]\nTrustedIPs=\n${'b=2\n'.repeat(30_000)}`);

let root = '';
let outDir = '';
let program = '';
beforeAll(async () => {
  outDir = newRoot();
  program = await bundled(PROGRAM, outDir);
});
afterAll(() => {
  removeRoot(outDir);
});
beforeEach(() => {
  root = newRoot();
  mkdirSync(join(root, 'Jts', 'abcdefgh'), { recursive: true });
  writeFileSync(join(root, 'one.ini'), ONE);
  writeFileSync(join(root, 'two.ini'), TWO);
  for (const name of ['jts.ini', STORE]) writeFileSync(join(root, 'Jts', name), TWO);
});
afterEach(() => {
  removeRoot(root);
});

/** Where it has said so many things and then gone on for `ms`, it is killed. */
interface Kill {
  readonly said: number;
  readonly ms: number;
}

/** The entries that it acknowledged until then, and how long it took for all but the first. */
async function killedAt({ said, ms }: Kill): Promise<{ ids: readonly string[]; tookMs: number }> {
  const child = spawn(process.execPath, [program, root], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ids: string[] = [];
  const lines = createInterface({ input: child.stdout });
  const closed = once(lines, 'close');
  lines.on('line', (line) => ids.push((JSON.parse(line) as { id: string }).id));
  await once(lines, 'line');
  const startedMs = performance.now();
  while (ids.length < said && child.exitCode === null) await pause(1);
  const tookMs = performance.now() - startedMs;
  await pause(ms);
  child.kill('SIGKILL');
  await closed;
  expect(child.exitCode).toBeNull();
  return { ids, tookMs };
}

describe('killed at any moment of backup and restore', () => {
  test(
    `${KILLS} times: both files whole and alike, nothing acknowledged is lost, and the next start is quick`,
    { timeout: 600_000 },
    async () => {
      const chance = chanceOf(20_261_125);
      // One backup and one restore, at the speed of this machine.
      const roundMs = (await killedAt({ said: 5, ms: 0 })).tookMs / 2;
      const known = [sha256Of(ONE), sha256Of(TWO)];
      const outcomes = new Map<string, number>();
      for (let kill = 0; kill < KILLS; kill += 1) {
        const ms = chance(1000) * (roundMs / 2000);
        const { ids } = await killedAt({ said: 1 + chance(3), ms });
        const stage = restoreStage(root);
        expect(known).toContain(stage.hash());
        expect(known).toContain(stage.hash(STORE));
        const startedMs = performance.now();
        expect(await stage.restorer.recover()).toBe(true);
        expect(performance.now() - startedMs).toBeLessThan(1000);
        // Both or neither, though it was killed between the two.
        expect(stage.hash(STORE)).toBe(stage.hash());
        expect(readdirSync(stage.storeDir)).not.toContain('intent.json');
        const listed = stage.backups.list().map(({ id }) => id);
        for (const id of ids) expect(listed).toContain(id);
        const outcome = stage.recovered[0]?.outcome ?? 'nothing left';
        expect(['nothing left', 'finished', 'not-done']).toContain(outcome);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        stage.close();
      }
      const stage = restoreStage(root);
      expect(await stage.backups.verify()).toMatchObject({ damaged: [] });
      stage.close();
      // It was hit in the middle, too.
      expect(outcomes.size).toBeGreaterThan(1);
    },
  );
});
