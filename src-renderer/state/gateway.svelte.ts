import type { Bridge } from '$contract/bridge';
import type { ConnectionStatus } from '$contract/connection-status';
import type { FailureCode, Result } from '$contract/result';

export type GatewaySource = Pick<
  Bridge,
  | 'status:get'
  | 'status:changed'
  | 'test:run'
  | 'test:accepted'
  | 'report:preview'
  | 'report:copy'
  | 'monitoring:pause'
>;

/** What main knows about the connection, and what the page may ask of it. */
export class GatewayStore {
  #source: GatewaySource;
  #status = $state.raw<ConnectionStatus | null>(null);
  /** A test that someone on this page asked for: only its end is worth announcing again. */
  #asked = $state<'no' | 'asked' | 'seen'>('no');

  constructor(source: GatewaySource) {
    this.#source = source;
  }

  /** Null until the first answer. */
  get status(): ConnectionStatus | null {
    return this.#status;
  }

  get testAsked(): boolean {
    return this.#asked !== 'no';
  }

  /** Subscribes before asking, so that no change can fall between the two; a push beats the answer. */
  async start(): Promise<void> {
    this.#source['status:changed']((status) => this.#take(status));
    const first = await this.#source['status:get']();
    if (first.ok && this.#status === null) this.#take(first.value);
  }

  /** Answers what went wrong, or null. */
  async test(): Promise<FailureCode | null> {
    this.#asked = 'asked';
    const failed = failureOf(await this.#source['test:run']());
    if (failed !== null) this.#asked = 'no';
    return failed;
  }

  async accepted(): Promise<FailureCode | null> {
    return failureOf(await this.#source['test:accepted']());
  }

  async pause(paused: boolean): Promise<FailureCode | null> {
    return failureOf(await this.#source['monitoring:pause']({ paused }));
  }

  previewReport(): Promise<Result<{ text: string }>> {
    return this.#source['report:preview']();
  }

  async copyReport(): Promise<FailureCode | null> {
    return failureOf(await this.#source['report:copy']());
  }

  #take(status: ConnectionStatus): void {
    this.#status = status;
    if (this.#asked === 'no') return;
    const running = status.testingSince !== null && status.report?.phase !== 'held';
    if (running) this.#asked = 'seen';
    else if (this.#asked === 'seen') this.#asked = 'no';
  }
}

function failureOf(result: Result<unknown>): FailureCode | null {
  return result.ok ? null : result.error;
}
