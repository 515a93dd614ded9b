import { APP_NAME } from '../contract/app-name.ts';
import type { ConnectionStatus } from '../contract/connection-status.ts';
import { clockTime, longDuration } from '../contract/format.ts';
import type { NotificationEvent, Preferences } from '../contract/preferences.ts';
import { statusWords } from '../contract/status-words.ts';
import { portName, productName } from '../contract/verdict-words.ts';
import { LIMITS } from './limits.ts';

export interface NotificationContent {
  readonly event: NotificationEvent;
  readonly title: string;
  readonly body: string;
  /** The first is also what a click on the body does. */
  readonly buttons: readonly NotificationButton[];
}
export type NotificationButton = { text: string; action: 'open' | 'snooze-15' };

/** What the policy remembers between two looks. Instants are epoch ms. */
export type PolicyState =
  /** Nothing was said about the problem at hand, if there is one. */
  | { kind: 'quiet' }
  /** `event` null: what was said was taken back, but the connection is not ready again. */
  | { kind: 'announced'; event: NotificationEvent | null; problemSince: number }
  /** Ready again, but not for long enough to say so. */
  | { kind: 'recovering'; problemSince: number; readySince: number };

export const QUIET: PolicyState = { kind: 'quiet' };

export interface Decision {
  readonly policy: PolicyState;
  /** Shown in place of the live one, if any. */
  readonly show: NotificationContent | null;
  /** The live notification is no longer true. */
  readonly withdraw: boolean;
  /** When to look again if nothing changes until then. */
  readonly wakeAt: number | null;
}

export interface PolicyInput {
  readonly status: ConnectionStatus;
  readonly enabled: Preferences['notifications'];
  readonly snoozedUntil: number | null;
  readonly now: number;
}

const READY_STABLE_MS = 10_000;
const CONFIRM_MS = 5000;
const SIGN_IN_AGE_MS = 240_000;
/** A Gateway that worked before and came back signed out. */
const SIGN_IN_AGAIN_MS = 30_000;

/**
 * One notification per problem, only once it is confirmed, replaced when it becomes another one,
 * withdrawn when it ends; "ready again" only after a problem that was announced.
 */
export function decide(policy: PolicyState, input: PolicyInput): Decision {
  const { status, now } = input;
  if (status.state === 'paused' || status.target === null) {
    return { ...nothing(QUIET), withdraw: policy.kind === 'announced' };
  }
  if (status.state === 'ready') return whenReady(policy, input);

  const told = notReady(policy);
  const problem = problemOf(status);
  if (problem === null || !input.enabled[problem.event]) {
    // While checking, what was said may still be true; an answer or another problem ends it.
    return problem !== null || status.state === 'degraded' ? takenBack(told) : nothing(told);
  }
  if (told.kind === 'announced' && told.event === problem.event) return nothing(told);
  if (problem.confirmedAt === null) return nothing(told);
  const dueAt = Math.max(problem.confirmedAt, input.snoozedUntil ?? 0);
  if (now < dueAt) return { ...nothing(told), wakeAt: dueAt };

  const problemSince =
    told.kind === 'quiet' ? (status.problemSince ?? status.since) : told.problemSince;
  return {
    policy: { kind: 'announced', event: problem.event, problemSince },
    show: contentOf(problem.event, status, now),
    withdraw: false,
    wakeAt: null,
  };
}

const nothing = (policy: PolicyState): Decision => ({
  policy,
  show: null,
  withdraw: false,
  wakeAt: null,
});

/** Readiness that did not last: the announced problem goes on, with nothing on show for it. */
function notReady(policy: PolicyState): Exclude<PolicyState, { kind: 'recovering' }> {
  if (policy.kind !== 'recovering') return policy;
  return { kind: 'announced', event: null, problemSince: policy.problemSince };
}

function takenBack(policy: PolicyState): Decision {
  if (policy.kind !== 'announced' || policy.event === null) return nothing(policy);
  return { ...nothing({ ...policy, event: null }), withdraw: true };
}

function whenReady(policy: PolicyState, input: PolicyInput): Decision {
  const { status, now } = input;
  if (policy.kind === 'quiet') return nothing(policy);
  const readySince = policy.kind === 'recovering' ? policy.readySince : status.since;
  const withdraw = policy.kind === 'announced';
  const stableAt = readySince + READY_STABLE_MS;
  if (now < stableAt) {
    const { problemSince } = policy;
    return {
      policy: { kind: 'recovering', problemSince, readySince },
      show: null,
      withdraw,
      wakeAt: stableAt,
    };
  }
  const snoozed = input.snoozedUntil !== null && now < input.snoozedUntil;
  const show =
    input.enabled['ready-again'] && !snoozed
      ? readyAgain(status, readySince - policy.problemSince)
      : null;
  return { policy: QUIET, show, withdraw, wakeAt: null };
}

