import { dayAndTime } from '../contract/format.ts';
import type { FolderState } from '../contract/jts/settings-state.ts';
import { settingsSubject } from '../contract/notice-subject.ts';
import { productName } from '../contract/target-words.ts';
import type { MenuEntry, TrayAction } from './tray-view.ts';

/** A restore that waits, to save what is there, and to look at what matters since last good; absent where there is nothing. */
export function settingsEntries(
  folders: readonly FolderState[],
  now: number,
): readonly MenuEntry[] {
  const waiting = folders.filter(({ queued }) => queued !== null);
  return [
    ...folderEntries(
      'Waiting restores',
      'open-backups',
      waiting,
      (folder) => `${waitingFact(folder)}…`,
      (folder) => `${folder.shown}: ${isAsking(folder) ? 'needs another look' : 'waits'}…`,
    ),
    ...folderEntries('Back up settings', 'back-up', folders.filter(hasFile), ({ backups }) =>
      backups.last === null
        ? 'Back up settings'
        : `Back up settings — last: ${dayAndTime(backups.last.at, now)}`,
    ),
    ...folderEntries(
      'Review changes',
      'review-changes',
      folders.filter((one) => changesOf(one) > 0),
      (folder) => {
        const count = changesOf(folder);
        return `Review ${count} ${count === 1 ? 'change' : 'changes'}…`;
      },
    ),
  ];
}

/** For the tooltip; null: no restore waits. One that asks for another look comes first. */
export function waitingRestore(folders: readonly FolderState[]): string | null {
  const folder = folders.find(isAsking) ?? folders.find(({ queued }) => queued !== null);
  return folder === undefined ? null : waitingFact(folder);
}

const isAsking = ({ queued }: FolderState): boolean => queued?.needsLook === true;

function waitingFact(folder: FolderState): string {
  if (isAsking(folder)) return 'Restore needs another look';
  const { use } = folder;
  const name = productName[use.state === 'running' ? use.product : 'unknown'];
  return `Restore waits for ${name} to close`;
}

const hasFile = ({ file }: FolderState): boolean => file.outcome === 'present';

/** Since last good; what is mere housekeeping asks for nobody. */
function changesOf({ changes }: FolderState): number {
  if (changes === null) return 0;
  const { high, medium, low } = changes.counts;
  return high + medium + low;
}

/** One entry, or a submenu of several that are told apart by their folders. */
function folderEntries(
  text: string,
  action: TrayAction,
  folders: readonly FolderState[],
  wordsOf: (folder: FolderState) => string,
  nameOf: (folder: FolderState) => string = ({ shown }) => shown,
): readonly MenuEntry[] {
  const entries = folders.map((folder): MenuEntry => ({
    kind: 'action',
    text: folders.length === 1 ? wordsOf(folder) : nameOf(folder),
    action,
    connection: settingsSubject(folder.id),
  }));
  return entries.length > 1 ? [{ kind: 'submenu', text, entries }] : entries;
}
