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