interface Problem {
  readonly event: NotificationEvent;
  /** When it counts as confirmed; null: more has to be seen first. */
  readonly confirmedAt: number | null;
}

/** The problem worth a notification, if any. */
function problemOf(status: ConnectionStatus): Problem | null {
  const { verdict, report } = status;
  if (verdict === null) return null;
  switch (verdict) {
    case 'silent':
    case 'session-silent': {
      const waitedMs = report?.details.waitedMs ?? 0;
      const silentSince = (report?.at ?? status.since) - waitedMs;
      return { event: 'waiting', confirmedAt: silentSince + LIMITS.silenceNotified };
    }
    case 'disclaimer-pending':
      return { event: 'disclaimer', confirmedAt: status.since };
    case 'sign-in-needed':
      return { event: 'signin', confirmedAt: signInConfirmedAt(status) };
    case 'not-running':
      // A port that was never seen open is a set-up still to be finished, not an outage.
      return status.everListened
        ? { event: 'not-running', confirmedAt: seenTwiceAt(status) }
        : null;
    case 'wrong-port':
    case 'unreachable':
    case 'wrong-service':
    case 'refused-by-rule':
    case 'session-refused':
    case 'unsupported-version':
      return { event: 'down', confirmedAt: seenTwiceAt(status) };
    case 'ready':
    case 'slow':
    case 'starting':
    case 'frozen':
    case 'client-id-in-use':
    case 'cut-off':
    case 'farm-down':
    case 'new-clients-blocked':
    case 'wrong-account':
    case 'clock-skew':
    case 'session-lost':
    case 'not-tested':
    case 'cannot-measure':
      return null;
  }
}

/**
 * Two observations at least five seconds apart. One test that lasted longer than that is still one:
 * the second is either a later test or a look at the socket table after it.
 */
function seenTwiceAt(status: ConnectionStatus): number | null {
  const { observedAt, report, since } = status;
  const again = report === null || report.startedAt > since || observedAt > report.at;
  return again && observedAt - since >= CONFIRM_MS ? observedAt : null;
}

function signInConfirmedAt(status: ConnectionStatus): number {
  if (status.lastReadyAt !== null) return status.since + SIGN_IN_AGAIN_MS;
  return (status.report?.details.processStartedAt ?? status.since) + SIGN_IN_AGE_MS;
}

const OPEN: NotificationButton = { text: 'Open', action: 'open' };
const SNOOZE: NotificationButton = { text: 'Snooze 15 min', action: 'snooze-15' };

function contentOf(
  event: NotificationEvent,
  status: ConnectionStatus,
  now: number,
): NotificationContent {
  const { target } = status;
  const name = productName[target?.product ?? 'unknown'];
  const port = target === null ? '' : portName(target);
  const words = statusWords(status, now);
  const texts: Readonly<Record<NotificationEvent, { title: string; body: string }>> = {
    waiting: {
      title: `${name} isn't answering`,
      body:
        `${APP_NAME}'s test got no answer on ${port} for 8 s; other programs will probably time out too. ` +
        `Look for a dialog in ${name}.`,
    },
    disclaimer: {
      title: 'Accept the paper disclaimer',
      body: `${name} asks for it before API clients may connect.`,
    },
    signin: {
      title: `Port ${target?.port ?? ''} isn't open yet`,
      body: `${name} probably waits for a sign-in.`,
    },
    'not-running': {
      title: `${name} stopped`,
      body: `${port} closed at ${clockTime(status.since)}. Your programs can't trade or get data.`,
    },
    down: { title: words.headline, body: words.sentence },
    'ready-again': { title: `${name} is ready again`, body: '' },
  };
  return { event, ...texts[event], buttons: [OPEN, SNOOZE] };
}

function readyAgain(status: ConnectionStatus, awayMs: number): NotificationContent {
  const target = status.target;
  return {
    event: 'ready-again',
    title: `${productName[target?.product ?? 'unknown']} is ready again`,
    body: `${target === null ? 'It' : portName(target)} was away for ${longDuration(awayMs)}.`,
    buttons: [],
  };
}
