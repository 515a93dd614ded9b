import { DONE, FAILED, folderOf, type Folder, type SettingsDeps } from './command.ts';
import { entryJson, jsonLine } from './entry-json.ts';
import { entryLine } from './entry-words.ts';
import type { BackupsOptions } from './options.ts';
import { counted, plain } from './plain.ts';
import { waitingJson, waitingLine } from './waiting.ts';

type Archived = Awaited<ReturnType<Folder['exportTo']>>;

/** `gatelight backups`: lists them, newest first; verifies, exports or imports them where asked. */
export async function backups(options: BackupsOptions, deps: SettingsDeps): Promise<number> {
  const folder = await folderOf(deps.settings, options.jtsDir);
  const { exportTo, importFrom } = options;
  if (exportTo !== null) return moved('exported', await folder.exportTo(exportTo), options, deps);
  if (importFrom !== null) {
    return moved('imported', await folder.importFrom(importFrom), options, deps);
  }
  return listed(folder, options, deps);
}

async function listed(
  folder: Folder,
  { json, verify }: BackupsOptions,
  { settings, print }: SettingsDeps,
): Promise<number> {
  const verified = verify ? await settings.verify() : null;
  const entries = folder.list();
  const queued = settings.waiting().find(({ profile }) => profile === folder.profile) ?? null;
  if (json) {
    const waiting = queued && waitingJson(queued);
    const all = { backups: entries.map(entryJson), waiting };
    print(jsonLine(verified === null ? all : { ...all, verified }));
  } else {
    const lastGood = folder.lastGood()?.id;
    const damaged = new Set(verified?.damaged);
    const lines = entries.map((entry) => {
      const line = entryLine(entry, lastGood);
      return damaged.has(entry.id) ? `${line}  DAMAGED\n` : `${line}\n`;
    });
    const count = entries.length === 0 ? 'No backups' : counted(entries.length, 'backup');
    const waits = queued === null ? '' : `${waitingLine(settings, queued)}\n`;
    print(`${count} of ${plain(folder.profile)}\n${waits}${lines.join('')}`);
    if (verified !== null) print(`${verifiedWords(verified)}\n`);
  }
  return verified === null || verified.damaged.length === 0 ? DONE : FAILED;
}

type Verified = Awaited<ReturnType<SettingsDeps['settings']['verify']>>;

function verifiedWords({ checked, damaged, tornLines }: Verified): string {
  const result =
    damaged.length === 0
      ? 'All are as they were saved.'
      : `${counted(damaged.length, 'backup is', 'backups are')} damaged: ${damaged.join(', ')}.`;
  const torn =
    tornLines === 0 ? '' : ` ${counted(tornLines, 'line')} of the journal can't be read.`;
  return `${counted(checked, 'file')} read again, of all folders. ${result}${torn}`;
}

const WHY_NOT: Readonly<Record<Extract<Archived, { outcome: 'refused' }>['problem'], string>> = {
  'not-there': 'There is no such file or folder.',
  'not-an-archive': 'This is no archive of backups.',
  damaged: 'The archive is damaged. Nothing was added.',
  'too-large': 'The archive is too large.',
  'disk-full': 'The disk is full.',
  'no-permission': 'That file, its folder or the backups folder may not be used.',
  failed: 'The system refused.',
  exists: 'There is another file already; name a new one.',
};

function moved(
  what: 'exported' | 'imported',
  archived: Archived,
  { json }: BackupsOptions,
  { print, complain }: SettingsDeps,
): number {
  if (archived.outcome === 'refused') {
    complain(`gatelight: ${WHY_NOT[archived.problem]}\n`);
    return FAILED;
  }
  const { count, skipped } = archived;
  if (json) print(jsonLine({ [what]: { count, skipped } }));
  else print(`${counted(count, 'backup')} ${what}.${skippedWords(what, skipped)}\n`);
  return DONE;
}

function skippedWords(what: 'exported' | 'imported', skipped: number): string {
  if (skipped === 0) return '';
  return what === 'imported'
    ? ` ${counted(skipped, 'was', 'were')} there already.`
    : ` ${counted(skipped, 'damaged one')} left out.`;
}
