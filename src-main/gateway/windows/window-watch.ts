import type { Evidence, WindowEvidence } from '../../contract/evidence.ts';
import type { Observation } from '../../contract/observation.ts';
import type { Clock } from '../../domain/clock.ts';
import { LIMITS } from '../../domain/limits.ts';
import { given, notGiven, type Read } from '../evidence/read.ts';
import { newWindow, type SeenWindow } from './seen-window.ts';
import { WINDOW_LIST } from './window-system.ts';

type Windows = readonly SeenWindow[];
export type ListWindows = () => Promise<Read<Windows>>;

/**
 * The windows before the hello and a second after it. `isLate`: the first list was made after the hello,
 * so that what opened at once is in it already; what is not in it opened since all the same.
 */
export type SeenWindows = Read<{
  readonly before: Windows;
  readonly after: Windows;
  readonly isLate: boolean;
}>;

export interface WindowWatch {
  heard(observation: Observation): void;
  stop(): void;
}

/** A question opens at once; what comes later has other reasons. */
const LOOK_AGAIN_MS = 1000;

/**
 * Lists the windows while one connection is made, and once more where it is met with silence.
 * An answer within the second needs no explaining: then nothing is told, and one list is all.
 */
export function watchWindows(
  clock: Clock,
  list: ListWindows,
  onSeen: (seen: SeenWindows) => void,
): WindowWatch {
  let before: { readonly windows: Read<Windows>; readonly atMs: number } | null = null;
  let stopTimer = (): void => undefined;
  let isOver = false;
  void list().then((windows) => {
    before = { windows, atMs: clock.monotonicMs() };
  });

  return {
    heard: (observation) => {
      if (observation.kind === 'hello-sent') lookAfter(observation.atMs);
      else if (ENDS.has(observation.kind)) stop();
    },
    stop,
  };

  function stop(): void {
    isOver = true;
    stopTimer();
  }

  function lookAfter(helloMs: number): void {
    const delayMs = Math.max(0, helloMs + LOOK_AGAIN_MS - clock.monotonicMs());
    stopTimer = clock.after(delayMs, () => void lookAgain(helloMs));
  }

  async function lookAgain(helloMs: number): Promise<void> {
    const lateMs = clock.monotonicMs() - helloMs - LOOK_AGAIN_MS;
    if (before === null || !before.windows.ok || lateMs > LIMITS.ownDelay) {
      onSeen(notGiven(WINDOW_LIST));
      return;
    }
    const { windows, atMs } = before;
    const after = await list();
    if (isOver) return;
    onSeen(
      after.ok
        ? given({ before: windows.value, after: after.value, isLate: atMs > helloMs })
        : after,
    );
  }
}

const ENDS: ReadonlySet<Observation['kind']> = new Set([
  'first-byte',
  'connect-failed',
  'closed',
  'worker-failed',
]);

/** What the windows say, once it is known whose they may be. */
export function windowEvidence(
  seen: SeenWindows,
  { process, listener }: Pick<Evidence, 'process' | 'listener'>,
): WindowEvidence {
  if (!seen.ok) return { outcome: 'unknown', missing: seen.missing };
  const owner = listener.outcome === 'found' ? listener.owner : null;
  // Nobody on this desktop whose window it could be.
  if (owner?.kind !== 'gateway' && process.outcome === 'none') return { outcome: 'not-checked' };
  const { before, after, isLate } = seen.value;
  const opened = newWindow(before, after, pidsOf(owner, process));
  if (opened !== null) return { outcome: 'new', title: opened.title };
  return isLate ? { outcome: 'unknown', missing: WINDOW_LIST } : { outcome: 'none-new' };
}

function pidsOf(
  owner: Extract<Evidence['listener'], { outcome: 'found' }>['owner'] | null,
  process: Evidence['process'],
): readonly number[] | null {
  if (owner?.kind === 'gateway') return [owner.pid];
  return process.outcome === 'found' ? process.processes.map(({ pid }) => pid) : null;
}
