import { dirname } from 'node:path';
import { SETTINGS_FILE } from '../../contract/jts/backup.ts';
import type { RestoreOutcome } from '../../contract/jts/restore.ts';
import { hashOf, readOnDisk } from './file-on-disk.ts';
import { inUse } from './files-in-use.ts';
import { inTurn } from './in-turn.ts';
import { readIntent, removeIntent, writeIntent } from './intent.ts';
import { sweepLeftovers } from './leftovers.ts';
import { isRestorable, pathIn, plannedFiles, type PlannedFile } from './planned-files.ts';
import { untilQuiet } from './quiet.ts';
import { inTheWay, recover } from './recover.ts';
import type { Recovered } from './recovered.ts';
import { refused, refusedBy } from './refused.ts';
import type { RestorePorts, RestoreRequest, RestoreStep } from './restore-ports.ts';
import { addRestored } from './restored-entry.ts';
import { saveBefore, type SafetyCopy } from './safety-copy.ts';
import { putBack, secondLook, writeFiles } from './write-files.ts';
import { writePorts } from './write-ports.ts';

/** A restore of another process takes two seconds and a bit. */
const LOCK_WAIT_MS = 5000;

/** Puts backups back, whole or not at all, and never where somebody may be writing. */
export class Restorer {
  readonly #ports: RestorePorts;
  /** Of a restore that was cut short, what was told last: each look finds it again until it is over. */
  #told: Recovered | null = null;

  constructor(ports: RestorePorts) {
    this.#ports = ports;
  }

  /** Undo is the same, with the entry that `restored.undo` names. Waits up to 10 s for quiet. */
  async restore(
    request: RestoreRequest,
    onStep: (step: RestoreStep) => void = () => undefined,
  ): Promise<RestoreOutcome> {
    const { backups } = this.#ports;
    const { profile, backupId, withApiStore } = request;
    const entry = backups.find(backupId);
    if (entry === null) return refused('unknown-backup');
    const planned = await plannedFiles(backups, entry, profile, withApiStore);
    if ('outcome' in planned) return planned;
    const user = await inUse(this.#ports, profile, namesOf(planned));
    if (user !== null) return user;
    const isQuiet = await this.#untilQuiet(profile, planned, () => {
      onStep('waiting-for-quiet');
    });
    if (!isQuiet) return refused('still-written');
    onStep('restoring');
    const work = (): Promise<RestoreOutcome> => this.#exclusively(request, planned);
    // Where the lock can't be written, no copy of what is there can be either.
    return inTurn(backups, work, LOCK_WAIT_MS, (error) =>
      refused('safety-copy-failed', refusedBy(error).errno),
    );
  }

  /** For the queue, which must not keep the lock while it waits. */
  isQuiet(profile: string): Promise<boolean> {
    const path = pathIn(profile, SETTINGS_FILE);
    return this.#untilQuiet(profile, [{ path }], () => undefined);
  }

  /**
   * Whether something was left that may be recovered now: nobody uses the folder, nor wrote there just now. Waits
   * up to 10 s for quiet. What can't be reached is left to the next start.
   */
  async canRecover(): Promise<boolean> {
    const intent = readIntent(this.#ports.storeDir);
    if (typeof intent === 'string') return false;
    const { profile, undo, files } = intent;
    const told = this.#told;
    if (told?.outcome === 'unreachable' && told.undo === undo) return false;
    const user = await inUse(this.#ports, profile, namesOf(files));
    if (user !== null) return false;
    const paths = files.map(({ name }) => ({ path: pathIn(profile, name) }));
    return this.#untilQuiet(profile, paths, () => undefined);
  }

  /**
   * What a killed restore left undone is finished or told (`onRecovered`).
   * False: another process backs up or restores right now, and this was left to it; or nothing can be written.
   */
  async recover(): Promise<boolean> {
    const { backups } = this.#ports;
    const done = await inTurn(backups, async () => [await this.#recover()], LOCK_WAIT_MS);
    return Array.isArray(done);
  }

  /** At the start of the app: what killed processes left beside the settings. How many files. */
  async sweep(profile: string): Promise<number> {
    const { apiStores, clock } = this.#ports;
    const names = [SETTINGS_FILE, ...(await apiStores(profile))].filter(isRestorable);
    const dirs = new Set(names.map((name) => dirname(pathIn(profile, name))));
    let swept = 0;
    for (const dir of dirs) swept += await sweepLeftovers(dir, clock.now());
    return swept;
  }

  async #recover(): Promise<Recovered | null> {
    const recovered = await recover(this.#ports);
    const isTold = JSON.stringify(recovered) === JSON.stringify(this.#told);
    this.#told = recovered;
    if (recovered !== null && !isTold) this.#ports.onRecovered(recovered);
    return recovered;
  }

  async #exclusively(
    request: RestoreRequest,
    planned: readonly PlannedFile[],
  ): Promise<RestoreOutcome> {
    const { storeDir } = this.#ports;
    const { profile } = request;
    const before = inTheWay(await this.#recover(), profile);
    if (before !== null) return refused(before);
    const user = await inUse(this.#ports, profile, namesOf(planned));
    if (user !== null) return user;
    const saved = await saveBefore(this.#ports, profile, planned);
    if ('outcome' in saved) return saved;
    const [settings] = saved.changes;
    if (settings === undefined || hashOf(settings.before) !== request.previewed) {
      return refused('changed-since-preview');
    }
    try {
      await writeIntent(storeDir, {
        profile,
        backupId: request.backupId,
        undo: saved.entry.id,
        files: saved.changes.map(({ before, after }) => ({
          name: after.name,
          before: hashOf(before),
          after: after.sha256,
        })),
      });
    } catch (error) {
      return refusedBy(error);
    }
    const outcome = await this.#write(request, saved);
    await removeIntent(storeDir);
    return outcome;
  }

  async #write(request: RestoreRequest, { entry, changes }: SafetyCopy): Promise<RestoreOutcome> {
    const { profile, backupId } = request;
    const ports = writePorts(this.#ports, profile);
    const problem = await writeFiles(changes, request.inPlace === true, ports);
    if (problem !== null) return problem;
    const files = await secondLook(changes, ports);
    if ('outcome' in files) return files;
    const added = await addRestored(this.#ports, { profile, backupId, undo: entry.id }, files);
    if (added.outcome === 'added') return { outcome: 'restored', entry: added.entry };
    // What the journal does not know was not restored.
    const isBack = await putBack(changes, ports);
    return refused(isBack ? added.problem : 'not-put-back', added.errno);
  }

  #untilQuiet(
    profile: string,
    files: readonly { readonly path: string }[],
    onWaiting: () => void,
  ): Promise<boolean> {
    return untilQuiet(
      files.map(({ path }) => path),
      {
        clock: this.#ports.clock,
        isOwn: (path, writtenAt) => this.#isOwnWrite(profile, path, writtenAt),
        onWaiting,
      },
    );
  }

  /** By the journal, so that another process's restore counts as well, and one before a restart. */
  async #isOwnWrite(profile: string, path: string, writtenAt: number): Promise<boolean> {
    const restored = this.#ports.backups.list(profile).find(({ cause }) => cause === 'restored');
    // Entered two seconds after the write, when it had been looked at again.
    if (restored === undefined || writtenAt > restored.at) return false;
    const file = restored.files.find(({ name }) => pathIn(profile, name) === path);
    const found = await readOnDisk(path);
    return found.outcome !== 'refused' && hashOf(found) === (file?.sha256 ?? null);
  }
}

const namesOf = (files: readonly { readonly name: string }[]): readonly string[] =>
  files.map(({ name }) => name);
