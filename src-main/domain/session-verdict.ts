import type { AccountKind, AccountMode } from '../contract/target.ts';
import type { VerdictDetails } from '../contract/test-report.ts';
import type { Verdict } from '../contract/verdict.ts';
import { LIMITS } from './limits.ts';

/** What is known of a session that works. */
export interface SessionFigures {
  /** What a person said must answer; null: nobody did. */
  readonly expect: AccountMode | null;
  readonly accountKind: AccountKind;
  readonly skewMs: number | null;
  /** From the TCP connection to the session; null when a person was waited for in between. */
  readonly sessionMs: number | null;
  /** Median session time, ms. */
  readonly usualMs: number;
  readonly linkLost: boolean;
  /** Market data farms that count as down. */
  readonly farms: readonly string[];
  /** Epoch ms since when the session is mute; null: it answers. */
  readonly muteSince?: number | null;
  /** What a fresh test beside the session met instead of one of its own; null: it was let in. */
  readonly blockedBy?: Verdict | null;
}

/** The session works: what, if anything, is still wrong with it, in order of weight. */
export function sessionVerdict(seen: SessionFigures): {
  readonly verdict: Verdict;
  readonly details: VerdictDetails;
} {
  const { accountKind, farms, sessionMs, skewMs, usualMs } = seen;
  const details = sessionMs === null ? { usualMs } : { sessionMs, usualMs };

  // Nothing else that it said still counts.
  if (seen.muteSince != null) return { verdict: 'frozen', details: { muteSince: seen.muteSince } };
  if (seen.linkLost) return { verdict: 'cut-off', details };
  if (isOtherAccount(seen.expect, accountKind)) {
    return { verdict: 'wrong-account', details: { ...details, accountKind } };
  }
  if (farms.length > 0) return { verdict: 'farm-down', details: { ...details, farms } };
  if (seen.blockedBy != null) {
    return { verdict: 'new-clients-blocked', details: { ...details, blockedBy: seen.blockedBy } };
  }
  if (skewMs !== null && Math.abs(skewMs) > LIMITS.clockSkew) {
    return { verdict: 'clock-skew', details: { ...details, skewMs } };
  }
  if (sessionMs !== null && sessionMs > LIMITS.slow && sessionMs > LIMITS.slowFactor * usualMs) {
    return { verdict: 'slow', details };
  }
  return { verdict: 'ready', details };
}

/** Only what a person said can be wrong, and only a list that came can contradict it. */
export const isOtherAccount = (expect: AccountMode | null, kind: AccountKind): boolean =>
  expect !== null && kind !== 'unknown' && kind !== expect;
