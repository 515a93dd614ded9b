import type { BackupCause, BackupEntry } from '../../contract/jts/backup.ts';

/** Every entry is in one of the three. */
export interface RetentionPlan {
  readonly keep: ReadonlySet<string>;
  /** Left out of the list, and let go like the dropped; a later entry of the same folder stands for each. */
  readonly mergedInto: ReadonlyMap<string, string>;
  readonly drop: ReadonlySet<string>;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The watcher's versions so close together are one to a person. */
const MERGED_MS = 10_000;
/** Whole histories are imported at one moment: thinning would let go of them at once. */
const PROMISED: ReadonlySet<BackupCause> = new Set(['manual', 'before-restore', 'imported']);
const PROMISED_MS = 90 * DAY_MS;
const NEWEST = 50;
/** Then one for each span, up to that age. */
const THINNED: readonly (readonly [spanMs: number, untilMs: number])[] = [
  [HOUR_MS, 2 * DAY_MS],
  [DAY_MS, 60 * DAY_MS],
  [7 * DAY_MS, 365 * DAY_MS],
];
export const MAX_STORE_BYTES = 200 * 1024 * 1024;

/**
 * What to keep of the backups of all folders. In any order; `now` is epoch ms. Ids tell the order,
 * also where the clock was set back; instants tell the age.
 */
export function planRetention(
  entries: readonly BackupEntry[],
  now: number,
  maxBytes: number = MAX_STORE_BYTES,
): RetentionPlan {
  const folders = byFolder(entries);
  const mergedInto = new Map(folders.flatMap((newestFirst) => [...merges(newestFirst)]));
  const held = folders.map((newestFirst) =>
    holds(
      newestFirst.filter(({ id }) => !mergedInto.has(id)),
      now,
    ),
  );
  const keep = withinSize(held.flat(), maxBytes);
  const drop = entries.filter(({ id }) => !keep.has(id) && !mergedInto.has(id));
  return { keep, mergedInto, drop: new Set(drop.map(({ id }) => id)) };
}

/** Each newest first. */
function byFolder(entries: readonly BackupEntry[]): readonly (readonly BackupEntry[])[] {
  const folders = new Map<string, BackupEntry[]>();
  for (const entry of entries.toSorted((a, b) => (a.id < b.id ? 1 : -1))) {
    const folder = folders.get(entry.profile);
    if (folder === undefined) folders.set(entry.profile, [entry]);
    else folder.push(entry);
  }
  return [...folders.values()];
}

/** Of one folder. An entry that means something by itself is never merged away. */
function merges(newestFirst: readonly BackupEntry[]): ReadonlyMap<string, string> {
  const merged = new Map<string, string>();
  let last: BackupEntry | null = null;
  for (const entry of newestFirst) {
    if (entry.cause !== 'observed') continue;
    const ageMs: number = last === null ? Infinity : last.at - entry.at;
    if (last !== null && isPlain(entry) && ageMs >= 0 && ageMs <= MERGED_MS) {
      merged.set(entry.id, last.id);
    } else {
      last = entry;
    }
  }
  return merged;
}

const isPlain = ({ pinned, note, seenWorking, lastGood }: BackupEntry): boolean =>
  !pinned && note === null && seenWorking === null && lastGood === null;

/** How firmly an entry is held: `ever` against anything, the others until the store is too large. */
interface Held {
  readonly entry: BackupEntry;
  readonly hold: 'ever' | 'imported' | 'thinned';
}

/** Of one folder. What was imported takes no place that is one of this computer's. */
function holds(newestFirst: readonly BackupEntry[], now: number): readonly Held[] {
  const lastGood = lastGoodOf(newestFirst);
  const own = newestFirst.filter((entry) => !isImported(entry));
  const imported = newestFirst.filter(isImported);
  const ever = new Set([lastGood, newestFirst[0], own[0]]);
  return [own, imported].flatMap((some) => {
    const spans = new Set<string>();
    return some.flatMap((entry, rank): readonly Held[] => {
      const ageMs = now - entry.at;
      const isFirst = claimed(spans, entry.at, ageMs);
      const isPromised = ageMs <= PROMISED_MS && PROMISED.has(entry.cause);
      if (entry.pinned || ever.has(entry)) return [{ entry, hold: 'ever' }];
      if (isPromised && !isImported(entry)) return [{ entry, hold: 'ever' }];
      if (!isPromised && rank >= NEWEST && !isFirst) return [];
      return [{ entry, hold: isImported(entry) ? 'imported' : 'thinned' }];
    });
  });
}

const isImported = ({ cause }: BackupEntry): boolean => cause === 'imported';

/** Takes its hour, day and week, as far as its age has them; whether any was free still. */
function claimed(spans: Set<string>, at: number, ageMs: number): boolean {
  const own = THINNED.filter(([, untilMs]) => ageMs <= untilMs).map(
    ([spanMs]) => `${spanMs} ${Math.floor(at / spanMs)}`,
  );
  const isFirst = own.some((span) => !spans.has(span));
  for (const span of own) spans.add(span);
  return isFirst;
}

/** Of one folder's entries, newest first: where a test passed last. */
export function lastGoodOf(newestFirst: readonly BackupEntry[]): BackupEntry | null {
  return newestFirst.reduce<BackupEntry | null>(
    (best, entry) =>
      entry.lastGood !== null && entry.lastGood > (best?.lastGood ?? -Infinity) ? entry : best,
    null,
  );
}

/** Of all their files; equal contents count once. */
export function bytesOf(entries: readonly BackupEntry[]): number {
  const sizes = new Map(
    entries.flatMap(({ files }) => files.map(({ sha256, size }) => [sha256, size] as const)),
  );
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

/** Lets the oldest go first, what came from elsewhere before anything of this computer's. Equal contents count once. */
function withinSize(held: readonly Held[], maxBytes: number): ReadonlySet<string> {
  const uses = new Map<string, number>();
  let bytes = bytesOf(held.map(({ entry }) => entry));
  for (const { sha256 } of held.flatMap(({ entry }) => entry.files)) {
    uses.set(sha256, (uses.get(sha256) ?? 0) + 1);
  }
  const keep = new Set(held.map(({ entry }) => entry.id));
  const needed = filesOf(held, 'ever');
  for (const hold of ['imported', 'thinned'] as const) {
    const oldestFirst = held
      .filter((one) => one.hold === hold)
      .sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1));
    for (const { entry } of oldestFirst) {
      if (bytes <= maxBytes) return keep;
      // Nothing would be gained.
      if (entry.files.every(({ sha256 }) => needed.has(sha256))) continue;
      keep.delete(entry.id);
      for (const { sha256, size } of entry.files) {
        const left = (uses.get(sha256) ?? 0) - 1;
        uses.set(sha256, left);
        if (left === 0) bytes -= size;
      }
    }
  }
  return keep;
}

const filesOf = (held: readonly Held[], hold: Held['hold']): ReadonlySet<string> =>
  new Set(
    held
      .filter((one) => one.hold === hold)
      .flatMap(({ entry }) => entry.files.map(({ sha256 }) => sha256)),
  );
