import { whyNotBackedUp } from '../../contract/jts/problem-words.ts';
import { DONE, FAILED, folderOf, type SettingsDeps } from './command.ts';
import { entryJson, jsonLine } from './entry-json.ts';
import { backupNamed, healthWords } from './entry-words.ts';
import type { BackupOptions } from './options.ts';
import { plain } from './plain.ts';

/** `gatelight backup`: saves what is in the settings folder at this moment. */
export async function backup(options: BackupOptions, deps: SettingsDeps): Promise<number> {
  const { settings, print, complain } = deps;
  const { note, json, jtsDir } = options;
  const folder = await folderOf(settings, jtsDir);
  const kept = await folder.backUp(note);
  if (kept.outcome === 'failed') {
    const { problem } = kept;
    const isAbsent = problem === 'no-file';
    const why = isAbsent ? `There is no jts.ini in ${plain(folder.profile)}.` : null;
    complain(`gatelight: ${why ?? whyNotBackedUp[problem]}\n`);
    return FAILED;
  }
  const { entry, isNew } = kept;
  if (json) print(jsonLine({ ...entryJson(entry), ...(isNew ? {} : { already: true }) }));
  else print(`${isNew ? 'Backed up' : 'Already backed up'}: ${backupNamed(entry)}\n`);
  const damage = healthWords[entry.health];
  if (damage !== null) complain(`gatelight: It looks damaged: ${damage}. It was saved as it is.\n`);
  await folder.tidy();
  return DONE;
}
