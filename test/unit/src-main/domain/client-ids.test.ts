import { describe, expect, test } from 'vitest';
import { drawBase, drawOutside, idsFor } from '../../../../src-main/domain/client-ids.ts';
import { clientIdSchema } from '../../../../src-main/contract/preferences.ts';

const BASE = 912_340;
const NEARLY_ONE = 1 - Number.EPSILON / 2;

test.each([
  [0, 900_000],
  [0.5, 949_990],
  [NEARLY_ONE, 999_980],
])('chance %d draws base %d', (chance, base) => {
  expect(drawBase(chance)).toBe(base);
});

describe('idsFor', () => {
  test.each([
    ['the test that may stay takes the base', 'standing', null, null, [BASE, BASE + 3]],
    ['one beside it takes the next', 'beside', null, null, [BASE + 1, BASE + 4]],
    ['what the user chose is for the session', 'standing', 77, null, [77, BASE + 3]],
    ['and not for the one beside it', 'beside', 77, null, [BASE + 1, BASE + 4]],
    ['an id that worked is kept', 'standing', 77, BASE + 3, [BASE + 3, BASE + 5]],
    ['also beside', 'beside', null, BASE + 4, [BASE + 4, BASE + 6]],
  ] as const)('%s', (_name, role, chosen, kept, expected) => {
    expect(idsFor(role, BASE, chosen, kept)).toEqual(expected);
  });

  test('never offers an id twice, never 0 or 999, and never strays from its own ten', () => {
    for (const role of ['standing', 'beside'] as const) {
      for (const kept of [null, ...Array.from({ length: 10 }, (_, offset) => BASE + offset)]) {
        const [first, second] = idsFor(role, BASE, null, kept);
        expect(first).not.toBe(second);
        for (const id of [first, second]) {
          expect(clientIdSchema.safeParse(id).success).toBe(true);
          expect(id - BASE).toBeGreaterThanOrEqual(0);
          expect(id - BASE).toBeLessThan(10);
        }
      }
    }
  });

  test('the two roles never share an id of their own', () => {
    const ids = [...idsFor('standing', BASE, null, null), ...idsFor('beside', BASE, null, null)];
    expect(new Set(ids).size).toBe(4);
  });
});

describe("the command line's own id", () => {
  test.each([
    [null, 0, 900_000],
    [900_000, 0, 900_010],
    [BASE, (BASE - 900_000 + 0.5) / 99_981, BASE + 10],
    [BASE, 0, 900_000],
    [999_980, NEARLY_ONE, 900_000],
  ])('base %j, chance %d: %d', (base, chance, expected) => {
    expect(drawOutside(base, chance)).toBe(expected);
  });

  test("is never one of the app's ten", () => {
    for (const base of [900_000, BASE, 999_971, 999_980]) {
      for (let offset = -2; offset < 12; offset += 1) {
        const id = drawOutside(base, (base + offset - 900_000 + 0.5) / 99_981);
        expect(id >= base && id < base + 10).toBe(false);
      }
    }
  });
});
