import type { BackupRow, FolderState } from '$contract/jts/settings-state';

type Offered = Pick<BackupRow, 'id' | 'at' | 'isLastGood'> & { readonly note?: string | null };

/** What can be put in the place of a file that is gone or damaged: last good, else the newest whole one. */
export function fileRestore(
  { file, lastGood }: Pick<FolderState, 'file' | 'lastGood'>,
  rows: readonly BackupRow[],
): Offered | null {
  const isLost = file.outcome === 'absent' || (file.outcome === 'present' && file.health !== 'ok');
  if (!isLost) return null;
  if (lastGood !== null) return { ...lastGood, isLastGood: true };
  return (
    rows.find(({ health, isDamaged, isNow }) => health === 'ok' && !isDamaged && !isNow) ?? null
  );
}
