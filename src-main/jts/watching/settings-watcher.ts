import { join } from 'node:path';
import { SETTINGS_FILE } from '../../contract/jts/backup.ts';
import type { SettingsVersion } from '../../contract/jts/settings-folder.ts';
import type { Clock } from '../../domain/clock.ts';
import { SettleLoop } from './settle.ts';
import { WakeUp } from './wake-up.ts';

const LOOK_MS = 2000;
/** Nothing wakes us for a folder that is not there, and its first file must be seen in 2.5 s. */
const LOOK_FOR_FOLDER_MS = 1000;

/**
 * Watches the `jts.ini` of one settings folder, which need not exist yet. Tells what is there at the start,
 * and then each content that differs from the one before, once it has come to rest.
 */
export class SettingsWatcher {
  readonly #clock: Clock;
  readonly #loop: SettleLoop;
  readonly #wakeUp: WakeUp;
  #stopLooking = (): void => undefined;
  #isDisposed = false;

  /** `dir`: as found; a link in it is followed anew with each look. */
  constructor(dir: string, clock: Clock, onVersion: (version: SettingsVersion) => void) {
    const path = join(dir, SETTINGS_FILE);
    this.#clock = clock;
    this.#wakeUp = new WakeUp(path, () => this.#loop.wake());
    // Links may lead elsewhere now.
    this.#loop = new SettleLoop(path, clock, onVersion, () => void this.#wakeUp.arm());
    this.#loop.wake();
    void this.#look();
  }

  /** The last one told; null: still looking. */
  get version(): SettingsVersion | null {
    return this.#loop.version;
  }

  /** Looks at once, as after our own writing. */
  look(): void {
    this.#loop.wake();
  }

  /** Tells nothing more. Resolves when nothing of the system's is held any more. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#stopLooking();
    this.#loop.dispose();
    await this.#wakeUp.dispose();
  }

  async #look(): Promise<void> {
    // A change that came without a wake-up means that it watches something else than it should.
    const wasMissed = await this.#loop.glance();
    const hasFolder = await this.#wakeUp.arm(wasMissed);
    if (this.#isDisposed) return;
    const nextMs = hasFolder ? LOOK_MS : LOOK_FOR_FOLDER_MS;
    this.#stopLooking = this.#clock.after(nextMs, () => void this.#look());
  }
}
