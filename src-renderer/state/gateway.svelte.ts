import type { Bridge } from '$contract/bridge';
import type { ConnectionStatus } from '$contract/connection-status';
import type { FixStepId } from '$contract/guided-fix';
import type { FailureCode, Result } from '$contract/result';
import type { ShowProblem } from '$contract/show-gateway';
import { connectionKey } from '$contract/target';
import { byUrgency } from '$contract/urgency';

export type GatewaySource = Pick<
  Bridge,
  | 'status:get'
  | 'status:changed'
  | 'test:run'
  | 'test:accepted'
  | 'gateway:closed'
  | 'gateway:show'
  | 'fix:open'
  | 'fix:step'
  | 'fix:skip'
  | 'fix:close'
  | 'details:copy'
  | 'report:preview'
  | 'report:copy'
  | 'monitoring:pause'
>;

/** What main knows about the connections, which one is on show, and what the page may ask of it. */
export class GatewayStore {
  #source: GatewaySource;
  #statuses = $state.raw<readonly ConnectionStatus[] | null>(null);
  /** The key of the one on show. */
  #chosen = $state<string | null>(null);
  /** Asked for before it is watched: it may be on its way. */
  #wanted: string | null = null;
  /** A test that someone on this page asked for: only its end is worth announcing again. */
  #asked = $state.raw<{ connection: string; begun: boolean } | null>(null);

  readonly #shown = $derived(
    this.#statuses?.find((status) => keyOf(status) === this.#chosen) ?? null,
  );

  constructor(source: GatewaySource) {
    this.#source = source;
  }

  /** Null until the first answer; in the order of the preferences. */
  get statuses(): readonly ConnectionStatus[] | null {
    return this.#statuses;
  }

  /** The connection on show; null where nothing is watched. */
  get shown(): ConnectionStatus | null {
    return this.#shown;
  }

  /** The test of the connection on show was asked for here and goes on. */
  get testAsked(): boolean {
    return this.#shown !== null && this.#asked?.connection === keyOf(this.#shown);
  }

  /** Named by its key; one that is not watched yet is shown as soon as it is. */
  show(connection: string): void {
    this.#wanted = connection;
    this.#showWanted(this.#statuses ?? []);
  }

  /** Subscribes before asking, so that no change can fall between the two; a push beats the answer. */
  async start(): Promise<void> {
    this.#source['status:changed']((statuses) => this.#take(statuses));
    const first = await this.#source['status:get']();
    if (first.ok && this.#statuses === null) this.#take(first.value);
  }

  /** Answers what went wrong, or null. */
  async test(): Promise<FailureCode | null> {
    return this.#about(async (connection) => {
      this.#asked = { connection, begun: false };
      const result = await this.#source['test:run']({ connection });
      if (!result.ok) this.#asked = null;
      return result;
    });
  }

  accepted(): Promise<FailureCode | null> {
    return this.#about((connection) => this.#source['test:accepted']({ connection }));
  }

  /** The user closed Gateway: nothing is wrong. */
  closed(): Promise<FailureCode | null> {
    return this.#about((connection) => this.#source['gateway:closed']({ connection }));
  }

  /** Null in the result: Gateway's window was brought forward. */
  showGateway(): Promise<Result<ShowProblem | null>> {
    return this.#shown === null
      ? Promise.resolve({ ok: false, error: 'no-connection' })
      : this.#source['gateway:show']({ connection: keyOf(this.#shown) });
  }

  openFix(): Promise<FailureCode | null> {
    return this.#about((connection) => this.#source['fix:open']({ connection }));
  }

  /** Shows a step of the guided fix. */
  goToStep(step: FixStepId): Promise<FailureCode | null> {
    return this.#about((connection) => this.#source['fix:step']({ connection, step }));
  }

  /** "That wasn't it." */
  notIt(step: FixStepId): Promise<FailureCode | null> {
    return this.#about((connection) => this.#source['fix:skip']({ connection, step }));
  }

  closeFix(): Promise<FailureCode | null> {
    return this.#about((connection) => this.#source['fix:close']({ connection }));
  }

  /** Host, port and a client id, for one's own program. */
  copyDetails(): Promise<FailureCode | null> {
    return this.#about((connection) => this.#source['details:copy']({ connection }));
  }

  /** Of all connections. */
  async pause(paused: boolean): Promise<FailureCode | null> {
    return failureOf(await this.#source['monitoring:pause']({ paused }));
  }

  previewReport(connection: string): Promise<Result<{ text: string }>> {
    return this.#source['report:preview']({ connection });
  }

  async copyReport(connection: string): Promise<FailureCode | null> {
    return failureOf(await this.#source['report:copy']({ connection }));
  }

  async #about(ask: (connection: string) => Promise<Result<unknown>>): Promise<FailureCode | null> {
    return this.#shown === null ? 'no-connection' : failureOf(await ask(keyOf(this.#shown)));
  }

  #showWanted(statuses: readonly ConnectionStatus[]): void {
    if (!statuses.some((status) => keyOf(status) === this.#wanted)) return;
    this.#chosen = this.#wanted;
    this.#wanted = null;
  }

  #take(statuses: readonly ConnectionStatus[]): void {
    this.#chosen = chosenAfter(this.#chosen, this.#statuses ?? [], statuses);
    this.#statuses = statuses;
    this.#showWanted(statuses);
    const asked = statuses.find((status) => keyOf(status) === this.#asked?.connection);
    if (this.#asked === null || asked === undefined) return;
    const running = asked.testingSince !== null && asked.report?.phase !== 'held';
    if (running) this.#asked = { ...this.#asked, begun: true };
    else if (this.#asked.begun) this.#asked = null;
  }
}

/**
 * The one on show stays on show while others become more urgent, and while its own host or port
 * changes: it is then the one in the same place.
 */
function chosenAfter(
  chosen: string | null,
  before: readonly ConnectionStatus[],
  after: readonly ConnectionStatus[],
): string | null {
  const keys = after.map(keyOf);
  if (chosen !== null && keys.includes(chosen)) return chosen;
  const place = before.findIndex((status) => keyOf(status) === chosen);
  const moved = place >= 0 && before.length === after.length ? keys[place] : undefined;
  if (moved !== undefined) return moved;
  const [urgent] = byUrgency(after);
  return urgent === undefined ? null : keyOf(urgent);
}

function keyOf({ target }: ConnectionStatus): string {
  return connectionKey(target);
}

function failureOf(result: Result<unknown>): FailureCode | null {
  return result.ok ? null : result.error;
}
