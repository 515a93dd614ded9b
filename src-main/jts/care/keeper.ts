import { SETTINGS_FILE, type BackupCause, type BackupEntry } from '../../contract/jts/backup.ts';
import type { BackupProblem } from '../../contract/jts/settings-state.ts';
import { readOnDisk } from '../restore/file-on-disk.ts';
import { pathIn } from '../restore/planned-files.ts';
import type { Description } from '../restore/restore-ports.ts';
import type { NewBackupFile } from '../store/backups.ts';
import type { CarePorts } from './care-ports.ts';
import { describe } from './describe.ts';
import { holdsSettings, keep, newestKept, type Kept } from './keep.ts';

export type KeptByHand =
  | Kept
  | {
      readonly outcome: 'failed';
      readonly problem: Extract<BackupProblem, 'no-file' | 'file-unreadable'>;
    };

interface SettingsBytes {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly mode: number;
  readonly mtimeMs: number;
}

type KeeperPorts = Pick<CarePorts, 'backups' | 'clock' | 'comparer' | 'readStores'>;

/** Keeps what is in one settings folder: `jts.ini`, and the API settings store beside it. */
export class Keeper {
  readonly #profile: string;
  readonly #ports: KeeperPorts;

  constructor(profile: string, ports: KeeperPorts) {
    this.#profile = profile;
    this.#ports = ports;
  }

  /** What came to rest, unless the newest backup holds it. */
  observed(file: SettingsBytes, told: Description, gatewayVersion: string | null): Promise<Kept> {
    return this.#keep('observed', null, file, told, gatewayVersion, () => true);
  }

  /** What is there at this moment, damaged or not; a note that is new makes a backup of its own. */
  async byHand(note: string | null, gatewayVersion: string | null): Promise<KeptByHand> {
    const { backups, comparer } = this.#ports;
    const found = await readOnDisk(pathIn(this.#profile, SETTINGS_FILE));
    if (found.outcome === 'absent') return { outcome: 'failed', problem: 'no-file' };
    if (found.outcome !== 'present') {
      const isLarge = found.problem === 'too-large';
      return { outcome: 'failed', problem: isLarge ? 'too-large' : 'file-unreadable' };
    }
    const newest = newestKept(backups.list(this.#profile));
    const told = await describe(comparer, found.bytes, await settingsIn(this.#ports, newest));
    return this.#keep('manual', note, found, told, gatewayVersion, (entry, stores) => {
      const holds = ({ name, sha256 }: { name: string; sha256: string }): boolean =>
        entry.files.some((one) => one.name === name && one.sha256 === sha256);
      return (note === null || note === entry.note) && stores.every(holds);
    });
  }

  async #keep(
    cause: BackupCause,
    note: string | null,
    { bytes, sha256, mode, mtimeMs }: SettingsBytes,
    { health, summary }: Description,
    gatewayVersion: string | null,
    isEnough: (newest: BackupEntry, stores: readonly { name: string; sha256: string }[]) => boolean,
  ): Promise<Kept> {
    const { backups, clock, readStores } = this.#ports;
    const profile = this.#profile;
    const stores = await readStores(profile);
    const files: readonly NewBackupFile[] = [
      { name: SETTINGS_FILE, bytes, mode, mtimeMs },
      ...stores.map((one) => {
        const { name, mtimeMs: changedAt } = one.file;
        return { name, bytes: one.bytes, mode: one.mode, mtimeMs: changedAt };
      }),
    ];
    const holds = holdsSettings(sha256);
    return keep(
      backups,
      clock,
      { profile, cause, note, health, files, summary, gatewayVersion, undo: null },
      (newest) =>
        holds(newest) &&
        isEnough(
          newest,
          stores.map(({ file }) => file),
        ),
    );
  }
}

/** Bytes of an entry's `jts.ini`; null: it had none; undefined: no entry, or its bytes are not what was saved. */
export async function settingsIn(
  { backups }: Pick<CarePorts, 'backups'>,
  entry: BackupEntry | null,
): Promise<Uint8Array | null | undefined> {
  if (entry === null) return undefined;
  if (!entry.files.some(({ name }) => name === SETTINGS_FILE)) return null;
  const read = await backups.read(entry, SETTINGS_FILE);
  return read.outcome === 'read' ? read.bytes : undefined;
}
