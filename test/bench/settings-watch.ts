import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
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
/** One alone is lost in what Node itself costs. */
const IDLE_COUNT = 20;

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
  const base = await mkdtemp(join(tmpdir(), 'settings-idle-'));
  const dirs = Array.from({ length: IDLE_COUNT }, (_, index) => join(base, `${index}`));
  for (const dir of dirs) {
    await mkdir(dir);
    await writeFile(join(dir, 'jts.ini'), '[Logon]\n');
  }
  await wait(WARM_MS);
  const without = await cpuPercent();
  const watchers = dirs.map((dir) => new SettingsWatcher(dir, systemClock, () => undefined));
  await wait(WARM_MS);
  const within = await cpuPercent();
  await Promise.all(watchers.map((watcher) => watcher.dispose()));
  await rm(base, { recursive: true });
  const each = ((within - without) / IDLE_COUNT).toFixed(4);
  return (
    `settings, an idle watcher: ${each} % of a core (aim ${IDLE_AIM_PERCENT} %; ` +
    `${IDLE_COUNT} together ${within.toFixed(2)} %, none ${without.toFixed(2)} %)`
  );
}

async function cpuPercent(): Promise<number> {
  const before = process.cpuUsage();
  const startedAt = performance.now();
  await wait(SPAN_MS);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 10 / (performance.now() - startedAt);
}
