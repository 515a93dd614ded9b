import type { BackupEntry } from '../../contract/jts/backup.ts';
import type { Comparison, Finding } from '../../contract/jts/finding.ts';
import type { Meaning } from '../../contract/jts/settings-state.ts';
import { linesOfMatter, valuesOf } from './comparison-text.ts';
import { backupNamed, healthWords } from './entry-words.ts';
import { plain } from './plain.ts';

const NOT_IN_FILE =
  'Not part of jts.ini, so not restored: port, Read-Only API, master client ID, open orders on connect.';
const ELSEWHERE =
  'Trusted addresses: Gateway may keep its effective list elsewhere, so the dialog may remain.';
const SAVED_FIRST = 'What is there now is saved first, so this can be undone.';

/** From now to after, masked; the meanings in the order of the findings. */
interface Change {
  readonly comparison: Comparison;
  readonly meanings: readonly Pick<Meaning, 'name'>[];
}

/** What a person sees before the question; `change` null: the comparison took too long. */
export function previewText(entry: BackupEntry, dir: string, change: Change | null): string {
  const warning = contentWarning(entry);
  return [
    `Puts back ${backupNamed(entry)}, the whole file, in ${plain(dir)}:`,
    ...changes(change),
    ...(warning === null ? [] : [warning]),
    NOT_IN_FILE,
    ELSEWHERE,
    SAVED_FIRST,
    '',
  ].join('\n');
}

function changes(change: Change | null): readonly string[] {
  if (change === null) return ['  The comparison took too long.'];
  const { comparison, meanings } = change;
  if (comparison.verdict === 'same') return ['  It already has these contents.'];
  const lines = linesOfMatter(comparison, (finding, place) =>
    changeWords(finding, meanings[place]?.name ?? null),
  );
  return lines.length > 0 ? ['  now -> after', ...lines] : ['  Nothing that matters changes.'];
}

/** What is about to happen, where the words of a finding tell of what did. */
function changeWords(finding: Finding, name: string | null): string {
  const { section, key, change, text } = finding;
  if (section !== null && key !== null) {
    const real = `[${section}] ${key}`;
    return `${name === null ? real : `${name} (${real})`}: ${valuesOf(finding) ?? 'another value'}`;
  }
  if (section !== null) return `after: ${text}`;
  if (change === 'added') return 'jts.ini: (not there) -> (there)';
  if (change === 'removed') return 'jts.ini: (there) -> (not there)';
  return text.replace(/^The older file/, 'jts.ini now').replace(/^The newer file/, 'The backup');
}

/** Contents that look damaged can be put back all the same; null: they don't. */
export function contentWarning({ health }: BackupEntry): string | null {
  if (health === 'absent') return 'There was no jts.ini then: a restore removes the present one.';
  const words = healthWords[health];
  return words === null ? null : `This backup looks damaged: ${words} when it was saved.`;
}
