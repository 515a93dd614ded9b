import type { BackupEntry } from '../../contract/jts/backup.ts';
import type { Standing } from '../../domain/jts/last-good.ts';
import type { Marks } from '../store/backups.ts';
import { settingsHash } from '../store/settings-hash.ts';
import { lastGoodOf } from './backup-rows.ts';

/** What a test that passed at `passedAt` (epoch ms) says of the backup that holds what is on disk; null: nothing new. */
export function goodMarks(
  entry: BackupEntry,
  { isSeenWorking, isLastGood }: Standing,
  passedAt: number | null,
  entries: readonly BackupEntry[],
): Marks | null {
  if (!isSeenWorking || passedAt === null) return null;
  const known = lastGoodOf(entries);
  const isKnown = known !== null && settingsHash(known) === settingsHash(entry);
  const marks = {
    ...(entry.seenWorking === null ? { seenWorking: passedAt } : {}),
    ...(isLastGood && !isKnown ? { lastGood: passedAt } : {}),
  };
  return Object.keys(marks).length > 0 ? marks : null;
}
