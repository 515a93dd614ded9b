import { describe, expect, test } from 'vitest';
import type { SeenClient } from '../../../../src-main/domain/api-clients.ts';
import {
  afterGap,
  afterLook,
  gaveUpAt,
  mayLeaveSoon,
  NO_VISITS,
  visitedLately,
  type Visits,
} from '../../../../src-main/domain/client-visits.ts';

const LOOK_MS = 2000;
const T0 = 1_800_000_000_000;

interface Connection {
  /** Seconds since the first look. */
  readonly from: number;
  readonly to: number;
  readonly pid?: number;
  readonly script?: string;
  readonly isOurs?: boolean;
  /** From then on only Gateway's half is there. */
  readonly halfFrom?: number;
  readonly isSeen?: boolean;
}

/** What looks every so often show of these connections until `until` seconds. */
function watch(
  connections: readonly Connection[],
  until: number,
  lookMs = LOOK_MS,
): { readonly visits: Visits; readonly at: number } {
  let visits = NO_VISITS;
  let at = T0;
  for (; at <= T0 + until * 1000; at += lookMs) {
    const s = (at - T0) / 1000;
    const seen = connections.flatMap(
      (
        { from, to, pid = 7, script = 'runner.py', isOurs = false, halfFrom = Infinity, isSeen },
        index,
      ): SeenClient[] =>
        s < from || s >= to
          ? []
          : [
              {
                end: `127.0.0.1 ${index}`,
                isHalfClosed: s >= halfFrom,
                program: isSeen === false ? null : { program: 'python', script, pid, isOurs },
              },
            ],
    );
    visits = afterLook(visits, seen, at);
  }
  return { visits, at: at - lookMs };
}

const named = (connections: readonly Connection[], until = 100, lookMs?: number) => {
  const { visits, at } = watch(connections, until, lookMs);
  return gaveUpAt(visits, at).map(({ by, visits: count, staysMs }) => ({
    ...by,
    visits: count,
    stays: staysMs.map((ms) => Math.round(ms / 1000)),
  }));
};

describe('a program gave up', () => {
  test('when it came twice and left within 30 s, whatever its number', () => {
    expect(
      named([
        { from: 5, to: 9, pid: 7 },
        { from: 15, to: 19, pid: 8 },
      ]),
    ).toEqual([{ program: 'python', script: 'runner.py', pid: 8, visits: 2, stays: [4, 4] }]);
  });

  test('when it left half a connection behind', () => {
    expect(
      named([
        { from: 5, to: Infinity, halfFrom: 9 },
        { from: 15, to: Infinity, halfFrom: 19 },
      ]),
    ).toMatchObject([{ visits: 2, stays: [4, 4] }]);
  });

  test('not before the second time, and not when that is more than two minutes later', () => {
    expect(named([{ from: 5, to: 9 }])).toEqual([]);
    expect(
      named(
        [
          { from: 5, to: 9 },
          { from: 150, to: 154 },
        ],
        200,
      ),
    ).toEqual([]);
  });

  test('and goes on doing so: later visits are counted on, however far apart', () => {
    const five = [5, 15, 300, 600, 900].map((from) => ({ from, to: from + 4 }));
    expect(named(five, 910)).toMatchObject([{ visits: 5 }]);
  });

  test('until 15 min after the last', () => {
    const twice = [5, 15].map((from) => ({ from, to: from + 4 }));
    expect(named(twice, 15 + 4 + 890)).toHaveLength(1);
    expect(named(twice, 15 + 4 + 910)).toEqual([]);
  });

  test('two scripts are two programs', () => {
    expect(
      named([
        { from: 5, to: 9, script: 'one.py' },
        { from: 15, to: 19, script: 'two.py' },
      ]),
    ).toEqual([]);
  });

  test('the newest comes first', () => {
    const both = [5, 15].flatMap((from) => [
      { from, to: from + 4, script: 'old.py' },
      { from: from + 20, to: from + 24, script: 'new.py' },
    ]);
    expect(named(both).map(({ script }) => script)).toEqual(['new.py', 'old.py']);
  });
});

describe('no program gave up', () => {
  test.each([
    ['that stayed for 31 s', 31, 2000],
    ['that stayed for 35 s, seen every 15 s', 35, 15_000],
    ['that stayed for an hour', 3600, 15_000],
  ])('%s', (_name, stay, lookMs) => {
    const four = [5, 4000, 8000, 12_000].map((from) => ({ from, to: from + stay }));
    expect(named(four, 16_000, lookMs)).toEqual([]);
    const close = [5, 50, 95].map((from) => ({ from, to: from + Math.min(stay, 40) }));
    if (stay < 40) expect(named(close, 200, lookMs)).toEqual([]);
  });

  test.each([
    ['that is Gatelight', { isOurs: true }],
    ['that the system does not show', { isSeen: false }],
  ])('%s', (_name, change) => {
    expect(named([5, 15, 25].map((from) => ({ from, to: from + 4, ...change })))).toEqual([]);
  });

  test('that was connected before the first look', () => {
    expect(
      named([
        { from: 0, to: 4 },
        { from: 10, to: 14 },
      ]),
    ).toEqual([]);
  });

  test('that opens and closes further connections beside one it keeps', () => {
    expect(
      named([{ from: 1, to: Infinity }, ...[40, 50, 60].map((from) => ({ from, to: from + 4 }))]),
    ).toEqual([]);
  });

  test('that opened two connections at once for one attempt', () => {
    expect(
      named([
        { from: 5, to: 9 },
        { from: 5, to: 11 },
      ]),
    ).toEqual([]);
  });
});

test('what ended while nothing was looked at is not known', () => {
  const { visits, at } = watch(
    [5, 15].map((from) => ({ from, to: from + 4 })),
    16,
  );
  const later = afterLook(afterGap(visits), [], at + LOOK_MS);
  expect(gaveUpAt(later, at + LOOK_MS)).toEqual([]);
});

test('looks are thorough while somebody may leave soon, and for two minutes after a visit', () => {
  const state = (until: number) => {
    const { visits, at } = watch([{ from: 5, to: 9 }], until);
    return [mayLeaveSoon(visits, at), visitedLately(visits, at)];
  };
  expect([4, 8, 12, 120, 132].map(state)).toEqual([
    [false, false],
    [true, false],
    [false, true],
    [false, true],
    [false, false],
  ]);
  const { visits, at } = watch([{ from: 5, to: Infinity }], 60);
  expect([mayLeaveSoon(visits, at), visitedLately(visits, at)]).toEqual([false, false]);
});

test('a thousand programs are not all remembered', () => {
  const many = Array.from({ length: 1000 }, (_none, index) =>
    [5, 15].map((from) => ({
      from,
      to: from + 4,
      script: `bot-${index}.py`,
      pid: index + 1,
    })),
  ).flat();
  expect(named(many)).toHaveLength(20);
});
