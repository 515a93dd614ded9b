import type { WordContext } from './verdict-words/context.ts';

/** Accepting one client proves the way for new ones this long. */
const PROVEN_MS = 30 * 60_000;

/**
 * When a new client was last accepted, if that promises the next one nothing: it is too long ago,
 * or somebody had to accept it.
 */
export const unprovenSince = (
  c: Pick<WordContext, 'now' | 'newClientAcceptedAt' | 'acceptedByHand'>,
): number | null =>
  c.newClientAcceptedAt != null &&
  (c.acceptedByHand === true || c.now - c.newClientAcceptedAt > PROVEN_MS)
    ? c.newClientAcceptedAt
    : null;

/** The open session works, but says nothing about new clients by now. */
export const isUnproven = (
  status: {
    readonly newClientAcceptedAt: number | null;
    readonly acceptedByHand: boolean;
  },
  now: number,
): boolean => unprovenSince({ ...status, now }) !== null;
