import { describe, expect, test } from 'vitest';
import type { BackupCause, BackupEntry } from '../../../../../src-main/contract/jts/backup.ts';
import {
  lastGoodOf,
  MAX_STORE_BYTES,
  planRetention,
  type RetentionPlan,
} from '../../../../../src-main/domain/jts/retention.ts';
import { full } from '../../../../support/full.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
const MB = 1024 * 1024;
const NOW = 1_795_003_200_000;

let serial = 0;
function entry(at: number, more: Partial<BackupEntry> = {}): BackupEntry {
  serial += 1;
  const id = String(serial).padStart(8, '0');
  return {
    id,
    profile: '/jts',
    at,
    cause: 'observed',
    note: null,
    pinned: false,
    health: 'ok',
    seenWorking: null,
    lastGood: null,
    files: [{ name: 'jts.ini', size: 700, sha256: id, mode: 0o600, mtimeMs: at }],
    summary: null,
    gatewayVersion: null,
    appVersion: '0.1.0',
    undo: null,
    ...more,
  };
}
/** Oldest first, one each `everyMs`, the last one now. */
const series = (count: number, everyMs: number, more: Partial<BackupEntry> = {}): BackupEntry[] =>
  Array.from({ length: count }, (_none, at) => entry(NOW - (count - 1 - at) * everyMs, more));
const kept = (plan: RetentionPlan, entries: readonly BackupEntry[]): readonly BackupEntry[] =>
  entries.filter(({ id }) => plan.keep.has(id));
const sized = (bytes: number, name: string): BackupEntry['files'] => [
  { name: 'jts.ini', size: bytes, sha256: name, mode: 0o600, mtimeMs: 0 },
];

describe('merging', () => {
  const merged = (...entries: readonly BackupEntry[]): readonly number[] => {
    const { mergedInto } = planRetention(entries, NOW);
    return entries.flatMap(({ id }, at) => (mergedInto.has(id) ? [at] : []));
  };

  test('versions within ten seconds are the last of them', () => {
    const burst = [entry(NOW - 10 * SECOND), entry(NOW - 4 * SECOND), entry(NOW)];
    const plan = planRetention(burst, NOW);
    expect([...plan.mergedInto]).toEqual(
      expect.arrayContaining([
        [burst[0]?.id, burst[2]?.id],
        [burst[1]?.id, burst[2]?.id],
      ]),
    );
    expect(kept(plan, burst)).toEqual([burst[2]]);
    expect(plan.drop.size).toBe(0);
  });

  test('a chain of changes does not merge without end', () => {
    expect(merged(...series(9, 5 * SECOND))).toEqual([0, 1, 3, 4, 6, 7]);
  });

  test.each([
    ['further apart', entry(NOW - 10 * SECOND - 1), entry(NOW)],
    ['pinned', entry(NOW - 1, { pinned: true }), entry(NOW)],
    ['seen working', entry(NOW - 1, { seenWorking: NOW }), entry(NOW)],
    ['last good', entry(NOW - 1, { lastGood: NOW }), entry(NOW)],
    ['with a note', entry(NOW - 1, { note: 'before the upgrade' }), entry(NOW)],
    ['asked for', entry(NOW - 1, { cause: 'manual' }), entry(NOW)],
    ['followed by one that was asked for', entry(NOW - 1), entry(NOW, { cause: 'manual' })],
    ['of another folder', entry(NOW - 1, { profile: '/other' }), entry(NOW)],
    ['before the clock was set back', entry(NOW), entry(NOW - 5 * SECOND)],
  ])('not %s', (_name, first, second) => {
    expect(merged(first, second)).toEqual([]);
  });

  test('into one that was seen working', () => {
    expect(merged(entry(NOW - 1), entry(NOW, { seenWorking: NOW }))).toEqual([0]);
  });
});

