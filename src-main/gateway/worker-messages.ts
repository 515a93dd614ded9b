import type { Observation } from '../contract/observation.ts';

/** What a worker is told at its start. */
export interface WorkerStart {
  readonly host: string;
  readonly port: number;
  readonly clientId: number;
}

export type WorkerCommand = { do: 'ask-clock' } | { do: 'close' } | { do: 'ping' };

/** `pong` proves that the worker's loop still turns. */
export type WorkerPost = Observation | { kind: 'pong' };
