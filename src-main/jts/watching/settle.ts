import type { SettingsVersion } from '../../contract/jts/settings-folder.ts';
import type { Clock } from '../../domain/clock.ts';
import { isSame, readSighted, sight, type Sighting } from './bounded-read.ts';
import { pause } from './pause.ts';

/** Two readings so far apart must be equal. */
const QUIET_MS = 120;
/** Most writers empty or delete a file before they write it: nothing there is believed later. */
const NOTHING_QUIET_MS = 1500;
const STEP_MS = 40;
/** Longer than any writer that writes once. */
const UNSTABLE_MS = 3000;

/**
 * Finds out what is in a file that others write at any moment, and tells each content once, when it has
 * come to rest. A state between two writes is never told, but as unstable, where there is no rest.
 */
export class SettleLoop {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #onVersion: (version: SettingsVersion) => void;
  readonly #onRest: () => void;
  #last: SettingsVersion | null = null;
  /** What the last version was found in; null: none was found yet. */
  #settled: Sighting | null = null;
  #wakes = 0;
  #isRunning = false;
  #isDisposed = false;

  /** `onRest`: after each reading of a file at rest, whether it was new or not. */
  constructor(
    path: string,
    clock: Clock,
    onVersion: (version: SettingsVersion) => void,
    onRest: () => void = () => undefined,
  ) {
    this.#path = path;
    this.#clock = clock;
    this.#onVersion = onVersion;
    this.#onRest = onRest;
  }

  /** The last one told; null: none yet. */
  get version(): SettingsVersion | null {
    return this.#last;
  }

  /** Something may have changed. */
  wake(): void {
    this.#wakes += 1;
    if (this.#isBusy()) return;
    this.#isRunning = true;
    void this.#run().finally(() => {
      this.#isRunning = false;
      if (!this.#isDisposed) this.#onRest();
    });
  }

  /** True where something has changed that nobody woke us for; wakes. */
  async glance(): Promise<boolean> {
    if (this.#isBusy()) return false;
    const seen = await sight(this.#path);
    if (this.#isBusy() || (this.#settled !== null && isSame(seen, this.#settled))) return false;
    this.wake();
    return true;
  }

  dispose(): void {
    this.#isDisposed = true;
  }

  async #run(): Promise<void> {
    let restlessSince = this.#clock.monotonicMs();
    let toldUnstable = false;
    let seen: Sighting | null = null;
    let seenAt = 0;
    while (!this.#isDisposed) {
      const readingAt = this.#clock.monotonicMs();
      const now = await sight(this.#path);
      if (seen === null || !isSame(now, seen)) {
        seen = now;
        seenAt = this.#clock.monotonicMs();
      } else if (readingAt - seenAt >= quietOf(seen)) {
        const wakes = this.#wakes;
        const version = await this.#versionOf(seen);
        // Windows refuses to open what another program is writing.
        const isRefused = seen.kind === 'file' && version?.outcome === 'unreadable';
        if (!isRefused || readingAt - seenAt >= NOTHING_QUIET_MS) {
          if (version !== null) {
            this.#settled = seen;
            this.#tell(version);
            if (wakes === this.#wakes) return;
            restlessSince = this.#clock.monotonicMs();
            toldUnstable = false;
          }
          seen = null;
          continue;
        }
      }
      if (!toldUnstable && this.#clock.monotonicMs() - restlessSince >= UNSTABLE_MS) {
        toldUnstable = await this.#tellUnstable(now);
      }
      await pause(this.#clock, STEP_MS);
    }
  }

  /** Null where it is no longer what was seen. */
  async #versionOf(seen: Sighting): Promise<SettingsVersion | null> {
    const at = this.#clock.now();
    if (seen.kind === 'absent') return { outcome: 'absent', at };
    if (seen.kind === 'unreadable') return { outcome: 'unreadable', why: seen.why, at };
    const content = await readSighted(this.#path, seen);
    if (content === null) return null;
    if ('why' in content) return { outcome: 'unreadable', why: content.why, at };
    const { mode, mtimeMs, ctimeMs } = seen;
    return {
      outcome: 'present',
      ...content,
      mode,
      mtimeMs,
      ctimeMs,
      at: this.#clock.now(),
      isUnstable: false,
    };
  }

  async #tellUnstable(seen: Sighting): Promise<boolean> {
    if (seen.kind !== 'file') return false;
    const content = await readSighted(this.#path, null);
    if (content === null || 'why' in content) return false;
    const { mode, mtimeMs, ctimeMs } = seen;
    const at = this.#clock.now();
    this.#tell({ outcome: 'present', ...content, mode, mtimeMs, ctimeMs, at, isUnstable: true });
    return true;
  }

  #tell(version: SettingsVersion): void {
    if (this.#isDisposed || (this.#last !== null && isEqual(version, this.#last))) return;
    this.#last = version;
    this.#onVersion(version);
  }

  /** Asked again after waiting: meanwhile somebody may have woken us. */
  #isBusy(): boolean {
    return this.#isRunning || this.#isDisposed;
  }
}

function quietOf(seen: Sighting): number {
  return seen.kind === 'file' && seen.size > 0 ? QUIET_MS : NOTHING_QUIET_MS;
}

function isEqual(one: SettingsVersion, other: SettingsVersion): boolean {
  switch (one.outcome) {
    case 'present':
      return (
        other.outcome === 'present' &&
        one.sha256 === other.sha256 &&
        one.isUnstable === other.isUnstable
      );
    case 'absent':
      return other.outcome === 'absent';
    case 'unreadable':
      return other.outcome === 'unreadable' && one.why === other.why;
  }
}