describe('what is kept', () => {
  const isKept = (one: BackupEntry): boolean => {
    // Fifty newer ones, all of the same hour, week and day as each other.
    const newer = series(50, 11 * SECOND);
    return planRetention([...crowd(one), one, ...newer], NOW).keep.has(one.id);
  };
  /** Later ones that take its hour, day and week. */
  const crowd = (one: BackupEntry): BackupEntry[] => {
    const later = entry(one.at + 1);
    serial += 1;
    return [{ ...later, id: `${one.id}-later`, cause: 'restored' }];
  };

  test.each<[string, boolean, BackupCause, number, Partial<BackupEntry>]>([
    ['an old one', false, 'observed', 30 * DAY, {}],
    ['a pinned one', true, 'observed', 3000 * DAY, { pinned: true }],
    ['a last good one', true, 'observed', 3000 * DAY, { lastGood: NOW - 2999 * DAY }],
    ['one that was merely seen working', false, 'observed', 30 * DAY, { seenWorking: NOW }],
    ['one that was asked for', true, 'manual', 90 * DAY, {}],
    ['one that was asked for long ago', false, 'manual', 91 * DAY, {}],
    ['one from before a restore', true, 'before-restore', 90 * DAY, {}],
    ['one from before a restore long ago', false, 'before-restore', 91 * DAY, {}],
    ['a restored one', false, 'restored', 30 * DAY, {}],
    ['an imported one', true, 'imported', 30 * DAY, {}],
  ])('%s: %s', (_name, expected, cause, ageMs, more) => {
    expect(isKept(entry(NOW - ageMs, { cause, ...more }))).toBe(expected);
  });

  test('the newest fifty, however old', () => {
    const old = Array.from({ length: 60 }, (_none, at) =>
      entry(NOW - 500 * DAY + at * 20 * SECOND),
    );
    expect(kept(planRetention(old, NOW), old)).toEqual(old.slice(10));
  });

  test('of older ones one an hour, a day, a week, for a year', () => {
    const history = series(24 * 4 * 800, HOUR / 4);
    const plan = planRetention(history, NOW);
    const ages = kept(plan, history).map(({ at }) => NOW - at);
    const between = (from: number, to: number): number =>
      ages.filter((age) => age > from && age <= to).length;
    expect(between(-1, 49 * (HOUR / 4))).toBe(50);
    expect(between(13 * HOUR, 2 * DAY)).toBeGreaterThanOrEqual(34);
    expect(between(13 * HOUR, 2 * DAY)).toBeLessThanOrEqual(36);
    expect(between(3 * DAY, 60 * DAY)).toBeGreaterThanOrEqual(56);
    expect(between(3 * DAY, 60 * DAY)).toBeLessThanOrEqual(58);
    expect(between(61 * DAY, 365 * DAY)).toBeGreaterThanOrEqual(43);
    expect(between(61 * DAY, 365 * DAY)).toBeLessThanOrEqual(44);
    expect(between(365 * DAY, Infinity)).toBe(0);
  });

  test('each folder has its own newest and last good', () => {
    const a = series(60, HOUR, { profile: '/a' });
    const b = entry(NOW - 700 * DAY, { profile: '/b', lastGood: NOW - 699 * DAY });
    const c = entry(NOW - 700 * DAY, { profile: '/c' });
    const { keep } = planRetention([...a, b, c], NOW);
    expect([keep.has(b.id), keep.has(c.id)]).toEqual([true, true]);
  });

  test('the one that passed last is last good, whatever came after it', () => {
    const entries = [
      entry(NOW - 3, { lastGood: 10 }),
      entry(NOW - 2, { lastGood: 30 }),
      entry(NOW - 1, { lastGood: 20 }),
      entry(NOW),
    ];
    expect(lastGoodOf(entries.toReversed())).toBe(entries[1]);
    expect(lastGoodOf([])).toBeNull();
  });
});

