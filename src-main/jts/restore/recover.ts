import { hashOf, backupFile, readOnDisk, type FileOnDisk } from './file-on-disk.ts';
import { readIntent, removeIntent, type Intent } from './intent.ts';
import { pathIn, plannedFiles } from './planned-files.ts';
import type { RestorePorts } from './restore-ports.ts';
import { addRestored } from './restored-entry.ts';
import { writeFiles, type FileChange } from './write-files.ts';
import { writePorts } from './write-ports.ts';

/** What became of a restore whose process was killed. `undo`: the entry that holds what was before. */
export type Recovered =
  | {
      readonly outcome:
        /** All was in place, or is now. */
        | 'finished'
        /** Nothing had been written. */
        | 'not-done'
        /** Of two files one is restored, and the other can't be now. */
        | 'half'
        /** What is there is neither old nor new: somebody wrote since. */
        | 'changed'
        /** The files can't be read now; the next start looks again. */
        | 'unreachable';
      readonly profile: string;
      readonly backupId: string;
      readonly undo: string;
    }
  /** What was intended can't be read any more; no settings file is half written, whatever it was. */
  | { readonly outcome: 'unreadable' };

/** Only under the store's lock: whoever had begun is gone. Null: nothing was left. */
export async function recover(ports: RestorePorts): Promise<Recovered | null> {
  const intent = readIntent(ports.storeDir);
  if (intent === 'none') return null;
  if (intent === 'unreadable') return { outcome: 'unreadable' };
  const outcome = await outcomeOf(ports, intent);
  if (outcome !== 'unreachable') await removeIntent(ports.storeDir);
  const { profile, backupId, undo } = intent;
  return { outcome, profile, backupId, undo };
}

async function outcomeOf(
  ports: RestorePorts,
  intent: Intent,
): Promise<Exclude<Recovered['outcome'], 'unreadable'>> {
  const found: FileOnDisk[] = [];
  for (const { name } of intent.files) {
    const file = await readOnDisk(pathIn(intent.profile, name));
    if (file.outcome === 'refused') return 'unreachable';
    found.push(file);
  }
  const hashes = found.map(hashOf);
  if (intent.files.every(({ after }, at) => hashes[at] === after)) return finish(ports, intent);
  if (intent.files.every(({ before }, at) => hashes[at] === before)) return 'not-done';
  const isHalf = intent.files.every(
    ({ before, after }, at) => hashes[at] === before || hashes[at] === after,
  );
  if (!isHalf) return 'changed';
  return (await writeRest(ports, intent, found)) ? finish(ports, intent) : 'half';
}

/** The journal may have been told already. */
async function finish(ports: RestorePorts, intent: Intent): Promise<'finished' | 'unreachable'> {
  const { profile, undo, files } = intent;
  const isKnown = ports.backups
    .list(profile)
    .some((entry) => entry.cause === 'restored' && entry.undo === undo);
  if (isKnown) return 'finished';
  const now = [];
  for (const { name } of files) {
    const file = await readOnDisk(pathIn(profile, name));
    if (file.outcome !== 'refused') now.push(...backupFile(name, file));
  }
  const added = await addRestored(ports, intent, now);
  return added.outcome === 'added' ? 'finished' : 'unreachable';
}

/** Both or neither was promised: what is still as before becomes what it should have. */
async function writeRest(
  ports: RestorePorts,
  { profile, backupId, files }: Intent,
  found: readonly FileOnDisk[],
): Promise<boolean> {
  const { backups } = ports;
  const entry = backups.find(backupId);
  const planned = entry && (await plannedFiles(backups, entry, profile, true));
  if (planned === null || 'outcome' in planned) return false;
  const changes: FileChange[] = [];
  for (const [at, { name, after }] of files.entries()) {
    const plan = planned.find((one) => one.name === name);
    const before = found[at];
    if (plan === undefined || before === undefined || plan.sha256 !== after) return false;
    if (hashOf(before) !== after) changes.push({ before, after: plan });
  }
  const problem = await writeFiles(changes, false, writePorts(ports, profile));
  return problem === null;
}
