import type { BackupEntry } from '../../contract/jts/backup.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BURST_MS = 10_000;
const ASKED_FOR_MS = 90 * DAY_MS;
const NEWEST = 50;
const MAX_BYTES = 200 * 1024 * 1024;
/** One of each period, up to this age. */
const PERIODS = [
  { ms: HOUR_MS, untilMs: 2 * DAY_MS },
  { ms: DAY_MS, untilMs: 60 * DAY_MS },
  { ms: 7 * DAY_MS, untilMs: 365 * DAY_MS },
] as const;

/**
 * Without the entries that a burst of writes left: of unpinned `observed` ones of a folder within ten
 * seconds only the last is shown. One that was seen working always is. Oldest first, as they come.
 */
export function shown(entries: readonly BackupEntry[]): readonly BackupEntry[] {
  const hidden = new Set<string>();
  for (const own of byProfile(entries)) {
    let burstSince = -Infinity;
    let before: BackupEntry | null = null;
    for (const entry of own) {
      const goesOn =
        before !== null && isPassing(entry) && isWithin(entry.at - burstSince, BURST_MS);
      if (goesOn && before !== null && isPassing(before)) hidden.add(before.id);
      if (!goesOn) burstSince = entry.at;
      before = entry;
    }
  }
  return hidden.size === 0 ? entries : entries.filter(({ id }) => !hidden.has(id));
}

const isPassing = (entry: BackupEntry): boolean =>
  entry.cause === 'observed' &&
  !entry.pinned &&
  entry.seenWorking === null &&
  entry.lastGood === null;
const isWithin = (ms: number, limitMs: number): boolean => ms >= 0 && ms <= limitMs;

/** Ids of the entries that need not be kept at `nowMs` (epoch ms). Oldest first, as they come. */
export function droppable(entries: readonly BackupEntry[], nowMs: number): readonly string[] {
  const kept = new Set<string>();
  const forEver = new Set<string>();
  for (const own of byProfile(entries)) {
    const newestFirst = [...own].reverse();
    for (const { id, pinned } of own) if (pinned) forEver.add(id);
    const lastGood = newestFirst
      .filter((entry) => entry.lastGood !== null)
      .sort((a, b) => (b.lastGood ?? 0) - (a.lastGood ?? 0))[0];
    if (lastGood !== undefined) forEver.add(lastGood.id);
    for (const { id } of newestFirst.slice(0, NEWEST)) kept.add(id);
    for (const { id, cause, at } of own) {
      const isAskedFor = cause !== 'observed' && cause !== 'restored';
      if (isAskedFor && nowMs - at <= ASKED_FOR_MS) kept.add(id);
    }
    for (const { ms, untilMs } of PERIODS) {
      const taken = new Set<number>();
      for (const { id, at } of newestFirst) {
        const period = Math.floor(at / ms);
        if (nowMs - at > untilMs || taken.has(period)) continue;
        taken.add(period);
        kept.add(id);
      }
    }
  }
  const left = fitting(entries, kept, forEver);
  return entries.filter(({ id }) => !forEver.has(id) && !left.has(id)).map(({ id }) => id);
}

/** Of those kept, the newest ones whose bytes fit beside those kept for ever. */
function fitting(
  entries: readonly BackupEntry[],
  kept: ReadonlySet<string>,
  forEver: ReadonlySet<string>,
): ReadonlySet<string> {
  const counted = new Set<string>();
  let bytes = 0;
  const count = (entry: BackupEntry): void => {
    for (const { sha256, size } of entry.files) {
      if (!counted.has(sha256)) bytes += size;
      counted.add(sha256);
    }
  };
  for (const entry of entries) if (forEver.has(entry.id)) count(entry);
  const left = new Set<string>();
  for (const entry of [...entries].reverse()) {
    if (!kept.has(entry.id) || forEver.has(entry.id)) continue;
    count(entry);
    if (bytes > MAX_BYTES) break;
    left.add(entry.id);
  }
  return left;
}

function byProfile(entries: readonly BackupEntry[]): readonly (readonly BackupEntry[])[] {
  const groups = new Map<string, BackupEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.profile);
    if (group === undefined) groups.set(entry.profile, [entry]);
    else group.push(entry);
  }
  return [...groups.values()];
}
