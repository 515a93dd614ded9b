import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { compareSettings } from '../../../src-main/domain/jts/compare.ts';
import { explained } from '../../../src-main/domain/jts/explained.ts';
import {
  createComparer,
  type Comparer,
  type ComparerLimits,
} from '../../../src-main/jts/comparer.ts';
import { compareWorkerPath } from '../../support/built.ts';
import { edited, fixture } from '../../support/jts/fixtures.ts';
import {
  largeAndWhollyOther,
  largeFile,
  largeOfShortLines,
  largeWithTwoChanges,
} from '../../support/jts/large-pairs.ts';
import { liveWorkers } from '../../support/live-workers.ts';
import { watchLoop } from '../../support/loop-watch.ts';

const clean = fixture('clean-gateway');
const broken = (name: string): string =>
  fileURLToPath(new URL(`../../support/jts/${name}-worker.mjs`, import.meta.url));

let comparer: Comparer | undefined;
const open = (path = compareWorkerPath, limits?: ComparerLimits): Comparer =>
  (comparer = createComparer(path, limits));

afterEach(async () => {
  await comparer?.stop();
});

describe('small files', () => {
  test('are compared without a worker', async () => {
    const after = fixture('no-trusted-ips');
    // There is no such file to make one of.
    const here = open('/nowhere/worker.js');
    expect(await here.compare(clean, after)).toEqual({
      outcome: 'done',
      value: compareSettings(clean, after),
    });
    expect(await here.explain(clean, after)).toEqual({
      outcome: 'done',
      value: explained(clean, after),
    });
    expect(await here.health(clean, fixture('truncated'))).toEqual({
      outcome: 'done',
      value: 'cut-off',
    });
    expect(await here.reveal(clean, after, { kind: 'finding', index: 0 })).toEqual({
      outcome: 'done',
      value: { before: '127.0.0.1', after: null },
    });
  });

  test('of many lines are not small', async () => {
    const many = Buffer.from('[a]\n'.repeat(1000));
    expect(await open('/nowhere/worker.js').compare(clean, many)).toEqual({
      outcome: 'failed',
      why: 'crashed',
    });
  });
});

describe('large files', () => {
  test('are compared as small ones are', async () => {
    const there = open();
    expect(await there.compare(largeFile, largeWithTwoChanges)).toEqual({
      outcome: 'done',
      value: compareSettings(largeFile, largeWithTwoChanges),
    });
    expect(await there.explain(largeFile, largeWithTwoChanges)).toEqual({
      outcome: 'done',
      value: explained(largeFile, largeWithTwoChanges),
    });
    expect(await there.health(clean, largeFile)).toEqual({ outcome: 'done', value: 'ok' });
    expect(await there.reveal(largeFile, null, { kind: 'line', side: 'before', line: 3 })).toEqual({
      outcome: 'done',
      value: { before: 'TrustedIPs=127.0.0.1', after: null },
    });
  });

  test.each([
    ['wholly different ones', largeFile, largeAndWhollyOther],
    ['one that is new', null, largeFile],
    ['thousands of short lines', largeOfShortLines, null],
  ])('come whole: %s', async (_name, before, after) => {
    expect(await open().explain(before, after)).toEqual({
      outcome: 'done',
      value: explained(before, after),
    });
  });

  test('the main thread goes on meanwhile', async () => {
    const there = open();
    await there.compare(largeFile, largeWithTwoChanges);
    const loop = watchLoop();
    await there.explain(largeFile, largeAndWhollyOther);
    await there.compare(largeFile, largeWithTwoChanges);
    expect(loop.stop().longestMs).toBeLessThan(50);
  });

  test('questions at once are all answered, each with its own answer', async () => {
    const there = open();
    const one = edited('huge', ['TrustedIPs=127.0.0.1', 'TrustedIPs=']);
    const answers = await Promise.all([
      there.compare(largeFile, one),
      there.health(null, largeFile),
      there.compare(clean, clean),
      there.compare(largeFile, largeFile),
    ]);
    expect(answers.map((answer) => answer.outcome === 'done' && answer.value)).toEqual([
      compareSettings(largeFile, one),
      'ok',
      compareSettings(clean, clean),
      { verdict: 'same', findings: [], notes: [] },
    ]);
  });
});

describe('a worker', () => {
  test('ends when nothing is asked for a while, and is there again for the next question', async () => {
    const before = liveWorkers();
    const there = open(compareWorkerPath, { answerMs: 10_000, idleMs: 100 });
    expect((await there.health(null, largeFile)).outcome).toBe('done');
    expect(liveWorkers()).toBe(before + 1);
    await expect.poll(liveWorkers).toBe(before);
    expect((await there.health(null, largeFile)).outcome).toBe('done');
  });

  test('that takes too long is ended, and the answer is that it failed', async () => {
    const before = liveWorkers();
    const there = open(broken('looping'), { answerMs: 300, idleMs: 10_000 });
    const startedAt = performance.now();
    const answers = await Promise.all([
      there.compare(largeFile, null),
      there.compare(null, largeFile),
    ]);
    expect(answers).toEqual([
      { outcome: 'failed', why: 'too-slow' },
      { outcome: 'failed', why: 'too-slow' },
    ]);
    expect(performance.now() - startedAt).toBeLessThan(3000);
    expect(liveWorkers()).toBe(before);
  });

  test('that crashes is a failure, not an exception, and the next question has a new one', async () => {
    const there = open(broken('crashing'));
    expect(await there.compare(largeFile, null)).toEqual({ outcome: 'failed', why: 'crashed' });
    expect(await there.compare(largeFile, null)).toEqual({ outcome: 'failed', why: 'crashed' });
  });

  test('that is stopped in mid-question fails it, and what is asked later', async () => {
    const there = open(broken('looping'));
    const asked = there.compare(largeFile, null);
    const waiting = there.compare(largeFile, null);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await there.stop();
    const failed = { outcome: 'failed', why: 'stopped' };
    expect(await Promise.all([asked, waiting, there.compare(largeFile, null)])).toEqual([
      failed,
      failed,
      failed,
    ]);
  });
});
