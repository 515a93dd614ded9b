import { clockTime } from '$contract/format';
import type { NextRestart } from '../model/next-restart.ts';

/** Where the daily restart's time comes from, said beside its field. */
export function restartDetail(set: string | null, learned: string | null): string {
  const quiet = 'Nothing is notified around that time.';
  if (set !== null) return `Set to ${set}. ${quiet}`;
  if (learned !== null) return `Learned from restarts that were seen: ${learned}. ${quiet}`;
  return `Assumed 23:35–24:00 until it was learned or set. ${quiet}`;
}

/** Gives the time back to what is learned or assumed. */
export function restartClear(learned: string | null): string {
  return learned === null ? 'Use assumed' : `Use learned ${learned}`;
}

/** The foot of the side bar: `Tonight 23:50`, `Tonight about 23:45, assumed`. */
export function nextRestartText(
  { at, isUnderWay, isAssumed }: NextRestart,
  now: number,
): { readonly title: string; readonly when: string } {
  if (isUnderWay) {
    return { title: 'Planned restart', when: `Now, back by about ${clockTime(at)}` };
  }
  const when = `${dayWord(at, now)} ${isAssumed ? 'about ' : ''}${clockTime(at)}`;
  return { title: 'Next planned restart', when: isAssumed ? `${when}, assumed` : when };
}

const EVENING = 18;

function dayWord(at: number, now: number): string {
  if (new Date(at).toDateString() !== new Date(now).toDateString()) return 'Tomorrow';
  return new Date(at).getHours() >= EVENING ? 'Tonight' : 'Today';
}
