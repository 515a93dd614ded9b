import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../../../../src-main/contract/evidence.ts';
import type { Observation } from '../../../../../src-main/contract/observation.ts';
import { given, notGiven, type Read } from '../../../../../src-main/gateway/evidence/read.ts';
import type { SeenWindow } from '../../../../../src-main/gateway/windows/seen-window.ts';
import {
  watchWindows,
  windowEvidence,
  type SeenWindows,
} from '../../../../../src-main/gateway/windows/window-watch.ts';
import { evidence, found, gatewayProcess } from '../../../../support/builders.ts';
import { VirtualClock } from '../../../../support/virtual/virtual-clock.ts';

const window = (id: number, pid: number | null = 3): SeenWindow => ({
  id,
  pid,
  names: [],
  title: `window ${id}`,
  isDialog: false,
  isFixture: false,
});

type Windows = Read<readonly SeenWindow[]>;

/** Lists take so long each; the n-th answers with the n-th. */
function watched(lists: readonly Windows[], takesMs = 5) {
  const clock = new VirtualClock(0);
  const seen: SeenWindows[] = [];
  let asked = 0;
  const list = (): Promise<Windows> =>
    new Promise((resolve) => {
      const answer = lists[asked++] ?? notGiven('');
      clock.after(takesMs, () => {
        resolve(answer);
      });
    });
  const watch = watchWindows(clock, list, (all) => seen.push(all));
  const heard = (kind: Observation['kind']): void => {
    watch.heard({ kind, atMs: clock.monotonicMs(), bytesSent: 0, bytesReceived: 0 } as Observation);
  };
  return { clock, watch, heard, seen, asked: () => asked };
}
const BEFORE = given([window(1)]);
const AFTER = given([window(1), window(2)]);
const LATE = { ok: false, missing: 'a list of windows' };

describe('the windows', () => {
  test('are listed before the hello and a second after it', async () => {
    const { clock, heard, seen, asked } = watched([BEFORE, AFTER]);
    await clock.advance(100);
    heard('hello-sent');
    await clock.advance(999);
    expect(asked()).toBe(1);
    await clock.advance(6);
    expect(seen).toEqual([
      given({ before: [window(1)], after: [window(1), window(2)], isLate: false }),
    ]);
  });

  test.each(['first-byte', 'closed', 'worker-failed'] as const)(
    'are not listed again after %s',
    async (kind) => {
      const { clock, heard, seen, asked } = watched([BEFORE, AFTER]);
      await clock.advance(100);
      heard('hello-sent');
      await clock.advance(900);
      heard(kind);
      await clock.advance(5000);
      expect(asked()).toBe(1);
      expect(seen).toEqual([]);
    },
  );

  test('say nothing where the answer comes during the second list', async () => {
    const { clock, heard, seen } = watched([BEFORE, AFTER], 50);
    await clock.advance(100);
    heard('hello-sent');
    await clock.advance(1020);
    heard('first-byte');
    await clock.advance(5000);
    expect(seen).toEqual([]);
  });

  test('are known to be late where the first list ended after the hello', async () => {
    const { clock, heard, seen } = watched([BEFORE, AFTER], 200);
    await clock.advance(100);
    heard('hello-sent');
    await clock.advance(1500);
    expect(seen).toMatchObject([{ ok: true, value: { isLate: true } }]);
  });

  test('say nothing where the first list was not there for the second look', async () => {
    const { clock, heard, seen, asked } = watched([BEFORE, AFTER], 1200);
    await clock.advance(100);
    heard('hello-sent');
    await clock.advance(1500);
    expect(seen).toEqual([LATE]);
    expect(asked()).toBe(1);
  });

  test.each<[string, Windows, Windows]>([
    ['first', notGiven('a list of windows'), AFTER],
    ['second', BEFORE, notGiven('a list of windows')],
  ])('that cannot be listed the %s time are unknown', async (_name, first, second) => {
    const { clock, heard, seen } = watched([first, second]);
    await clock.advance(100);
    heard('hello-sent');
    await clock.advance(1500);
    expect(seen).toEqual([LATE]);
  });

  test('are left alone once the test is over', async () => {
    const { clock, heard, seen, watch } = watched([BEFORE, AFTER]);
    await clock.advance(100);
    heard('hello-sent');
    watch.stop();
    await clock.advance(1500);
    expect(seen).toEqual([]);
    expect(clock.waiting).toBe(0);
  });
});

describe('what they say', () => {
  const seen = (...after: SeenWindow[]): SeenWindows =>
    given({ before: [window(1)], after, isLate: false });
  const mine = found(gatewayProcess(1, { pid: 3 }));
  const nobody: Evidence['process'] = { outcome: 'none', durationMs: 1 };
  const unseen: Evidence['process'] = { outcome: 'unknown', missing: '', durationMs: 1 };
  const closed: Evidence['listener'] = { outcome: 'none', durationMs: 1 };
  const says = (all: SeenWindows, process: Evidence['process']) =>
    windowEvidence(all, evidence({ process, listener: closed }));

  test('a new window of the process', () => {
    expect(says(seen(window(1), window(2)), mine)).toEqual({ outcome: 'new', title: 'window 2' });
  });

  test('listed late: what opened since, but never that nothing did', () => {
    const late = (...after: SeenWindow[]): SeenWindows =>
      given({ before: [window(1)], after, isLate: true });
    expect(says(late(window(1), window(2)), mine)).toEqual({ outcome: 'new', title: 'window 2' });
    expect(says(late(window(1)), mine)).toMatchObject({ outcome: 'unknown' });
  });

  test('of other processes nothing', () => {
    expect(says(seen(window(1), window(2, 4)), mine)).toEqual({ outcome: 'none-new' });
  });

  test('of nobody here nothing at all', () => {
    expect(says(seen(window(1), window(2)), nobody)).toEqual({ outcome: 'not-checked' });
  });

  test('by their name alone where the processes cannot be seen', () => {
    const named = { ...window(2), names: ['ibgateway-GWClient'] };
    expect(says(seen(window(1), named), unseen)).toEqual({ outcome: 'new', title: 'window 2' });
    expect(says(seen(window(1), window(2)), unseen)).toEqual({ outcome: 'none-new' });
  });

  test('what is missing', () => {
    expect(says(notGiven('a list of windows'), mine)).toEqual({
      outcome: 'unknown',
      missing: 'a list of windows',
    });
  });
});
