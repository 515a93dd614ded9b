import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../src-main/gateway/system-clock.ts';
import { SettingsWatcher } from '../../src-main/jts/watching/settings-watcher.ts';
import { KINDS } from '../support/settings-changes/plans.ts';
import { runChanges } from '../support/settings-changes/run.ts';

const COUNT = 330;
const LANES = 4;
const WARM_MS = 20_000;
const SPAN_MS = 60_000;
const IDLE_AIM_PERCENT = 0.05;

/** From the last write to the version, by kind of change; then what a watcher costs while nothing changes. */
export async function measureSettingsWatch(): Promise<readonly string[]> {
  // First: a process that has just worked has things to put away.
  const idle = await idleRow();
  const { latencies, missed, wrong, excused } = await runChanges(COUNT, LANES, Date.now());
  const rows = KINDS.flatMap((kind) => {
    const all = latencies.get(kind);
    return all === undefined ? [] : [`settings, ${kind}: ${distribution(all)}`];
  });
  return [
    ...rows,
    `settings, all: ${distribution([...latencies.values()].flat())} (aim 250 ms at 95 %, folders 2500 ms)`,
    `settings: ${missed.length} of ${COUNT} final states missed, ${wrong.length} wrong versions, ${excused} of a writer held up`,
    idle,
  ];
}

function distribution(values: readonly number[]): string {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number): string =>
    (sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN).toFixed(0);
  return `50 % ${at(0.5)}, 95 % ${at(0.95)}, least ${at(0)}, most ${at(1)} ms of ${sorted.length}`;
}

async function idleRow(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'settings-idle-'));
  await writeFile(join(dir, 'jts.ini'), '[Logon]\n');
  await wait(WARM_MS);
  const without = await cpuPercent();
  const watcher = new SettingsWatcher(dir, systemClock, () => undefined);
  await wait(WARM_MS);
  const within = await cpuPercent();
  await watcher.dispose();
  await rm(dir, { recursive: true });
  return (
    `settings, one idle watcher: ${(within - without).toFixed(3)} % of a core ` +
    `(aim ${IDLE_AIM_PERCENT} %; ${without.toFixed(3)} % without)`
  );
}

async function cpuPercent(): Promise<number> {
  const before = process.cpuUsage();
  const startedAt = performance.now();
  await wait(SPAN_MS);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 10 / (performance.now() - startedAt);
}
