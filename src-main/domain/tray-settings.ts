import { dayAndTime } from '../contract/format.ts';
import type { FolderState } from '../contract/jts/settings-state.ts';
import { settingsSubject } from '../contract/notice-subject.ts';
import type { MenuEntry, TrayAction } from './tray-view.ts';

/** To save what is there, and to look at what matters since last good; absent where there is nothing. */
export function settingsEntries(
  folders: readonly FolderState[],
  now: number,
): readonly MenuEntry[] {
  return [
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
): readonly MenuEntry[] {
  const entries = folders.map((folder): MenuEntry => ({
    kind: 'action',
    text: folders.length === 1 ? wordsOf(folder) : folder.shown,
    action,
    connection: settingsSubject(folder.id),
  }));
  return entries.length > 1 ? [{ kind: 'submenu', text, entries }] : entries;
}
