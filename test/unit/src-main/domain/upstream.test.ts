import { describe, expect, test } from 'vitest';
import { settling, upstreamAt } from '../../../../src-main/domain/upstream.ts';
import { BEGAN_MS, clocked, code, connected, facts, type Seen } from '../../../support/builders.ts';

const after = (...codes: readonly (readonly [number, string?])[]) =>
  upstreamAt(
    codes.map(([number, farm], index) => ({ atMs: index + 1, code: number, farm: farm ?? null })),
    1000,
  );

describe('upstreamAt', () => {
  test.each([
    [[1100], 1],
    [[2110], 1],
    [[1100, 2110], 1],
    [[1100, 1101], null],
    [[1100, 1102], null],
    [[2110, 1102], null],
    [[1100, 1102, 2110], 3],
    [[2103, 2105, 2157], null],
  ])('codes %j: link lost since %j', (numbers, expected) => {
    expect(after(...numbers.map((number) => [number] as const)).linkLostMs).toBe(expected);
  });

  test.each([
    ['broken', [[2103, 'usfarm']], ['usfarm']],
    [
      'well again',
      [
        [2103, 'usfarm'],
        [2104, 'usfarm'],
      ],
      [],
    ],
    [
      'inactive but available',
      [
        [2103, 'usfarm'],
        [2108, 'usfarm'],
      ],
      [],
    ],
    [
      'another one is well',
      [
        [2103, 'usfarm'],
        [2104, 'cashfarm'],
      ],
      ['usfarm'],
    ],
    [
      'two of them',
      [
        [2103, 'usfarm'],
        [2103, 'cashfarm'],
      ],
      ['usfarm', 'cashfarm'],
    ],
    ['a historical data farm', [[2105, 'ushmds']], []],
    ['the security definition farm', [[2157, 'secdefil']], []],
    ['one without a name', [[2103]], ['a market data farm']],
  ] as const)('farms down: %s', (_name, codes, expected) => {
    expect([...after(...codes).farmsDown.keys()]).toEqual(expected);
  });

  test('a farm is down since it was first said', () => {
    expect(after([2103, 'usfarm'], [2103, 'usfarm']).farmsDown.get('usfarm')).toBe(1);
  });

  test('knows nothing of what comes later', () => {
    expect(upstreamAt([{ atMs: 11, code: 1100, farm: null }], 10).linkLostMs).toBeNull();
  });
});

describe('settling', () => {
  // The session starts 46 ms after the test began.
  const at = (ms: number, ...codes: Seen) =>
    settling(facts([...clocked(), ...codes]), BEGAN_MS + ms);

  test('has not begun before the session', () => {
    expect(settling(facts(connected), BEGAN_MS + 5000)).toBeNull();
  });

  test('good news before the session counts from the session on', () => {
    expect(at(100, [10, code(2104)])).toEqual({ dueMs: BEGAN_MS + 296 });
  });

  test('is over 250 ms after the first good news, not the last', () => {
    expect(at(400, [100, code(2104, 'usfarm')], [340, code(2108, 'cashfarm')])).toMatchObject({
      settledMs: BEGAN_MS + 350,
    });
  });

  test('waits until 3 s while something is outstanding, though it heals before', () => {
    const codes: Seen = [
      [100, code(2104, 'usfarm')],
      [200, code(2103, 'cashfarm')],
      [500, code(2104, 'cashfarm')],
    ];
    expect(at(1000, ...codes)).toEqual({ dueMs: BEGAN_MS + 3046 });
    expect(at(3046, ...codes)).toMatchObject({ settledMs: BEGAN_MS + 3046 });
  });

  test('good news at the very end changes nothing about the end', () => {
    expect(at(3046, [3000, code(2104)])).toMatchObject({ settledMs: BEGAN_MS + 3046 });
  });
});
