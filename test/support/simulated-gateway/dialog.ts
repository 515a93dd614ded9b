import type { Behaviour } from './behaviour.ts';
import type { GatewayRecord } from './record.ts';

/** The window "Accept incoming connection attempt?" on the Gateway's screen. */
export class IncomingConnectionDialog {
  #waiting: (() => void)[] = [];
  #everyonePasses = false;
  #passes = 0;

  constructor(private readonly record: GatewayRecord) {}

  /** Runs `proceed` once the user has accepted; at once when this client needs no dialog any more. */
  ask(proceed: () => void): void {
    if (this.#everyonePasses) return proceed();
    if (this.#passes > 0) {
      this.#passes -= 1;
      return proceed();
    }
    this.record.dialogsRaised += 1;
    this.#waiting.push(proceed);
    this.record.changed();
  }

  accept({ dialogForm, acceptRemembers }: Behaviour): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#everyonePasses ||= acceptRemembers;
    if (dialogForm === 'same-connection') for (const proceed of waiting) proceed();
    else if (!acceptRemembers) this.#passes += 1;
  }

  /** Forgets earlier acceptances: the next hello raises a dialog again. */
  forget(): void {
    this.#everyonePasses = false;
    this.#passes = 0;
  }
}
