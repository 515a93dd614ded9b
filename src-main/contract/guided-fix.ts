import type { ApiClient } from './api-clients.ts';
import type { ListenerOwner } from './evidence.ts';
import type { ForeignService } from './observation.ts';
import type { ExplainingRule } from './jts/settings-state.ts';
import type { Product } from './target.ts';
import type { Verdict } from './verdict.ts';

/** Verdicts that a person can do something about, step by step. */
export const FIXABLE = [
  'silent',
  'session-silent',
  'new-clients-blocked',
  'disclaimer-pending',
  'refused-by-rule',
  'session-refused',
  'client-id-in-use',
  'wrong-port',
  'wrong-service',
  'not-running',
  'sign-in-needed',
  'frozen',
  'cut-off',
] as const satisfies readonly Verdict[];
export type FixableVerdict = (typeof FIXABLE)[number];

export const isFixable = (verdict: Verdict | null): verdict is FixableVerdict =>
  (FIXABLE as readonly (Verdict | null)[]).includes(verdict);

/** One thing to do in Gateway, on the phone or on this computer. */
export const FIX_STEPS = [
  'accept-dialog',
  'accept-disclaimer',
  'finish-sign-in',
  'trust-address',
  'enable-api',
  'check-relay',
  'resume-process',
  'look-at-window',
  'clear-connections',
  'free-client-id',
  'change-port',
  'set-gateway-port',
  'start-gateway',
  'check-link',
  'end-other-session',
  'restart-gateway',
  'ask-for-help',
] as const;
export type FixStepId = (typeof FIX_STEPS)[number];

export interface FixStep {
  readonly step: FixStepId;
  /** `tried`: the user said "That wasn't it". */
  readonly state: 'now' | 'later' | 'tried';
  /** How well it fits what was seen; `last`: costs something and comes when nothing else helped. */
  readonly fits: 'likely' | 'possible' | 'last';
}

/** What needs no step any more, ticked above the steps. */
export type Proof =
  | { kind: 'process'; product: Product; version: string | null; startedAt: number }
  | { kind: 'port'; port: number }
  | { kind: 'api'; serverVersion: number }
  | { kind: 'session' };

/** One line of "What the evidence says": `says` tells how it bears on the problem. */
export type Claim = { readonly says: 'ruled-out' | 'points-there' | 'not-known' } &
  /** The listener is Gateway's own process: neither the port number nor a firewall on this computer. */
  (
    | { kind: 'port-is-gateways'; connectMs: number | null }
    /** Our own test meets the same: not only the user's program. */
    | { kind: 'own-test-too' }
    | { kind: 'relay'; program: string }
    | { kind: 'other-listener'; owner: ListenerOwner; service: ForeignService | null }
    | { kind: 'process-suspended'; pid: number }
    | { kind: 'process-young'; startedAt: number }
    | { kind: 'process-old'; startedAt: number }
    | { kind: 'no-process' }
    | { kind: 'other-port'; port: number }
    | { kind: 'nothing-listens'; port: number }
    /** `title` as the window shows it, where the system tells. */
    | { kind: 'new-window'; title: string | null }
    | { kind: 'no-new-window' }
    /** The last time it was silent, accepting a dialog ended it (epoch ms). */
    | { kind: 'accepted-before'; at: number }
    /** A change of settings shortly before, which a rule joins with this problem (epoch ms). */
    | { kind: 'settings-changed'; rule: ExplainingRule; at: number }
    | { kind: 'half-closed'; count: number }
    | { kind: 'no-half-closed' }
    | { kind: 'clients'; count: number; programs: readonly ApiClient[] | null }
    | { kind: 'closed-at-once'; afterMs: number }
    | { kind: 'code'; code: number }
    | { kind: 'session-mute'; since: number }
    | { kind: 'link-lost'; since: number }
    | { kind: 'cannot-see'; missing: string }
    /** The target is on another computer: nothing of it can be seen from here. */
    | { kind: 'remote' }
  );

/** What ended the problem, as far as the evidence goes. */
export const FIX_CAUSES = [
  'dialog-accepted',
  'sign-in-finished',
  'disclaimer-accepted',
  'now-let-in',
  'client-id-freed',
  'port-changed',
  'service-replaced',
  'gateway-started',
  'gateway-restarted',
  'process-resumed',
  'link-restored',
  'unknown',
] as const;
export type FixCause = (typeof FIX_CAUSES)[number];

export interface FixOutcome {
  /** Epoch ms. */
  readonly at: number;
  /** From the beginning of the problem. */
  readonly afterMs: number;
  readonly cause: FixCause;
  /** False: it fits what was seen, but something else may have ended it. */
  readonly isSure: boolean;
  /** What the connection is now: `ready`, or another, lesser trouble. */
  readonly verdict: Verdict;
}

/** The guided fix of one connection, from opening it until it is closed. Instants are epoch ms. */
export interface GuidedFix {
  readonly openedAt: number;
  readonly problemSince: number;
  /** The one the plan is for; it follows the connection's verdict while that is fixable. */
  readonly verdict: FixableVerdict;
  readonly proven: readonly Proof[];
  /** In the order to try them; exactly one is `now` while nothing has ended it. */
  readonly steps: readonly FixStep[];
  readonly claims: readonly Claim[];
  /** Null while the problem lasts. */
  readonly outcome: FixOutcome | null;
}
