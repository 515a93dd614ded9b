import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SettingsVersion } from '../../../src-main/contract/jts/settings-folder.ts';
import { systemClock } from '../../../src-main/gateway/system-clock.ts';
import { SettingsWatcher } from '../../../src-main/jts/watching/settings-watcher.ts';
import { chanceOf } from '../virtual/chance.ts';
import { contentOf, KINDS, planOf, type Kind, type Plan } from './plans.ts';
import { startWriter, type Writer } from './writer.ts';

export interface Outcome {
  /** From the last write to the version, ms. */
  readonly latencies: ReadonlyMap<Kind, readonly number[]>;
  /** The shortest time from the beginning of the last write, ms. */
  readonly soonestMs: number;
  readonly missed: readonly string[];
  /** Versions of something that nobody had finished writing, or that nobody had changed. */
  readonly wrong: readonly string[];
  /** Half-written ones whose writer was held up for so long that the file lay still. */
  readonly excused: number;
}

const MISSED_MS = 6000;
const NOTHING_MS = 450;
/** A little less than the watcher's own patience: between two of its readings a file may look older. */
const STILL_MS = 100;

/** `count` changes of eleven kinds, each as often, in `lanes` folders at once. */
export async function runChanges(count: number, lanes: number, seed: number): Promise<Outcome> {
  const base = await mkdtemp(join(tmpdir(), 'settings-changes-'));
  const writer = await startWriter();
  const run = new Run(writer);
  const kinds = shuffled(
    Array.from({ length: count }, (_, index) => KINDS[index % KINDS.length] ?? KINDS[0]),
    chanceOf(seed),
  );
  await Promise.all(
    Array.from({ length: lanes }, (_, lane) =>
      run.lane(
        join(base, `${lane}`),
        kinds.filter((_kind, index) => index % lanes === lane),
        chanceOf(seed + lane + 1),
        (lane + 1) * 1_000_000,
      ),
    ),
  );
  await writer.stop();
  await rm(base, { recursive: true });
  return run;
}

class Run implements Outcome {
  readonly latencies = new Map<Kind, number[]>();
  readonly missed: string[] = [];
  readonly wrong: string[] = [];
  excused = 0;
  soonestMs = Infinity;
  readonly #writer: Writer;

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  async lane(
    base: string,
    kinds: readonly Kind[],
    chance: (limit: number) => number,
    firstNumber: number,
  ): Promise<void> {
    const dir = join(base, 'Jts');
    const other = join(base, 'other');
    let before = contentOf(firstNumber, 10);
    await mkdir(dir, { recursive: true });
    await mkdir(other);
    await writeFile(join(dir, 'jts.ini'), before);
    const folder = new WatchedFolder(dir);
    await folder.next(before, MISSED_MS);
    let number = firstNumber;
    for (const kind of kinds) {
      number += 100;
      await wait(chance(200));
      const isLate = kind === 'late folder';
      const where = isLate ? join(base, `late-${number}`) : dir;
      const watched = isLate ? new WatchedFolder(where) : folder;
      // At any moment of the watcher's two seconds.
      if (isLate) await wait(chance(2500));
      const plan = planOf(kind, { dir: where, other, number, before }, chance);
      await this.#change(`${kind} ${number}`, kind, plan, watched, before);
      if (isLate) await watched.stop();
      else before = plan.final ?? before;
    }
    await folder.stop();
  }

  async #change(
    name: string,
    kind: Kind,
    plan: Plan,
    folder: WatchedFolder,
    before: string,
  ): Promise<void> {
    folder.seen.length = 0;
    const { beganAt, doneAt, pauseMs } = await this.#writer.write(plan.steps);
    if (plan.final === null) await wait(NOTHING_MS);
    const seenAt = plan.final === null ? null : await folder.next(plan.final, MISSED_MS);
    if (seenAt !== null) {
      const all = this.latencies.get(kind) ?? [];
      this.latencies.set(kind, [...all, Number(seenAt - doneAt) / 1e6]);
      this.soonestMs = Math.min(this.soonestMs, Number(seenAt - beganAt) / 1e6);
    } else if (plan.final !== null) this.missed.push(name);
    const isFolder = kind === 'late folder' || kind === 'folder recreated';
    const whole = new Set([plan.final, ...plan.onTheWay]);
    for (const version of folder.seen) {
      if (version.outcome === 'present' && whole.has(textOf(version)) && !version.isUnstable)
        continue;
      // A folder that is not there for so long is gone indeed.
      if (version.outcome === 'absent' && (isFolder || pauseMs > 1400)) continue;
      if (pauseMs >= STILL_MS && kind !== 'chmod only') this.excused += 1;
      else this.wrong.push(`${name}: ${described(version, before)}, longest pause ${pauseMs} ms`);
    }
  }
}

class WatchedFolder {
  readonly seen: SettingsVersion[] = [];
  readonly #watcher: SettingsWatcher;
  /** When each content was told last. */
  readonly #toldAt = new Map<string, bigint>();
  #onVersion = (): void => undefined;

  constructor(dir: string) {
    this.#watcher = new SettingsWatcher(dir, systemClock, (version) => {
      this.seen.push(version);
      if (version.outcome === 'present' && !version.isUnstable) {
        this.#toldAt.set(textOf(version), process.hrtime.bigint());
      }
      this.#onVersion();
    });
  }

  /** When that content was told; null where it was not, for so long. */
  async next(text: string, limitMs: number): Promise<bigint | null> {
    const end = performance.now() + limitMs;
    for (;;) {
      const at = this.#toldAt.get(text);
      const leftMs = end - performance.now();
      if (at !== undefined) return at;
      if (leftMs <= 0) return null;
      await Promise.race([
        new Promise<void>((resolve) => {
          this.#onVersion = resolve;
        }),
        wait(leftMs, undefined, { ref: false }),
      ]);
    }
  }

  stop(): Promise<void> {
    return this.#watcher.dispose();
  }
}

function textOf(version: SettingsVersion & { outcome: 'present' }): string {
  return Buffer.from(version.bytes).toString();
}

function described(version: SettingsVersion, before: string): string {
  if (version.outcome !== 'present') return version.outcome;
  const text = textOf(version);
  const what = text === before ? 'the one before again' : `${text.length} bytes`;
  return version.isUnstable ? `${what}, unstable` : what;
}

function shuffled<Item>(items: readonly Item[], chance: (limit: number) => number): Item[] {
  return items
    .map((item) => ({ item, at: chance(1_000_000) }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
