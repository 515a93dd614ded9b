import type { RestoreProblem } from '$contract/jts/restore';

export interface ProblemText {
  readonly what: string;
  readonly means: string;
  readonly todo: string;
  /** Trying once more can help. */
  readonly again: boolean;
}

const AS_IT_WAS = 'Nothing was changed.';
const problem = (what: string, todo: string, again = true, means = AS_IT_WAS): ProblemText => ({
  what,
  means,
  todo,
  again,
});

const PROBLEMS: Readonly<Record<RestoreProblem, (name: string) => ProblemText>> = {
  'gateway-running': (name) =>
    problem(
      `${name} uses this folder.`,
      `It would overwrite a restore made now. Let the restore wait until ${name} is closed.`,
    ),
  'still-written': (name) =>
    problem(
      'The file was written again and again for 10 seconds.',
      `Something is busy with it. Check that ${name} is closed, then try again.`,
    ),
  'changed-since-preview': () =>
    problem(
      'The file changed since this preview.',
      'This is what would change now. Look at it, then decide again.',
    ),
  'unknown-backup': () =>
    problem('This backup does not exist any more.', 'Choose another backup.', false),
  'backup-damaged': () =>
    problem(
      'This backup is damaged: its bytes are not those that were saved.',
      'Choose another backup.',
      false,
    ),
  'safety-copy-failed': () =>
    problem(
      'The current settings could not be backed up first.',
      'Without that there would be no way back. Make room or free the backups folder, then try again.',
    ),
  'hard-link': () =>
    problem(
      'jts.ini has more than one name on this disk (a hard link).',
      'Replacing one name would leave the others with the old contents. Remove the other names, then try again.',
    ),
  'not-a-file': () =>
    problem(
      'What stands where jts.ini should be is not a file.',
      'Move it out of the way, then try again.',
    ),
  'link-broken': () =>
    problem('jts.ini is a link that leads nowhere.', 'Repair or remove the link, then try again.'),
  'too-large': () =>
    problem('jts.ini is larger than 8 MB.', 'Move it out of the way, then try again.'),
  'folder-missing': (name) =>
    problem(
      'The settings folder is gone.',
      `Start ${name} once, so that it makes the folder anew, close it, then try again.`,
    ),
  'no-permission': () =>
    problem(
      'Your user may not write there.',
      'Give yourself the right to write the folder and jts.ini, then try again.',
    ),
  'read-only': () =>
    problem('The folder is on a disk that can only be read.', 'Make it writable, then try again.'),
  'disk-full': () => problem('The disk is full.', 'Make room, then try again.'),
  'mounted-file': () =>
    problem(
      'jts.ini is a single file mounted into a container, so it can not be replaced as a whole.',
      'Mount its folder instead, or restore on the computer outside.',
    ),
  busy: () =>
    problem('Another program keeps the file open.', 'Close that program, then try again.'),
  locked: () =>
    problem('Another backup or restore is under way.', 'Wait until it is done, then try again.'),
  failed: () => problem('The restore failed.', 'The log says more. Try again.'),
  'put-back': (name) =>
    problem(
      'Another program wrote the file during the restore.',
      `Check that ${name} is closed, then try again.`,
      true,
      'The settings from before are back in place.',
    ),
  'not-put-back': () =>
    problem(
      'Another program wrote the file during the restore, and the settings from before could not be put back.',
      'Look at what is there now, then restore the backup “Before a restore” of the moment it began: it holds the settings from before.',
      false,
      'What is on disk now is neither the backup nor what was there before.',
    ),
};

/** What happened, what it means and what to do; `name` is the product's. */
export const restoreProblemText = (code: RestoreProblem, name: string): ProblemText =>
  PROBLEMS[code](name);
