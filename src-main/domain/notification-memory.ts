import { CALM, type Calm } from './flapping.ts';
import type { ProblemEvent } from './notified-problem.ts';

/** What the policy remembers of one connection between two looks. Instants are epoch ms. */
export interface PolicyState {
  readonly told: Told;
  readonly calm: Calm;
  /** The planned restart that the problem at hand began in. */
  readonly restart: { readonly backBy: number; readonly wentAt: number } | null;
}

export type Told =
  /** Nothing was said about the problem at hand, if there is one. */
  | { kind: 'quiet' }
  | Announced
  /** Ready again, but not for long enough to say so. */
  | { kind: 'recovering'; problemSince: number; readySince: number };
export interface Announced {
  readonly kind: 'announced';
  /** Null: what was said was taken back, but the connection is not ready again. */
  readonly event: ProblemEvent | null;
  /** What is wrong, where `event` names it otherwise (a restart that is overdue). */
  readonly about: ProblemEvent | null;
  readonly problemSince: number;
  readonly announcedAt: number;
  readonly repeats: number;
  readonly acknowledged: boolean;
}

export const NOTHING_TOLD: Told = { kind: 'quiet' };
export const QUIET: PolicyState = { told: NOTHING_TOLD, calm: CALM, restart: null };

/** The user saw it: the problem at hand is not repeated. */
export function acknowledged(policy: PolicyState): PolicyState {
  const { told } = policy;
  return told.kind === 'announced' ? { ...policy, told: { ...told, acknowledged: true } } : policy;
}

export const isLive = (told: Told): boolean => told.kind === 'announced' && told.event !== null;

/** Readiness that did not last: the announced problem goes on, with nothing on show for it. */
export function notReady(told: Told): Exclude<Told, { kind: 'recovering' }> {
  if (told.kind !== 'recovering') return told;
  const { problemSince, readySince: announcedAt } = told;
  const taken = { event: null, about: null, repeats: 0, acknowledged: false };
  return { kind: 'announced', problemSince, announcedAt, ...taken };
}

/** A clock that was set back leaves nothing in the future. */
export function dated(told: Told, now: number): Told {
  if (told.kind === 'quiet') return told;
  const problemSince = Math.min(told.problemSince, now);
  return told.kind === 'announced'
    ? { ...told, problemSince, announcedAt: Math.min(told.announcedAt, now) }
    : { ...told, problemSince, readySince: Math.min(told.readySince, now) };
}
