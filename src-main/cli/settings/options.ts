import { MAX_NOTE_LENGTH } from '../../contract/requests.ts';
import { parse, parseWithNames } from '../parse.ts';
import { UsageError } from '../usage.ts';

interface InFolder {
  /** Null: the watched one, or the only one. */
  readonly jtsDir: string | null;
}

export interface BackupOptions extends InFolder {
  /** One line. */
  readonly note: string | null;
  readonly json: boolean;
}

export interface BackupsOptions extends InFolder {
  readonly json: boolean;
  readonly verify: boolean;
  /** At most one of these two, and without `verify`. */
  readonly exportTo: string | null;
  readonly importFrom: string | null;
}

export interface DiffOptions extends InFolder {
  /** `now`, `last-good`, a backup's id or a file. */
  readonly older: string;
  readonly newer: string;
  readonly form: 'words' | 'text' | 'json';
}

export interface RestoreOptions extends InFolder {
  readonly cancel: false;
  /** `last-good` or a backup's id. */
  readonly id: string;
  readonly whenClosed: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

/** Takes back a restore that waits. */
export interface CancelOptions extends InFolder {
  readonly cancel: true;
  readonly json: boolean;
}

const COMMON = { json: { type: 'boolean' }, 'jts-dir': { type: 'string' } } as const;

export function backupOptions(args: readonly string[]): BackupOptions {
  const values = parse(args, { ...COMMON, note: { type: 'string' } });
  return { ...common(values), note: noteOf(values.note ?? '') };
}

export function backupsOptions(args: readonly string[]): BackupsOptions {
  const values = parse(args, {
    ...COMMON,
    verify: { type: 'boolean' },
    export: { type: 'string' },
    import: { type: 'string' },
  });
  const { verify = false } = values;
  const exportTo = path('--export', values.export);
  const importFrom = path('--import', values.import);
  const asked = [verify, exportTo !== null, importFrom !== null].filter(Boolean);
  if (asked.length > 1) throw new UsageError('--verify, --export and --import exclude each other.');
  return { ...common(values), verify, exportTo, importFrom };
}

export function diffOptions(args: readonly string[]): DiffOptions {
  const { values, positionals } = parseWithNames(args, { ...COMMON, text: { type: 'boolean' } }, 2);
  const [older = 'last-good', newer = 'now'] = positionals;
  if (older === '' || newer === '') throw new UsageError('diff takes no empty name.');
  const { json, jtsDir } = common(values);
  const { text = false } = values;
  if (json && text) throw new UsageError('--text and --json exclude each other.');
  return { older, newer, form: json ? 'json' : text ? 'text' : 'words', jtsDir };
}

export function restoreOptions(args: readonly string[]): RestoreOptions | CancelOptions {
  const flag = { type: 'boolean' } as const;
  const options = { ...COMMON, 'when-closed': flag, yes: flag, cancel: flag };
  const { values, positionals } = parseWithNames(args, options, 1);
  const [id = ''] = positionals;
  const { 'when-closed': whenClosed = false, yes = false, cancel = false } = values;
  if (cancel) {
    if (positionals.length === 0 && !whenClosed && !yes) return { ...common(values), cancel };
    throw new UsageError('--cancel takes no backup, and neither --when-closed nor --yes.');
  }
  if (id === '') {
    throw new UsageError(
      'restore takes the id of a backup, or last-good; "backups" lists them. --cancel takes a waiting one back.',
    );
  }
  return { ...common(values), cancel, id, whenClosed, yes };
}

function common(values: { readonly json?: boolean; readonly 'jts-dir'?: string }) {
  return { json: values.json ?? false, jtsDir: path('--jts-dir', values['jts-dir']) };
}

function path(name: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  if (text !== '' && !text.includes('\0')) return text;
  throw new UsageError(`${name} takes a path.`);
}

function noteOf(text: string): string | null {
  const note = text.replaceAll(/\p{Cc}+/gu, ' ').trim();
  if (note.length > MAX_NOTE_LENGTH) {
    throw new UsageError(`--note takes at most ${MAX_NOTE_LENGTH} characters.`);
  }
  return note === '' ? null : note;
}
