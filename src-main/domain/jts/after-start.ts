import type { ComparisonVerdict } from '../../contract/jts/finding.ts';
import type { AfterStart } from '../../contract/jts/restore.ts';

/** What is on disk beside what was restored. */
export interface BesideRestored {
  /** `damaged` as well where there is no file. */
  readonly verdict: ComparisonVerdict;
  /** Plain names of the settings that matter and differ. */
  readonly settings: readonly string[];
}

export type AfterRestoreEvent =
  | { readonly kind: 'started' }
  | { readonly kind: 'settled'; readonly now: BesideRestored }
  /** Gateway has signed in: what it writes at a start is written. */
  | { readonly kind: 'passed' };

/** One restore, followed through Gateway's next start. */
export interface AfterRestore {
  readonly isStarted: boolean;
  readonly now: BesideRestored;
  /** Null: somebody else changed the file before Gateway started, so nothing can be said of it. */
  readonly result: AfterStart | null;
  readonly isOver: boolean;
}

export const RESTORED: AfterRestore = {
  isStarted: false,
  now: { verdict: 'same', settings: [] },
  result: { kind: 'waiting' },
  isOver: false,
};

/** A loss is told as soon as it is seen; that it was kept only once Gateway has signed in. */
export function nextAfterRestore(current: AfterRestore, event: AfterRestoreEvent): AfterRestore {
  if (current.isOver) return current;
  switch (event.kind) {
    case 'started':
      return { ...current, isStarted: true };
    case 'settled':
      return settled(current, event.now);
    case 'passed':
      return current.isStarted
        ? { ...current, result: resultOf(current.now), isOver: true }
        : current;
  }
}

function settled(current: AfterRestore, now: BesideRestored): AfterRestore {
  if (!current.isStarted) {
    return now.verdict === 'same' ? current : { ...current, now, result: null, isOver: true };
  }
  const result = resultOf(now);
  return { ...current, now, result: result.kind === 'overwritten' ? result : { kind: 'waiting' } };
}

function resultOf({ verdict, settings }: BesideRestored): AfterStart {
  switch (verdict) {
    case 'same':
      return { kind: 'kept' };
    case 'housekeeping':
      return { kind: 'housekeeping' };
    case 'changed':
    case 'damaged':
      return { kind: 'overwritten', settings };
  }
}
