import type { Preferences } from '$contract/preferences';

export const FIRST_RUN_SCREENS = ['connection', 'result', 'reach'] as const;
export type FirstRunScreen = (typeof FIRST_RUN_SCREENS)[number];

/** Which of the first run's screens is on show; it takes the overview's place until it ends. */
export class FirstRun {
  #screen = $state<FirstRunScreen | null>(null);

  /** Null: it is over, or was never due. */
  get screen(): FirstRunScreen | null {
    return this.#screen;
  }

  /** Due where nothing is set up and nobody went through it. Asked once: it lasts while connections come. */
  startIfDue(preferences: Pick<Preferences, 'firstRunDone' | 'connections'>): void {
    if (!preferences.firstRunDone && preferences.connections.length === 0) this.begin();
  }

  begin(): void {
    this.#screen = 'connection';
  }

  show(screen: FirstRunScreen): void {
    this.#screen = screen;
  }

  end(): void {
    this.#screen = null;
  }
}
