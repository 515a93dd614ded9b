import type { BackupEntry } from '../../contract/jts/backup.ts';
import type { RestoreProblem } from '../../contract/jts/restore.ts';
import { hashOf, backupFile, readOnDisk, type FileOnDisk } from './file-on-disk.ts';
import { readIntent, removeIntent, setIntentAside, type Intent } from './intent.ts';
import { pathIn, plannedFiles } from './planned-files.ts';
import type { Recovered } from './recovered.ts';
import { refused, type Refused } from './refused.ts';
import type { RestorePorts } from './restore-ports.ts';
import { addRestored } from './restored-entry.ts';
import { writeFiles, type FileChange } from './write-files.ts';
import { writePorts } from './write-ports.ts';

const PASSING: ReadonlySet<RestoreProblem> = new Set([
  'gateway-running',
  'busy',
  'locked',
  'disk-full',
]);

/**
 * Why another restore has to wait for what was left; null: it need not. What does not pass by itself must not hold
 * up every restore for ever.
 */
export function inTheWay(recovered: Recovered | null, profile: string): RestoreProblem | null {
  if (recovered === null || recovered.outcome === 'unreadable') return null;
  if (recovered.outcome === 'unread') return 'failed';
  const { outcome, problem } = recovered;
  const isLeft = outcome === 'postponed' || outcome === 'unreachable';
  if (!isLeft || problem === null || !PASSING.has(problem)) return null;
  return recovered.profile === profile ? problem : 'locked';
}

interface Ended {
  readonly outcome: Exclude<Recovered['outcome'], 'unreadable' | 'unread'>;
  readonly problem: RestoreProblem | null;
  readonly entry: BackupEntry | null;
}
const ended = (outcome: Ended['outcome'], problem: RestoreProblem | null = null): Ended => ({
  ...{ outcome, problem },
  entry: null,
});

/** Only under the store's lock: whoever had begun is gone. Null: nothing was left. */
export async function recover(ports: RestorePorts): Promise<Recovered | null> {
  const intent = readIntent(ports.storeDir);
  if (intent === 'none') return null;
  if (intent === 'unread') return { outcome: intent };
  if (intent === 'unreadable') {
    setIntentAside(ports.storeDir);
    return { outcome: intent };
  }
  const { outcome, problem, entry } = await outcomeOf(ports, intent);
  const isLeft = outcome === 'unreachable' || outcome === 'postponed';
  if (!isLeft) await removeIntent(ports.storeDir);
  const { profile, backupId, undo } = intent;
  return { outcome, problem, profile, backupId, undo, entry };
}

async function outcomeOf(ports: RestorePorts, intent: Intent): Promise<Ended> {
  // Whatever the files became since.
  if (isEntered(ports, intent)) return ended('finished');
  const found: FileOnDisk[] = [];
  for (const { name } of intent.files) {
    const file = await readOnDisk(pathIn(intent.profile, name));
    if (file.outcome === 'refused') return ended('unreachable', file.problem);
    found.push(file);
  }
  const hashes = found.map(hashOf);
  if (intent.files.every(({ after }, at) => hashes[at] === after)) return finish(ports, intent);
  if (intent.files.every(({ before }, at) => hashes[at] === before)) return ended('not-done');
  const isHalf = intent.files.every(
    ({ before, after }, at) => hashes[at] === before || hashes[at] === after,
  );
  if (!isHalf) return ended('changed');
  const no = await writeRest(ports, intent, found);
  if (no === null) return finish(ports, intent);
  return ended(PASSING.has(no.problem) ? 'postponed' : 'half', no.problem);
}

/** It was killed after the journal was told. */
const isEntered = ({ backups }: RestorePorts, { profile, undo }: Intent): boolean =>
  backups.list(profile).some((entry) => entry.cause === 'restored' && entry.undo === undo);

async function finish(ports: RestorePorts, intent: Intent): Promise<Ended> {
  const { profile, files } = intent;
  const now = [];
  for (const { name } of files) {
    const file = await readOnDisk(pathIn(profile, name));
    if (file.outcome !== 'refused') now.push(...backupFile(name, file));
  }
  const added = await addRestored(ports, intent, now);
  return added.outcome === 'added'
    ? { ...ended('finished'), entry: added.entry }
    : ended('unreachable', added.problem);
}

/** Both or neither was promised: what is still as before becomes what it should have. */
async function writeRest(
  ports: RestorePorts,
  { profile, backupId, files }: Intent,
  found: readonly FileOnDisk[],
): Promise<Refused | null> {
  const { backups } = ports;
  const entry = backups.find(backupId);
  if (entry === null) return refused('unknown-backup');
  const planned = await plannedFiles(backups, entry, profile, true);
  if ('outcome' in planned) return planned;
  const changes: FileChange[] = [];
  for (const [at, { name, after }] of files.entries()) {
    const plan = planned.find((one) => one.name === name);
    const before = found[at];
    if (plan === undefined || before === undefined || plan.sha256 !== after) {
      return refused('backup-damaged');
    }
    if (hashOf(before) !== after) changes.push({ before, after: plan });
  }
  return writeFiles(changes, false, writePorts(ports, profile));
}
