import type { Health } from '$contract/jts/finding';
import type { FileState } from '$contract/jts/settings-state';
import { dayAndTime } from './times.ts';

/** What happened to the file, and what that means. */
export interface FileProblem {
  readonly title: string;
  readonly means: string;
  /** An error's code, for whoever has to look it up. */
  readonly code: string | null;
}

const UNSEEN = 'changes go unnoticed and nothing is backed up.';

const healthProblem: Readonly<Record<Exclude<Health, 'ok'>, Omit<FileProblem, 'code'>>> = {
  empty: {
    title: 'jts.ini is empty.',
    means: 'Gateway starts with its own defaults then. Your backups are not touched.',
  },
  binary: {
    title: 'jts.ini is damaged: it is no text.',
    means: 'Gateway may ignore it, or start with its own defaults. Your backups are not touched.',
  },
  'cut-off': {
    title: 'jts.ini is cut off.',
    means: 'Its end is missing, and settings with it. Your backups are not touched.',
  },
  'not-settings': {
    title: 'jts.ini holds no settings.',
    means: 'It is text, but nothing in it is a setting. Your backups are not touched.',
  },
  absent: {
    title: 'There is no jts.ini.',
    means: 'Gateway writes it when somebody signs in. Your backups are not touched.',
  },
};

const WHY: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'access denied'],
  ['EPERM', 'access denied'],
  ['too-large', 'it is larger than 8 MB'],
  ['not-a-file', 'it is no file'],
  ['EISDIR', 'it is a folder'],
  ['ELOOP', 'its links lead in a circle'],
  ['EBUSY', 'another program keeps it to itself'],
]);

/** What is wrong with the file on disk; null: nothing. */
export function fileProblem(file: FileState, now: number): FileProblem | null {
  switch (file.outcome) {
    case 'present':
      return file.health === 'ok' ? null : { ...healthProblem[file.health], code: null };
    case 'absent':
      return { ...healthProblem.absent, code: null };
    case 'unreadable':
      return {
        title: `Can't read jts.ini: ${WHY.get(file.why) ?? 'the system refuses'}.`,
        means: `Until it can be read, ${UNSEEN}`,
        code: /^E[A-Z0-9]+$/.test(file.why) ? file.why : null,
      };
    case 'unstable':
      return {
        title: 'jts.ini is being written all the time.',
        means: `It has not come to rest since ${dayAndTime(file.since, now)}. Until it does, ${UNSEEN}`,
        code: null,
      };
  }
}
