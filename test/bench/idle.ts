import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Preferences } from '../../src-main/contract/preferences.ts';
import { family } from '../support/app/processes.ts';
import { connectionTo, preferencesWith } from '../support/preferences.ts';
import { startSimulatedGateway } from '../support/simulated-gateway/simulated-gateway.ts';
import { startApp, treePss } from './electron-app.ts';

/** What an app costs while nothing happens. */
export interface Idle {
  readonly what: string;
  /** Of one core, child processes included. */
  readonly cpuPercent: number;
  /** At most so much; null for what is compared with. */
  readonly aimPercent: number | null;
  readonly startsPerMinute: number;
  readonly pssMiB: number;
}

/** Start-up, the first tests and the first look at everything are over by then. */
const SETTLE_MS = 20_000;
/** Without a Gateway tests follow one another for 225 s before they are five minutes apart. */
const SETTLE_ABSENT_MS = 240_000;
const SPAN_MS = 60_000;
const LOOK_MS = 50;
/** Ticks of /proc/PID/stat (proc(5)); 100 on every Linux that Electron runs on. */
const TICKS_PER_S = 100;

/** Gatelight in its quiet states, next to an app that has only a tray; one after the other. */
export async function measureIdle(): Promise<Idle[]> {
  const gateways = await Promise.all(Array.from({ length: 10 }, () => startSimulatedGateway()));
  const closed = await startSimulatedGateway();
  await closed.stop();
  const [first] = gateways;
  const one = preferencesWith({ port: first?.port ?? 0 });
  const ten = { ...one, connections: gateways.map(({ port }) => connectionTo({ port })) };
  const rows = [
    await idleOf('empty tray app', 'test/bench/empty-app', one, null),
    await idleOf('a healthy standing session', '.', one, 0.3),
    await idleOf(
      'Gateway absent',
      '.',
      preferencesWith({ port: closed.port }),
      0.3,
      SETTLE_ABSENT_MS,
    ),
    await idleOf('ten healthy sessions', '.', ten, 0.5),
  ];
  await Promise.all(gateways.map((gateway) => gateway.stop()));
  return rows;
}

async function idleOf(
  what: string,
  dir: string,
  preferences: Preferences,
  aimPercent: number | null,
  settleMs = SETTLE_MS,
): Promise<Idle> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gatelight-bench-'));
  writeFileSync(join(dataDir, 'preferences.json'), JSON.stringify(preferences), { mode: 0o600 });
  const app = await startApp(dir, { ...process.env, GATELIGHT_DATA: dataDir });
  const pid = app.child.pid ?? 0;
  await wait(settleMs);
  const before = ticksOf(pid);
  const startedAt = performance.now();
  const known = new Set(family(pid));
  let starts = 0;
  while (performance.now() - startedAt < SPAN_MS) {
    await wait(LOOK_MS);
    for (const one of childrenOf(pid)) {
      if (!known.has(one)) starts += 1;
      known.add(one);
    }
  }
  const spanMs = performance.now() - startedAt;
  const cpuMs = ((ticksOf(pid) - before) * 1000) / TICKS_PER_S;
  const pssMiB = treePss(pid);
  await app.stop();
  rmSync(dataDir, { recursive: true, force: true });
  return {
    what,
    aimPercent,
    cpuPercent: (cpuMs / spanMs) * 100,
    startsPerMinute: (starts / spanMs) * 60_000,
    pssMiB,
  };
}

/** CPU time of a process, all below it, and of their children that have ended. */
function ticksOf(pid: number): number {
  return family(pid).reduce((sum, one) => sum + ownTicks(one), 0);
}

function ownTicks(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  // After the name in brackets, from the state on: utime, stime, cutime, cstime are 12 to 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
}

function childrenOf(pid: number): number[] {
  return read(`/proc/${pid}/task/${pid}/children`)
    .split(' ')
    .filter((one) => one.trim() !== '')
    .map(Number);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

export function idleLine({ what, cpuPercent, aimPercent, startsPerMinute, pssMiB }: Idle): string {
  const aim = aimPercent === null ? '' : ` (aim ${aimPercent} %)`;
  return (
    `idle, ${what}: ${cpuPercent.toFixed(2)} % of a core${aim}, ` +
    `${startsPerMinute.toFixed(1)} processes started a minute, PSS ${pssMiB.toFixed(0)} MiB`
  );
}
