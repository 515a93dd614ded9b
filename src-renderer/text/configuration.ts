import { statusByKey, type ConnectionStatus } from '$contract/connection-status';
import type { Finding } from '$contract/jts/finding';
import type {
  ComparedVersions,
  ExplainingRule,
  FolderState,
  MayExplain,
  Meaning,
} from '$contract/jts/settings-state';
import { targetAddress } from '$contract/target-words';
import { accountShown } from './hero.ts';
import { dayAndTime } from './times.ts';

export const NO_FOLDER = 'No settings folder found.';
export const NO_FOLDER_MEANS =
  'Gateway keeps its settings in a folder called Jts, usually in your home folder. Until it is found, changes go unnoticed and nothing is backed up.';
export const READING = 'Reading settings…';
export const COMPARING = 'Comparing…';
export const GONE =
  "One of the two versions isn't there any more, or can't be read. Choose another one.";
export const NOW_UNREADABLE = "What is on disk now can't be compared. Backups can.";
export const NO_LAST_GOOD =
  "Nothing is last good yet: that is the version that was on disk, unchanged, from Gateway's start until a test passed. Choose another one to compare with.";
export const NOT_TEXT = 'Not text. Compared by size and hash.';
export const NOT_LOADED =
  'Not loaded yet: jts.ini was written after Gateway started, so the Gateway that runs has not read it.';
export const SET_BY_IBC =
  "IBC sets the trusted addresses to 127.0.0.1 each time it starts Gateway. Other addresses belong in TrustedTwsApiClientIPs, in IBC's own configuration.";

/** What a change may explain, by the rule that joins it with a problem of the connection. */
export const explainsText: Readonly<Record<ExplainingRule, string>> = {
  'trusted-address': 'May explain the dialog',
  'api-only': 'May explain the refusal',
  'trading-mode': 'May explain the other port',
  'api-store': 'May explain the read-only error',
  'program-folder': 'May explain the refusal',
};

/** As the top bar names it, `Paper 127.0.0.1:4002`; one that is not watched any more by its key. */
export function connectionName(statuses: readonly ConnectionStatus[], key: string): string {
  const status = statusByKey(statuses, key);
  if (status === undefined) return key;
  return `${accountShown(status).label} ${targetAddress(status.target)}`;
}

/**
 * "Before", never "because"; a change may also be seen a moment after what it came with. `connection`: its
 * name, see `connectionName`.
 */
export function mayExplainLine(may: MayExplain, connection: string, now: number): string {
  const word = may.changeAt <= may.incidentAt ? 'before' : 'around';
  return `Changed ${dayAndTime(may.changeAt, now)}, ${word} the problem of ${connection} ${dayAndTime(may.incidentAt, now)}. May explain it.`;
}

/** Why there is nothing in the table; null where there is. */
export function nothingText(compared: ComparedVersions, now: number): string | null {
  const { before, after, comparison } = compared;
  const isSinceLastGood = before.kind === 'backup' && before.row.isLastGood && after.kind === 'now';
  if (comparison.verdict === 'same') {
    return isSinceLastGood
      ? `No changes since the last good setup, ${dayAndTime(before.row.at, now)}.`
      : 'Both versions are the same.';
  }
  if (comparison.findings.some(({ severity }) => severity !== 'housekeeping')) return null;
  return isSinceLastGood
    ? `No changes that matter since the last good setup, ${dayAndTime(before.row.at, now)}.`
    : 'Nothing that matters differs.';
}

export function housekeepingLabel(count: number, isShown: boolean): string {
  const keys = count === 1 ? '1 housekeeping key' : `${count} housekeeping keys`;
  return `${keys} ${isShown ? 'shown' : 'hidden'}`;
}

/** The setting's name, or the first words of what is known of it. */
export function settingName({ section, key }: Finding, { name }: Meaning): string {
  if (name !== null) return name;
  if (key !== null) return key;
  return section === null ? 'The whole file' : `[${section}]`;
}

/** `[IBGateway] TrustedIPs`; null where it stands for the whole file. */
export function realKey({ section, key }: Finding): string | null {
  if (section === null && key === null) return null;
  return [section === null ? null : `[${section}]`, key].filter((part) => part !== null).join(' ');
}

/** What is told of it beside its name, which stands there already. */
export function toldBesideName(finding: Finding, meaning: Meaning): string {
  const name = `${settingName(finding, meaning)}: `;
  if (!finding.text.startsWith(name)) return finding.text;
  const rest = finding.text.slice(name.length);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** What stands in a column where no value does. */
export function absentText(finding: Finding, side: 'before' | 'after'): string {
  if (side === 'before') return 'not set';
  return finding.change === 'removed' ? 'removed' : 'not set';
}

export const UNKNOWN_SETTING = "Gatelight doesn't know what this setting does.";
export const HOUSEKEEPING_SETTING =
  'Gateway keeps this for itself. It does not affect API clients.';

export function linesText(count: number): string {
  return count === 1 ? '1 unchanged line' : `${count.toLocaleString()} unchanged lines`;
}

/** After the last line of a difference that is too long to show; `where` it can be read to its end. */
export function moreChangedText(count: number, where: 'open-folder' | null): string {
  const lines =
    count === 1 ? '1 more changed line is' : `${count.toLocaleString()} more changed lines are`;
  const rest = where === null ? '' : '; Open folder leads to the file itself';
  return `${lines} not shown${rest}.`;
}

export function moreText(count: number): string {
  return `${count.toLocaleString()} more characters`;
}

/** `Difference 2 of 5`; before one was chosen only how many there are. */
export function differenceText(current: number | null, count: number): string {
  if (current !== null) return `Difference ${current + 1} of ${count}`;
  return count === 1 ? '1 difference' : `${count.toLocaleString()} differences`;
}

export function findText(current: number, count: number, letters: string): string {
  if (letters === '') return '';
  return count === 0 ? 'Not found' : `${current + 1} of ${count.toLocaleString()}`;
}

const STORE_HOLDS = "Port, Read-Only API and client IDs live in Gateway's own encrypted store.";

/** What `jts.ini` does not hold. */
export function apiStoreText(
  { apiStore, apiStoreChanged }: Pick<FolderState, 'apiStore' | 'apiStoreChanged'>,
  now: number,
): string {
  const cant = "This app can't read it.";
  if (apiStore === null) return `${STORE_HOLDS} ${cant}`;
  if (apiStoreChanged === null) return `${STORE_HOLDS} ${cant}`;
  return apiStoreChanged
    ? `${STORE_HOLDS} It changed ${dayAndTime(apiStore.changedAt, now)}; its contents are encrypted. ${cant}`
    : `${STORE_HOLDS} It hasn't changed. ${cant}`;
}
