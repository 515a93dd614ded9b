import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { preferencesWith } from '../support/preferences.ts';
import { startSimulatedGateway } from '../support/simulated-gateway/simulated-gateway.ts';
import { startApp, treePss } from './electron-app.ts';
import type { Comparison } from './figures.ts';

const RUNS = 7;
/** Long enough for start-up work to be over and garbage to be collected once. */
const SETTLE_MS = 6000;

/** Time to tray and memory with the window never opened, beside an app that has only a tray. */
export async function measureAppStart(): Promise<Comparison[]> {
  const gateway = await startSimulatedGateway();
  const dataDir = mkdtempSync(join(tmpdir(), 'gatelight-bench-'));
  const preferences = preferencesWith({ port: gateway.port });
  writeFileSync(join(dataDir, 'preferences.json'), JSON.stringify(preferences), { mode: 0o600 });
  const env = { ...process.env, GATELIGHT_DATA: dataDir };
  const start = { ours: [] as number[], theirs: [] as number[] };
  const memory = { ours: [] as number[], theirs: [] as number[] };

  // One after the other, never at once: two Electron apps share pages. The first pair warms the disk.
  for (let run = 0; run <= RUNS; run += 1) {
    for (const [side, dir] of [
      ['ours', '.'],
      ['theirs', 'test/bench/empty-app'],
    ] as const) {
      const app = await startApp(dir, env);
      if (run > 0) start[side].push(app.toTrayMs);
      if (run > RUNS - 3) {
        await wait(SETTLE_MS);
        memory[side].push(treePss(app.child.pid ?? 0));
      }
      await app.stop();
    }
  }
  await gateway.stop();
  rmSync(dataDir, { recursive: true, force: true });
  return [
    { what: 'time to tray', unit: 'ms', aim: 1.15, ...start },
    { what: 'PSS, window never opened', unit: 'MiB', aim: 1.25, ...memory },
  ];
}
