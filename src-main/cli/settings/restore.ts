import type { BackupEntry } from '../../contract/jts/backup.ts';
import { whyNotRestored } from '../../contract/jts/problem-words.ts';
import type { QueuedRestore, RestoreProblem } from '../../contract/jts/restore.ts';
import { CHANGED, DONE, FAILED, type Folder, type SettingsDeps } from './command.ts';
import { entryJson, iso, jsonLine } from './entry-json.ts';
import { backupNamed } from './entry-words.ts';
import { folderFor, namedEntry } from './named-entry.ts';
import type { RestoreOptions } from './options.ts';
import { localTime, plain } from './plain.ts';
import { contentWarning, previewText } from './restore-preview.ts';
import { useWords } from './use-words.ts';
import { waitingLine } from './waiting.ts';
import { withoutInterruption } from './without-interruption.ts';

interface Job {
  readonly options: RestoreOptions;
  readonly deps: SettingsDeps;
  readonly folder: Folder;
  readonly entry: BackupEntry;
}

/** `gatelight restore`: puts a backup back where nobody uses the folder, or lets it wait for that. */
export async function restore(options: RestoreOptions, deps: SettingsDeps): Promise<number> {
  const { settings, complain } = deps;
  const find = folderFor(settings, options.jtsDir, [options.id]);
  // One that is not there is wrong usage, whatever the id.
  if (options.jtsDir !== null) await find();
  const entry = await namedEntry(options.id, settings, find);
  if (entry === null || typeof entry === 'string') {
    const none = `There is no backup ${plain(options.id)}; "gatelight backups" lists them.`;
    complain(`gatelight: ${entry ?? none} ${UNCHANGED}\n`);
    return FAILED;
  }
  const folder = await find();
  if (entry.profile !== folder.profile) {
    const [its, other] = [plain(entry.profile), plain(folder.profile)];
    complain(`gatelight: This is a backup of ${its}, not of ${other}. ${UNCHANGED}\n`);
    return FAILED;
  }
  const job: Job = { options, deps, folder, entry };
  const use = await folder.use(entry);
  const isClosed = use.state === 'closed';
  // Gateway writes when it closes: what waits for that may well have something to bring back.
  if ((isClosed || !options.whenClosed) && (await isThere(job))) return already(job);
  if (!options.yes && deps.ask === null) {
    complain(`gatelight: There is no terminal to ask on; --yes restores unasked. ${UNCHANGED}\n`);
    return FAILED;
  }
  if (use.state !== 'closed' && !options.whenClosed) {
    complain(`gatelight: ${useWords(use)} ${UNCHANGED} --when-closed lets it wait.\n`);
    return FAILED;
  }
  return afterPreview(job, isClosed);
}

const UNCHANGED = 'Nothing was changed.';

/** Whether the file is what would be put back, byte for byte. */
async function isThere({ deps, folder, entry }: Job): Promise<boolean> {
  const saved = await deps.settings.saved(entry);
  const now = await folder.now();
  return saved.outcome === 'read' && now.outcome === 'read' && saved.sha256 === now.sha256;
}

function already({ options, deps, folder, entry }: Job): number {
  if (options.json) deps.print(jsonLine({ ...entryJson(entry), already: true }));
  else {
    const named = `${backupNamed(entry)} is what is there already in ${plain(folder.profile)}`;
    deps.print(`Nothing to restore: ${named}.\n`);
    const { settings } = deps;
    const queued = settings.waiting().find(({ profile }) => profile === folder.profile);
    if (queued !== undefined) deps.complain(`gatelight: ${waitingLine(settings, queued)}\n`);
  }
  return DONE;
}

async function afterPreview(job: Job, isClosed: boolean): Promise<number> {
  const { options, deps, folder, entry } = job;
  const saved = await deps.settings.saved(entry);
  if (saved.outcome === 'refused') return refused(job, saved.problem);
  const now = await folder.now();
  if (now.outcome === 'refused') return refused(job, now.problem);
  if (options.yes) {
    const warning = contentWarning(entry);
    if (warning !== null) deps.complain(`gatelight: ${warning}\n`);
  } else {
    const explained = await deps.settings.explain(now.bytes, saved.bytes);
    deps.complain(previewText(entry, folder.profile, explained));
    const question = isClosed ? 'Restore it? [y/N] ' : 'Restore it when Gateway closes? [y/N] ';
    if ((await deps.ask?.(question)) !== true) {
      deps.complain(`gatelight: ${UNCHANGED}\n`);
      return FAILED;
    }
  }
  return carryOut(job, now.sha256);
}

async function carryOut(job: Job, previewed: string | null): Promise<number> {
  const { options, deps, folder, entry } = job;
  const outcome = await withoutInterruption((begin) =>
    folder.restore(entry, previewed, (step) => {
      if (step === 'restoring') begin();
      else if (!options.json) deps.complain('Waiting until nobody has written for 3 seconds…\n');
    }),
  );
  if (outcome.outcome === 'restored') return restored(job, outcome.entry);
  const { problem } = outcome;
  if (problem === 'gateway-running' && options.whenClosed) return queue(job, previewed);
  if (problem === 'changed-since-preview' && !options.yes) {
    deps.complain('gatelight: The file changed since you saw this. Look again.\n');
    return afterPreview(job, true);
  }
  return refused(job, problem);
}

function restored({ options, deps, folder, entry }: Job, made: BackupEntry): number {
  const undo = made.undo ?? made.id;
  if (options.json) {
    deps.print(jsonLine({ ...entryJson(made), undo }));
    return DONE;
  }
  const where = plain(folder.profile);
  deps.print(`Restored ${backupNamed(entry)} in ${where}.\nTo undo: gatelight restore ${undo}\n`);
  return DONE;
}

async function queue(job: Job, previewed: string | null): Promise<number> {
  const { options, deps, folder, entry } = job;
  const queued = await folder.queue(entry, previewed);
  if ('outcome' in queued) return refused(job, queued.problem);
  const { backupId: id, queuedAt, expiresAt }: QueuedRestore = queued;
  if (options.json) {
    deps.print(jsonLine({ queued: { id, queuedAt: iso(queuedAt), expiresAt: iso(expiresAt) } }));
  } else {
    const until = localTime(expiresAt);
    deps.print(`Queued: ${backupNamed(entry)} is restored when Gateway closes, until ${until}.\n`);
  }
  if (!deps.settings.isCarriedOut) {
    deps.complain('gatelight: No app is running. Start Gatelight to carry it out.\n');
  }
  return CHANGED;
}

async function refused({ deps, folder, entry }: Job, problem: RestoreProblem): Promise<number> {
  const older = problem === 'backup-damaged' ? await folder.olderGood(entry) : null;
  const instead = older === null ? '' : ` The next older good one is ${older.id}.`;
  deps.complain(`gatelight: ${whyNotRestored[problem]}${instead}\n`);
  return FAILED;
}
