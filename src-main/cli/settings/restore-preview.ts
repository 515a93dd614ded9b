import type { BackupEntry } from '../../contract/jts/backup.ts';
import type { Comparison } from '../../contract/jts/finding.ts';
import { findingLines } from './comparison-text.ts';
import { backupNamed, healthWords } from './entry-words.ts';
import { plain } from './plain.ts';

const NOT_IN_FILE =
  'Not part of jts.ini, so not restored: port, Read-Only API, master client ID, open orders on connect.';
const ELSEWHERE =
  'Trusted addresses: Gateway may keep its effective list elsewhere, so the dialog may remain.';
const SAVED_FIRST = 'What is there now is saved first, so this can be undone.';

/** What a person sees before the question. `comparison` from now to after; null: it took too long. */
export function previewText(
  entry: BackupEntry,
  dir: string,
  comparison: Comparison | null,
): string {
  const warning = contentWarning(entry);
  return [
    `Puts back ${backupNamed(entry)}, the whole file, in ${plain(dir)}:`,
    ...changes(comparison),
    ...(warning === null ? [] : [warning]),
    NOT_IN_FILE,
    ELSEWHERE,
    SAVED_FIRST,
    '',
  ].join('\n');
}

function changes(comparison: Comparison | null): readonly string[] {
  if (comparison === null) return ['  The comparison took too long.'];
  if (comparison.verdict === 'same') return ['  It already has these contents.'];
  const lines = findingLines(comparison);
  return lines.length > 0 ? lines : ['  Nothing that matters changes.'];
}

/** Contents that look damaged can be put back all the same; null: they don't. */
export function contentWarning({ health }: BackupEntry): string | null {
  if (health === 'absent') return 'There was no jts.ini then: a restore removes the present one.';
  const words = healthWords[health];
  return words === null ? null : `This backup looks damaged: ${words} when it was saved.`;
}
