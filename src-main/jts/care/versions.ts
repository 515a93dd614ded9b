import type { BackupEntry } from '../../contract/jts/backup.ts';
import type {
  ComparedVersions,
  MayExplain,
  Meaning,
  VersionLabel,
} from '../../contract/jts/settings-state.ts';
import { explainingFinding } from '../../domain/jts/correlation.ts';
import type { Comparer } from '../comparer.ts';
import { backupRows, lastGoodOf } from './backup-rows.ts';
import type { CarePorts } from './care-ports.ts';
import type { FolderCare } from './folder-care.ts';
import { settingsIn } from './keeper.ts';

export type Labelled = readonly [VersionLabel, Uint8Array | null];

/** `now`, `last-good` or a backup's id. Null: there is none such, or its bytes are gone. */
export async function versionOf(
  ports: Pick<CarePorts, 'backups'>,
  folder: FolderCare,
  ref: string,
): Promise<Labelled | null> {
  if (ref === 'now') {
    const { now } = folder;
    return now === undefined ? null : [{ kind: 'now', at: folder.nowAt }, now.bytes];
  }
  const { entries } = folder;
  const entry =
    ref === 'last-good' ? lastGoodOf(entries) : (entries.find(({ id }) => id === ref) ?? null);
  if (entry === null) return null;
  const bytes = await settingsIn(ports, entry);
  if (bytes === undefined) {
    folder.isGone(entry.id);
    return null;
  }
  return [labelOf(folder, entry, folder.now?.hash), bytes];
}

/** `now`: hash of what is on disk, as for `backupRows`. */
export function labelOf(
  folder: FolderCare,
  entry: BackupEntry,
  now: string | null | undefined,
): Extract<VersionLabel, { kind: 'backup' }> {
  const { entries, damaged } = folder;
  const all = entries.some(({ id }) => id === entry.id) ? entries : [entry, ...entries];
  const rows = backupRows(all, { lastGood: lastGoodOf(entries), now, damaged });
  const row = rows.find(({ id }) => id === entry.id);
  if (row === undefined) throw new Error('a backup without its row');
  return { kind: 'backup', row };
}

/** Null: it took too long. `mayExplain`: marks the finding that fits. */
export async function comparedVersions(
  comparer: Comparer,
  [before, old]: Labelled,
  [after, fresh]: Labelled,
  mayExplain: MayExplain | null,
): Promise<ComparedVersions | null> {
  const compared = await comparer.explain(old, fresh);
  if (compared.outcome === 'failed') return null;
  const { comparison, meanings, text } = compared.value;
  const rule = mayExplain?.rule ?? null;
  return {
    ...{ before, after, comparison, text },
    // What the rules look at is never masked.
    meanings: comparison.findings.map((finding, place) => ({
      ...(meanings[place] ?? UNKNOWN),
      explains: rule !== null && explainingFinding(finding, rule) ? rule : null,
    })),
  };
}

const UNKNOWN: Pick<Meaning, 'name' | 'does'> = { name: null, does: null };

/** Bytes that are not what was saved say nothing about settings. */
export const notComparable = (before: VersionLabel, after: VersionLabel): ComparedVersions => ({
  before,
  after,
  comparison: { verdict: 'damaged', findings: [], notes: [] },
  meanings: [],
  text: { outcome: 'not-text' },
});