describe('the size of it all', () => {
  test('is two hundred megabytes', () => {
    expect(MAX_STORE_BYTES).toBe(200 * MB);
  });

  test('the oldest go first, those that were asked for and pinned ones never', () => {
    const entries = [
      entry(NOW - 5 * HOUR, { cause: 'manual', files: sized(10, 'a') }),
      entry(NOW - 4 * HOUR, { pinned: true, files: sized(10, 'b') }),
      entry(NOW - 3 * HOUR, { files: sized(10, 'c') }),
      entry(NOW - 2 * HOUR, { files: sized(10, 'd') }),
      entry(NOW - HOUR, { lastGood: NOW, seenWorking: NOW, files: sized(10, 'e') }),
      entry(NOW, { files: sized(10, 'f') }),
    ];
    const left = (maxBytes: number): readonly number[] => {
      const { keep } = planRetention(entries, NOW, maxBytes);
      return entries.flatMap(({ id }, at) => (keep.has(id) ? [at] : []));
    };
    expect(left(60)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(left(59)).toEqual([0, 1, 3, 4, 5]);
    expect(left(40)).toEqual([0, 1, 4, 5]);
    expect(left(39)).toEqual([0, 1, 4, 5]);
    expect(left(0)).toEqual([0, 1, 4, 5]);
  });

  test('what was imported goes before anything of this computer, however old that is', () => {
    const entries = [
      entry(NOW - 80 * DAY, { files: sized(10, 'a') }),
      entry(NOW - 70 * DAY, { cause: 'before-restore', files: sized(10, 'b') }),
      entry(NOW - 2 * HOUR, { files: sized(10, 'c') }),
      entry(NOW - HOUR, { cause: 'imported', files: sized(10, 'd') }),
      entry(NOW, { cause: 'imported', files: sized(10, 'e') }),
    ];
    const left = (maxBytes: number): readonly number[] => {
      const { keep } = planRetention(entries, NOW, maxBytes);
      return entries.flatMap(({ id }, at) => (keep.has(id) ? [at] : []));
    };
    expect(left(49)).toEqual([0, 1, 2, 4]);
    expect(left(39)).toEqual([1, 2, 4]);
    expect(left(0)).toEqual([1, 2, 4]);
  });

  test('an import takes no place among the newest fifty', () => {
    const own = Array.from({ length: 50 }, (_none, at) => entry(NOW - 500 * DAY + at * DAY));
    const imported = series(60, SECOND, { cause: 'imported' });
    const { keep } = planRetention([...own, ...imported], NOW);
    expect([...own, ...imported].filter(({ id }) => !keep.has(id))).toEqual([]);
  });

  test('equal contents count once, and go only where that frees something', () => {
    const entries = [
      entry(NOW - 4 * HOUR, { files: sized(10, 'pinned') }),
      entry(NOW - 3 * HOUR, { files: sized(10, 'other') }),
      entry(NOW - 2 * HOUR, { files: sized(10, 'pinned'), pinned: true }),
      entry(NOW, { files: sized(10, 'pinned') }),
    ];
    const { keep } = planRetention(entries, NOW, 10);
    expect(entries.map(({ id }) => keep.has(id))).toEqual([true, false, true, true]);
  });
});

/** A small generator of its own, so that a failure can be had again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function history(seed: number): BackupEntry[] {
  const next = random(seed);
  const causes: readonly BackupCause[] = [
    'observed',
    'observed',
    'observed',
    'manual',
    'before-restore',
    'restored',
    'imported',
  ];
  let at = NOW - 500 * DAY;
  const entries: BackupEntry[] = [];
  while (at < NOW && entries.length < 600) {
    // Bursts, quiet weeks, and now and then a clock that is set back.
    const step = next();
    at +=
      step < 0.3
        ? next() * 15 * SECOND
        : step < 0.6
          ? next() * HOUR
          : step < 0.98
            ? next() * 5 * DAY
            : -next() * DAY;
    const working = next() < 0.1 ? at + 1 : null;
    entries.push(
      entry(at, {
        profile: next() < 0.5 ? '/a' : '/b',
        cause: causes[Math.floor(next() * causes.length)] ?? 'observed',
        pinned: next() < 0.03,
        note: next() < 0.05 ? 'note' : null,
        seenWorking: working,
        lastGood: working !== null && next() < 0.5 ? working : null,
        files: sized(1 + Math.floor(next() * MB), `h${Math.floor(next() * 300)}`).map((file) => ({
          ...file,
          // One size for each content.
          size: 1000 + Number(file.sha256.slice(1)),
        })),
      }),
    );
  }
  return entries;
}

describe.each(Array.from({ length: full ? 300 : 20 }, (_none, seed) => seed))(
  'history %d',
  (seed) => {
    const entries = history(seed);
    const plan = planRetention(entries, NOW);
    const left = kept(plan, entries);

    test('every entry is kept, merged or dropped, and only one of these', () => {
      const places = entries.map(
        ({ id }) =>
          Number(plan.keep.has(id)) + Number(plan.mergedInto.has(id)) + Number(plan.drop.has(id)),
      );
      expect(places.every((count) => count === 1)).toBe(true);
    });

    test('nothing that is held for ever goes, also when there is no room at all', () => {
      for (const { keep } of [plan, planRetention(entries, NOW, 0)]) {
        const lost = entries.filter(({ id, pinned }) => pinned && !keep.has(id));
        expect(lost).toEqual([]);
        for (const profile of ['/a', '/b']) {
          const newestFirst = entries.filter((one) => one.profile === profile).toReversed();
          expect(keep.has(newestFirst[0]?.id ?? '')).toBe(true);
          expect(keep.has(lastGoodOf(newestFirst)?.id ?? '')).toBe(true);
        }
      }
    });

    test('an entry is merged into a kept-in-order later one of its folder, at most ten seconds on', () => {
      for (const [id, into] of plan.mergedInto) {
        const one = entries.find((other) => other.id === id);
        const later = entries.find((other) => other.id === into);
        expect(one?.seenWorking).toBeNull();
        expect(one?.pinned).toBe(false);
        expect(later?.profile).toBe(one?.profile);
        expect((later?.at ?? 0) - (one?.at ?? 0)).toBeLessThanOrEqual(10 * SECOND);
        expect(plan.mergedInto.has(into)).toBe(false);
      }
    });

    test('once let go, nothing more goes', () => {
      const again = planRetention(left, NOW);
      expect([...again.drop, ...again.mergedInto.keys()]).toEqual([]);
    });

    test('letting go day by day leaves what letting go at once leaves of the last year', () => {
      let living = entries.filter(({ at }) => at <= NOW - 20 * DAY);
      for (let day = 20; day >= 0; day -= 1) {
        const now = NOW - day * DAY;
        const added = day === 20 ? [] : entries.filter(({ at }) => at > now - DAY && at <= now);
        living = [...living, ...added];
        living = kept(planRetention(living, now), living) as BackupEntry[];
      }
      // Every week that has an entry keeps one.
      const weeks = (of: readonly BackupEntry[]): readonly string[] =>
        [
          ...new Set(
            of
              .filter(({ at }) => at <= NOW && at > NOW - 350 * DAY)
              .map(({ at, profile }) => `${profile} ${Math.floor(at / (7 * DAY))}`),
          ),
        ].sort();
      expect(weeks(living)).toEqual(weeks(entries));
    });

    test('the order in which entries come does not count', () => {
      const shuffled = entries.toSorted((a, b) =>
        (a.files[0]?.sha256 ?? '').localeCompare(b.files[0]?.sha256 ?? ''),
      );
      expect([...planRetention(shuffled, NOW).keep].sort()).toEqual([...plan.keep].sort());
    });
  },
);
