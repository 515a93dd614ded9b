import type { ApiClient, GaveUp } from '../contract/api-clients.ts';
import type { TestReport } from '../contract/test-report.ts';
import { apiClientsOf, type SeenClient } from '../domain/api-clients.ts';
import {
  answered,
  gaveUpOf,
  NO_ANSWERS,
  stopped,
  weighed,
  type Circumstances,
} from '../domain/client-answers.ts';
import {
  afterGap,
  afterLook,
  gaveUpAt,
  mayLeaveSoon,
  NO_VISITS,
  visitedLately,
} from '../domain/client-visits.ts';
import type { Clock } from '../domain/clock.ts';

export interface ClientNews {
  readonly apiClients: readonly ApiClient[] | null;
  readonly gaveUp: readonly GaveUp[];
}

/** The target's watch around this one. */
export interface ClientWatchHost {
  circumstances(): Omit<Circumstances, 'clients'>;
  /** One fresh test, please. */
  ask(): void;
  tell(news: ClientNews): void;
}

/**
 * Whose programs are connected, which of them come and leave again, and what Gateway answers
 * Gatelight meanwhile: the two halves of one experiment. It looks at sockets, and connects to none.
 */
export class ClientWatch {
  #visits = NO_VISITS;
  #answers = NO_ANSWERS;
  #apiClients: readonly ApiClient[] | null = null;
  #told = '';
  readonly #clock: Clock;
  readonly #host: ClientWatchHost;

  constructor(clock: Clock, host: ClientWatchHost) {
    this.#clock = clock;
    this.#host = host;
  }

  /** A visit ended in the last two minutes: its program may be back any moment. */
  get visitedLately(): boolean {
    return visitedLately(this.#visits, this.#clock.now());
  }

  /** Nobody who comes or goes is to be missed for economy. */
  get isBusy(): boolean {
    return this.visitedLately || mayLeaveSoon(this.#visits, this.#clock.now());
  }

  /** A look has shown these connections; null: it can't be read. */
  looked(seen: readonly SeenClient[] | null): void {
    if (seen === null) {
      this.#visits = afterGap(this.#visits);
      this.#apiClients = null;
      this.#tell();
      return;
    }
    const at = this.#clock.now();
    this.#visits = afterLook(this.#visits, seen, at);
    this.#apiClients = apiClientsOf(seen);
    const now = { ...this.#host.circumstances(), clients: seen.length };
    const { answers, asks } = weighed(this.#answers, gaveUpAt(this.#visits, at), now, at);
    this.#answers = answers;
    this.#tell();
    if (asks) this.#host.ask();
  }

  /** What a test has shown so far, whoever wanted it. */
  heard(report: TestReport): void {
    this.#answers = answered(this.#answers, report);
    if (this.#told !== '') this.#tell();
  }

  /** Nothing is looked at any more, until a next look. */
  stop(): void {
    this.#visits = afterGap(this.#visits);
    this.#answers = stopped(this.#answers);
    this.#apiClients = null;
    this.#told = '';
  }

  #tell(): void {
    const visitors = gaveUpAt(this.#visits, this.#clock.now());
    const news = { apiClients: this.#apiClients, gaveUp: gaveUpOf(visitors, this.#answers) };
    const told = JSON.stringify(news);
    if (told === this.#told) return;
    this.#told = told;
    this.#host.tell(news);
  }
}
