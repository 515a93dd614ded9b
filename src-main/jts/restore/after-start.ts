import type { AfterStart } from '../../contract/jts/restore.ts';
import type { SettingsVersion } from '../../contract/jts/settings-folder.ts';
import {
  nextAfterRestore,
  RESTORED,
  type AfterRestore,
  type AfterRestoreEvent,
  type BesideRestored,
} from '../../domain/jts/after-start.ts';

export interface AfterStartPorts {
  /** Null: it can't be told. Takes its time with large files. */
  readonly compare: (restored: Uint8Array, now: Uint8Array) => Promise<BesideRestored | null>;
  readonly onChange: (profile: string) => void;
}

const GONE: BesideRestored = { verdict: 'damaged', settings: [] };

/** What Gateway's next start makes of each restored file. */
export class AfterStartWatch {
  readonly #ports: AfterStartPorts;
  readonly #watched = new Map<string, { readonly bytes: Uint8Array; readonly at: AfterRestore }>();

  constructor(ports: AfterStartPorts) {
    this.#ports = ports;
  }

  /** Null: nothing was restored there, or nothing can be said. */
  result(profile: string): AfterStart | null {
    return this.#watched.get(profile)?.at.result ?? null;
  }

  /** Also at the start of the app, where the newest restore is still on disk. Null: the file was removed. */
  restored(profile: string, bytes: Uint8Array | null): void {
    if (bytes === null) this.#watched.delete(profile);
    else this.#watched.set(profile, { bytes, at: RESTORED });
    this.#ports.onChange(profile);
  }

  /** A process that uses this folder began after the restore. */
  started(profile: string): void {
    this.#next(profile, { kind: 'started' });
  }

  /** Resolves once it is judged; a restore meanwhile is another one, of which it tells nothing. */
  async settled(profile: string, version: SettingsVersion): Promise<void> {
    // Between two states nothing is lost yet, and what can't be read tells nothing.
    if (version.outcome === 'unreadable') return;
    if (version.outcome === 'present' && version.isUnstable) return;
    const watched = this.#watched.get(profile);
    if (watched === undefined || watched.at.isOver) return;
    const { bytes } = watched;
    const now =
      version.outcome === 'absent' ? GONE : await this.#ports.compare(bytes, version.bytes);
    if (now === null || this.#watched.get(profile)?.bytes !== bytes) return;
    this.#next(profile, { kind: 'settled', now });
  }

  /** Every stage passed on a connection bound to this folder. */
  passed(profile: string): void {
    this.#next(profile, { kind: 'passed' });
  }

  #next(profile: string, event: AfterRestoreEvent): void {
    const watched = this.#watched.get(profile);
    if (watched === undefined || watched.at.isOver) return;
    const at = nextAfterRestore(watched.at, event);
    this.#watched.set(profile, { ...watched, at });
    if (at.result !== watched.at.result) this.#ports.onChange(profile);
  }
}
