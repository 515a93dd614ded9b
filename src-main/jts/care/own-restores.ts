import type { BackupEntry } from '../../contract/jts/backup.ts';
import type { SettingsVersion } from '../../contract/jts/settings-folder.ts';
import type { GatewayRun } from '../../domain/jts/last-good.ts';
import { settingsHash } from '../store/settings-hash.ts';
import type { CareShared } from './care-shared.ts';
import type { Known } from './change-news.ts';
import type { DiskHistory, RunNews } from './disk-history.ts';
import { newestKept } from './keep.ts';
import { isRestoredByOther } from './others-restore.ts';

/** Whose write a content of `jts.ini` is: a restore of this process, one of another, or anybody's. */
export type Writer = 'this-process' | 'other-process' | 'anybody';

type RunHistory = Pick<DiskHistory, 'run' | 'isRunPassed'>;

/** The restores of one folder: which writes are theirs, and what Gateway's next start makes of them. */
export class OwnRestores {
  /** Which backup a restore of this run put back, by the entry it made. */
  readonly from = new Map<string, string>();
  readonly #profile: string;
  readonly #shared: Pick<CareShared, 'ports' | 'afterStart'>;
  readonly #expected = new Set<string | null>();

  constructor(profile: string, shared: Pick<CareShared, 'ports' | 'afterStart'>) {
    this.#profile = profile;
    this.#shared = shared;
  }

  /** A restore is about to make this of `jts.ini`: it is no change by somebody else. */
  expect(hash: string | null): void {
    this.#expected.add(hash);
  }

  /** It did not come to that. */
  expectNothing(): void {
    this.#expected.clear();
  }

  /** Of what came to rest on disk; `isSame`: as it was before. Asked once of each. */
  writerOf(hash: string | null, isSame: boolean): Writer {
    if (this.#expected.delete(hash)) return 'this-process';
    const isOthers = !isSame && isRestoredByOther(this.#shared.ports, this.#profile, hash);
    return isOthers ? 'other-process' : 'anybody';
  }

  /** What came to rest after the first. */
  async settled(version: SettingsVersion, { bytes }: Known, writer: Writer): Promise<void> {
    const { afterStart } = this.#shared;
    await afterStart.settled(this.#profile, version);
    if (writer === 'other-process') afterStart.restored(this.#profile, bytes);
  }

  /** One that was cut short is whole now. `bytes`: of its `jts.ini`. */
  recovered(
    entry: BackupEntry,
    backupId: string,
    bytes: Uint8Array | null,
    history: RunHistory,
  ): void {
    this.from.set(entry.id, backupId);
    this.#follow(entry, bytes, history);
  }

  /** At the start of the app: the newest restore, where it is still on disk. `entries`: newest first. */
  found({ bytes, hash }: Known, entries: readonly BackupEntry[], history: RunHistory): void {
    const newest = newestKept(entries);
    if (newest?.cause !== 'restored' || settingsHash(newest) !== hash || bytes === null) return;
    this.#follow(newest, bytes, history);
  }

  /** What became known of the program that uses the folder. */
  ran(
    { isStart, isPass }: Pick<RunNews, 'isStart' | 'isPass'>,
    run: GatewayRun | null | undefined,
    entries: readonly BackupEntry[],
  ): void {
    const { afterStart } = this.#shared;
    const restored = entries.find(({ cause }) => cause === 'restored');
    if (run != null && isStart && run.startedAt > this.#writtenAfter(restored)) {
      afterStart.started(this.#profile);
    }
    if (isPass) afterStart.passed(this.#profile);
  }

  /** The program may have been started, and tested, before this is known. */
  #follow(restored: BackupEntry, bytes: Uint8Array | null, { run, isRunPassed }: RunHistory): void {
    const { afterStart } = this.#shared;
    afterStart.restored(this.#profile, bytes);
    if (run === null || run.startedAt <= this.#writtenAfter(restored)) return;
    afterStart.started(this.#profile);
    if (isRunPassed) afterStart.passed(this.#profile);
  }

  /** Epoch ms. One that was cut short is entered long after it was written; what was before, just before. */
  #writtenAfter(restored: BackupEntry | undefined): number {
    const { backups } = this.#shared.ports;
    const before = restored?.undo == null ? null : backups.find(restored.undo);
    return before?.at ?? restored?.at ?? 0;
  }
}
