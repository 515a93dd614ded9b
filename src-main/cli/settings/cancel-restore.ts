import { whyNotRestored } from '../../contract/jts/problem-words.ts';
import { DONE, FAILED, folderOf, type Settings, type SettingsDeps } from './command.ts';
import { jsonLine } from './entry-json.ts';
import type { CancelOptions } from './options.ts';
import { plain } from './plain.ts';
import { queuedBackup, waitingJson } from './waiting.ts';

/** `gatelight restore --cancel`: takes back what waits for Gateway to close. */
export async function cancelRestore(options: CancelOptions, deps: SettingsDeps): Promise<number> {
  const { settings, print, complain } = deps;
  const profile = await waitingFolder(settings, options.jtsDir);
  const isWaiting = settings.waiting().some((one) => one.profile === profile);
  const taken = profile !== null && isWaiting ? await settings.takeBack(profile) : null;
  if (taken === null) {
    complain(`gatelight: No restore waits${profile === null ? '' : ` for ${plain(profile)}`}.\n`);
    return FAILED;
  }
  if ('outcome' in taken) {
    complain(`gatelight: ${whyNotRestored[taken.problem]} The restore still waits.\n`);
    return FAILED;
  }
  if (options.json) print(jsonLine({ cancelled: waitingJson(taken) }));
  else {
    const what = queuedBackup(settings, taken);
    print(`Taken back: ${what} is not restored in ${plain(taken.profile)}.\n`);
  }
  return DONE;
}

/** The named one, else the only one that a restore waits for; null: none waits. */
async function waitingFolder(settings: Settings, jtsDir: string | null): Promise<string | null> {
  const [first, ...others] = settings.waiting();
  if (jtsDir === null && others.length === 0) return first?.profile ?? null;
  return (await folderOf(settings, jtsDir)).profile;
}
