import type { CarePorts } from './care-ports.ts';

const EVERY_MS = 3_600_000;

/** Lets go of what need not be kept any more, at the start and hourly: an app may run for months. */
export class Tidying {
  readonly #ports: Pick<CarePorts, 'backups' | 'clock' | 'log'>;
  #stop = (): void => undefined;
  #isDisposed = false;

  constructor(ports: Pick<CarePorts, 'backups' | 'clock' | 'log'>) {
    this.#ports = ports;
  }

  start(): void {
    void this.#tidy();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#stop();
  }

  async #tidy(): Promise<void> {
    const { backups, clock, log } = this.#ports;
    try {
      await backups.tidy(clock.now());
    } catch (cause) {
      log.error('old backups were not tidied', cause);
    }
    if (!this.#isDisposed) this.#stop = clock.after(EVERY_MS, () => void this.#tidy());
  }
}
