import { beforeAll, describe, expect, test } from 'vitest';
import { full } from '../../support/full.ts';
import { KINDS, type Kind } from '../../support/settings-changes/plans.ts';
import { runChanges, type Outcome } from '../../support/settings-changes/run.ts';

const COUNT = full ? 1000 : 100;
const LANES = 10;
/** In small mode other tests may run beside these. */
const SPARE_MS = full ? 0 : 1000;
const FOLDER_KINDS: ReadonlySet<Kind> = new Set(['late folder', 'folder recreated']);

describe(`${COUNT} changes of ${KINDS.length} kinds, written by another process`, () => {
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await runChanges(COUNT, LANES, 5);
  }, 300_000);

  const latencies = (isWanted: (kind: Kind) => boolean): number[] =>
    [...outcome.latencies]
      .flatMap(([kind, all]) => (isWanted(kind) ? all : []))
      .sort((one, other) => one - other);

  test('each final state is told', () => {
    expect(outcome.missed).toEqual([]);
    const kinds = KINDS.filter((kind) => kind !== 'chmod only');
    expect([...outcome.latencies.keys()].sort()).toEqual([...kinds].sort());
  });

  test('nothing half-written is told, and nothing where rights alone changed', () => {
    expect(outcome.wrong).toEqual([]);
    expect(outcome.excused).toBeLessThanOrEqual(COUNT * 0.02);
  });

  test('inside a folder 95 of 100 within a quarter of a second, none before it came to rest', () => {
    const inside = latencies((kind) => !FOLDER_KINDS.has(kind));
    expect(inside[Math.ceil(inside.length * 0.95) - 1]).toBeLessThanOrEqual(250 + SPARE_MS);
    expect(outcome.soonestMs).toBeGreaterThanOrEqual(120);
  });

  test('folders that come late, or anew, within two and a half seconds each', () => {
    expect(latencies((kind) => FOLDER_KINDS.has(kind)).at(-1)).toBeLessThanOrEqual(2500 + SPARE_MS);
  });
});
