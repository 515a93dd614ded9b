import type { FolderUse } from '$contract/jts/settings-folder';
import type {
  Activity,
  ApiStoreChoice,
  FileState,
  RestorePreview,
} from '$contract/jts/settings-state';
import type { RestoreChanges, RestoreWay } from '../model/restore.ts';
import { backupNamed, causeText, healthText } from './backup-rows.ts';
import { fileProblem } from './file-states.ts';
import { counted } from './lists.ts';
import { dayAndTime } from './times.ts';

type Backup = RestorePreview['backup'];

export const READING = 'Reading both versions…';

const TODO: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'Give your user the right to read it, then try again.'],
  ['EPERM', 'Give your user the right to read it, then try again.'],
  ['too-large', 'Move it out of the way, then try again.'],
  ['not-a-file', 'Move it out of the way, then try again.'],
  ['EISDIR', 'Move it out of the way, then try again.'],
  ['ELOOP', 'Repair or remove the link, then try again.'],
  ['EBUSY', 'Close that program, then try again.'],
]);

/** Why there is no preview of a backup that exists, and what to do. */
export function notReadable(file: FileState, now: number): string {
  const why =
    file.outcome === 'unreadable'
      ? (fileProblem(file, now)?.title.replace(/^C/, 'c') ?? '')
      : "jts.ini can't be read just now.";
  const todo = file.outcome === 'unreadable' ? TODO.get(file.why) : undefined;
  return `There is nothing to preview: ${why} ${todo ?? 'Look at the folder, then try again.'}`;
}

/** `Restore “Last good”?` */
export function restoreTitle(backup: Backup | null, isUndo: boolean, now: number): string {
  if (isUndo) return 'Undo the restore?';
  return backup === null
    ? 'Restore a backup'
    : `Restore ${backupNamed(backup, backup.isLastGood, now)}?`;
}

/** `From today 09:31, automatic.` */
export const restoreLead = ({ at, cause }: Backup, now: number): string =>
  `From ${dayAndTime(at, now)}, ${causeText[cause]}.`;

/** `Puts back the whole file: 3 settings that matter, 4 housekeeping keys.` */
export function wholeFile({ matter, housekeeping }: RestoreChanges, isSame: boolean): string {
  if (isSame) return 'jts.ini already has these contents.';
  const parts = [
    matter === 0
      ? 'no setting that matters'
      : `${counted(matter, 'setting')} that matter${matter === 1 ? 's' : ''}`,
    housekeeping === 0 ? null : counted(housekeeping, 'housekeeping key'),
  ].filter((part) => part !== null);
  return `Puts back the whole file: ${parts.join(', ')}.`;
}

interface UseText {
  readonly what: string;
  readonly means: string;
}

/** Why nothing is written now; null: it can be. */
export function useText(use: FolderUse, name: string): UseText | null {
  const waits = `It would overwrite a restore made now, so this one waits until ${name} is closed. Your session is not touched. Closing ${name} means signing in again.`;
  switch (use.state) {
    case 'closed':
      return null;
    case 'running':
      return { what: `${name} is running.`, means: waits };
    case 'port-open':
      return { what: `Port ${use.port} is open, so ${name} may be running.`, means: waits };
    case 'unknown':
      return { what: `Whether ${name} runs can't be told.`, means: `${use.missing}. ${waits}` };
    case 'restart-pending':
      return {
        what: `${name} is about to restart itself.`,
        means: `It comes back within seconds, so this restore waits until it is closed for good.`,
      };
  }
}

export const SAVED_FIRST = 'The current settings are saved first, so this can be undone.';
export const TRUSTED_ELSEWHERE = (name: string): string =>
  `Trusted addresses: ${name} may keep its effective list elsewhere, so the dialog may remain.`;
export const NOT_IN_FILE =
  'Not part of jts.ini, so not restored: port, Read-Only API, master client ID, open orders on connect.';

/** Contents that look damaged can be put back all the same. */
export function contentWarning({ health }: Backup): string | null {
  if (health === 'ok') return null;
  return health === 'absent'
    ? `${healthText.absent} then: restoring removes the file that is there now.`
    : `${healthText[health]} when it was saved. It can be restored all the same.`;
}

export const apiStoreOffer = {
  title: 'Also put back the API settings store',
  detail: 'Encrypted: port, Read-Only, trusted list.',
  untried:
    'Never tried on a real Gateway. Both files are put back or neither, and undo takes both back.',
} as const;

/** Why there is no such offer; null: nothing worth a word. */
export const apiStoreMissing: Readonly<Record<Exclude<ApiStoreChoice, 'offered'>, string | null>> =
  {
    'not-in-backup': null,
    'other-user-folder':
      'The API settings store in this backup is of another user folder, so it is not offered.',
    'other-version':
      'The API settings store in this backup was saved with another version of Gateway, so it is not offered.',
  };

export const replacesQueued = (queued: string): string =>
  `${queued.slice(0, 1).toUpperCase()}${queued.slice(1)} waits already; this one takes its place.`;

/** The filled button. */
export function restoreLabel(
  way: Exclude<RestoreWay, 'never'>,
  isUndo: boolean,
  name: string,
): string {
  const verb = isUndo ? 'Undo' : 'Restore';
  return way === 'now' ? verb : `${verb} when ${name} closes`;
}

/** What goes on while the dialog waits for its answer. */
export const progressText = (activity: Activity | null): string =>
  activity?.kind === 'waiting-for-quiet'
    ? 'Waiting until nothing has written the file for 3 seconds…'
    : 'Restoring, and comparing what was written…';

export const olderGoodText = (of: string): string => `Look at ${of} instead`;

/** `Restored “Last good”.` */
export const restoredText = (named: string, isUndo: boolean): string =>
  isUndo ? 'The restore was undone.' : `Restored ${named}.`;

export const notRestored = (what: string): string => `Settings were not restored. ${what}`;
