import type { BackupAnswer } from '$contract/jts/settings-state';
import type { Result } from '$contract/result';
import { ADD_A_NOTE, backedUpText, NOTHING_TO_BACK_UP } from '../text/back-up.ts';
import type { SettingsStore } from './settings.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** Saves what is on disk in this folder, and says what became of it. */
export async function backUpNow(
  settings: Pick<SettingsStore, 'backUp'>,
  toasts: Toasts,
  folder: string | null,
  now: number,
  onNote: (backup: string) => void,
): Promise<void> {
  if (folder === null) {
    toasts.show({ text: NOTHING_TO_BACK_UP });
    return;
  }
  const result: Result<BackupAnswer> = await settings.backUp(folder);
  if (!result.ok) toasts.report(result.error);
  else {
    const answer = result.value;
    const isNew = answer.outcome === 'done' && !answer.already;
    toasts.show({
      text: backedUpText(answer, now),
      ...(isNew && { next: { label: ADD_A_NOTE, run: () => onNote(answer.backup.id) } }),
    });
  }
}
