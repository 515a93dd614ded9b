import { resolve } from 'node:path';
import { createComparer, type Comparer } from '../../src-main/jts/comparer.ts';
import { largeAndWhollyOther, largeFile, largeWithTwoChanges } from '../support/jts/large-pairs.ts';
import { watchLoop } from '../support/loop-watch.ts';
import type { Figure } from './figures.ts';

const RUNS = 15;

/** 1 MiB of settings against a changed version of it, in the worker, as the app asks for it. */
export async function measureSettingsParse(): Promise<readonly Figure[]> {
  const comparer = createComparer(resolve('out/main/compare-worker.js'));
  const measured = async (
    what: string,
    ask: (comparer: Comparer) => Promise<{ outcome: string }>,
  ): Promise<readonly Figure[]> => {
    const took: number[] = [];
    const blocked: number[] = [];
    for (let run = 0; run <= RUNS; run += 1) {
      const loop = watchLoop();
      const startedAt = performance.now();
      const { outcome } = await ask(comparer);
      const tookMs = performance.now() - startedAt;
      const { longestMs } = loop.stop();
      if (outcome !== 'done') throw new Error(`${what}: ${outcome}`);
      // The first starts the worker.
      if (run > 0) {
        took.push(tookMs);
        blocked.push(Math.max(0, longestMs));
      }
    }
    return [
      { what, unit: 'ms', aim: 250, values: took },
      { what: `${what}, main thread blocked`, unit: 'ms', aim: 50, values: blocked },
    ];
  };
  const figures = [
    ...(await measured('parse and compare 1 MiB', (one) =>
      one.compare(largeFile, largeWithTwoChanges),
    )),
    ...(await measured('1 MiB with its text difference', (one) =>
      one.explain(largeFile, largeWithTwoChanges),
    )),
    ...(await measured('1 MiB, wholly other, with its text difference', (one) =>
      one.explain(largeFile, largeAndWhollyOther),
    )),
  ];
  await comparer.stop();
  return figures;
}
