import type { Clock } from '../domain/clock.ts';

/** A tray host that crashed is usually back within moments; the window would only be in the way. */
const TRAY_GONE_MS = 3000;

/** Whether there is a host for the icon, or the app lives in its window. */
export class TrayMode {
  #tray = true;
  #stopTrayGone: () => void = () => undefined;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #onChange: (tray: boolean) => void;

  constructor(clock: Pick<Clock, 'after'>, onChange: (tray: boolean) => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** False: window mode. */
  get tray(): boolean {
    return this.#tray;
  }

  setHost(present: boolean): void {
    this.#stopTrayGone();
    if (present === this.#tray) return;
    if (present) {
      this.#change(true);
      return;
    }
    this.#stopTrayGone = this.#clock.after(TRAY_GONE_MS, () => {
      this.#change(false);
    });
  }

  stop(): void {
    this.#stopTrayGone();
  }

  #change(tray: boolean): void {
    this.#tray = tray;
    this.#onChange(tray);
  }
}
