import type { ExplainingRule, FolderState, MayExplain } from '$contract/jts/settings-state';
import { changesThatMatter } from '../model/badges.ts';
import { FIRST_ONE } from './backups.ts';
import { explainsText } from './configuration.ts';
import { counted, firstFew } from './lists.ts';
import { dayAndTime } from './times.ts';

export interface CardText {
  /** Null where nothing is known yet. */
  readonly value: string | null;
  readonly detail: string;
  /** Beside the detail, as something to look at. */
  readonly warning: string | null;
}

const card = (value: string | null, detail: string, warning: string | null = null): CardText => ({
  value,
  detail,
  warning,
});

/** Changes since last good. `folder`: null where none was found, undefined while looking. */
export function settingsCard(
  folder: FolderState | null | undefined,
  connection: string,
  now: number,
): CardText {
  if (folder === undefined) return card(null, 'Reading settings…');
  if (folder === null) return card('Not found', 'No settings folder was found. Choose it.');
  const { file, lastGood, changes, mayExplain } = folder;
  const explains = mayExplain?.connection === connection ? explainsText[mayExplain.rule] : null;
  if (file.outcome === 'absent')
    return lastGood === null
      ? card('No jts.ini', 'Gateway writes it at a sign-in.')
      : card('jts.ini is gone', `Last good is from ${dayAndTime(lastGood.at, now)}.`, explains);
  if (file.outcome === 'unreadable')
    return card("Can't be read", 'Configuration says why jts.ini is not read.');
  if (file.outcome === 'unstable')
    return card('Being written', `Not at rest since ${dayAndTime(file.since, now)}.`);
  if (lastGood === null)
    return card('No last good yet', 'It is what was on disk from a start until a test passed.');
  const since = `the last good setup, ${dayAndTime(lastGood.at, now)}`;
  if (file.health !== 'ok')
    return card(
      file.health === 'empty' ? 'jts.ini is empty' : 'jts.ini is damaged',
      `Unlike ${since}.`,
    );
  if (changes === null) return card("Can't be compared", `With ${since}.`);
  const count = changesThatMatter(changes);
  if (count === 0) {
    const kept = changes.counts.housekeeping;
    return kept === 0
      ? card('No changes', `Same as ${since}.`)
      : card('No changes that matter', `${counted(kept, 'housekeeping key')} since ${since}.`);
  }
  const names = changes.settings.length === 0 ? 'Since' : `${firstFew(changes.settings, 2)}, since`;
  return card(counted(count, 'change'), `${names} ${since}.`, explains);
}

export function backupCard(folder: FolderState | null | undefined, now: number): CardText {
  if (folder === undefined) return card(null, 'Reading backups…');
  if (folder === null)
    return card('None', 'Without a settings folder there is nothing to back up.');
  const { backups, damaged, backupProblem } = folder;
  const problem =
    backupProblem === null ? null : `Fails since ${dayAndTime(backupProblem.at, now)}`;
  if (backups.last === null) return card('None yet', FIRST_ONE, problem);
  const when = dayAndTime(backups.last.at, now);
  return card(
    `${when.slice(0, 1).toUpperCase()}${when.slice(1)}`,
    `${counted(backups.count, 'backup')} kept.`,
    problem ?? (damaged === 0 ? null : `${damaged} damaged`),
  );
}

/** In the guided fix: what changed before the problem began. */
export function explainingLine({ rule, changeAt, incidentAt }: MayExplain, now: number): string {
  return `${CHANGED[rule]} ${dayAndTime(changeAt, now)}, before this began ${dayAndTime(incidentAt, now)}. That may explain it.`;
}

const CHANGED: Readonly<Record<ExplainingRule, string>> = {
  'trusted-address': 'A trusted address was lost',
  'api-only': 'The setting for API clients only (ApiOnly) was switched off',
  'trading-mode': 'Paper and live were swapped',
  'api-store': 'The API settings store changed',
  'program-folder': "Gateway's program folder changed",
};

/** No rule joins it with the problem; that trusted addresses changed is worth a look all the same. */
export const trustedChanged = (changedAt: number | null, now: number): string =>
  changedAt === null
    ? 'Trusted addresses differ from the last good setup.'
    : `Trusted addresses differ from the last good setup; the newest change is from ${dayAndTime(changedAt, now)}.`;

export const TRUSTED_ADDRESSES = 'Trusted addresses';
