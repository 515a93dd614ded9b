import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { Preferences, QuietHours } from '../contract/preferences.ts';
import {
  counted,
  isUnstable,
  mayTellReadyAgain,
  roomAt,
  silenced,
  withShown,
  type Calm,
} from './flapping.ts';
import { contentOf, readyAgain, repeatOf, type NotificationContent } from './notification-texts.ts';
import {
  dated,
  isLive,
  notReady,
  NOTHING_TOLD,
  type Announced,
  type PolicyState,
  type Told,
} from './notification-memory.ts';
import { isAsleep, problemOf, seenOf, type ProblemEvent } from './notified-problem.ts';
import { quietUntil } from './quiet-hours.ts';

export { acknowledged, QUIET, type PolicyState } from './notification-memory.ts';
export type { NotificationContent } from './notification-texts.ts';

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
  readonly quietHours: QuietHours;
  readonly snoozedUntil: number | null;
  /** Gateway's window can be brought forward on this desktop. */
  readonly canShow: boolean;
  readonly now: number;
}

const READY_STABLE_MS = 10_000;
/** A restart has so long after its window. */
const OVERDUE_MS = 300_000;
/** After the announcement; then never again. */
const REPEATS_MS = [600_000, 1_800_000] as const;

/**
 * One notification per problem, only once it is confirmed, replaced when it becomes another one,
 * withdrawn when it ends; "ready again" only after a problem that was announced.
 */
export function decide(before: PolicyState, input: PolicyInput): Decision {
  const { status, enabled, now } = input;
  const calm = counted(before.calm, seenOf(status, enabled), now);
  const policy = { told: dated(before.told, now), calm, restart: restartOf(before, status) };
  if (status.state === 'paused' || status.closedByUser || isAsleep(status)) {
    return ended({ ...policy, restart: null });
  }
  const isInterrupted = !calm.up && seenOf(status, enabled) === 'interrupted';
  if (isInterrupted && isUnstable(calm) && calm.silentUntil === null && heldUntil(input) === null) {
    return whenUnstable(policy, input);
  }
  if (calm.silentUntil !== null) return whileSilenced(policy, calm.silentUntil, input);
  if (status.state === 'ready') return whenReady(policy, input);
  // All that is known without connecting is that something listens again: no good news to tell.
  if (status.verdict === 'not-tested') return ended(policy);
  if (status.state === 'restart') return takenBack(policy);
  return whenNotReady(policy, input);
}

function whenNotReady(before: PolicyState, input: PolicyInput): Decision {
  const { status, enabled, now } = input;
  const policy = { ...before, told: notReady(before.told) };
  const { told, restart } = policy;
  const problem = problemOf(status);
  if (problem === null) {
    // While checking, what was said may still be true; an answer ends it.
    return status.state === 'degraded' ? takenBack(policy) : nothing(policy);
  }
  const isTold =
    told.kind === 'announced' && (told.event === problem.event || told.about === problem.event);
  const isOverdue = restart !== null && enabled['restart-overdue'];
  const event = isTold && told.event !== null ? told.event : problem.event;
  if (!enabled[isOverdue ? 'restart-overdue' : event]) return takenBack(policy);
  if (isTold) return whileTold(policy, told, input);
  if (problem.confirmedAt === null) return nothing(policy);

  const dueAt = Math.max(problem.confirmedAt, restart === null ? 0 : restart.backBy + OVERDUE_MS);
  if (now < dueAt) return nothing(policy, dueAt);
  const laterAt = notBefore(input, policy.calm);
  if (laterAt !== null) return { ...takenBack(policy), wakeAt: laterAt };

  const isNew = told.kind === 'quiet' || told.event === 'unstable';
  const problemSince = isNew ? (status.problemSince ?? status.since) : told.problemSince;
  return announced(
    { ...policy, restart: null },
    isOverdue ? 'restart-overdue' : problem.event,
    { about: isOverdue ? problem.event : null, problemSince: restart?.wentAt ?? problemSince },
    input,
  );
}

/** What was told lasts: told again after a while, unless the user saw it. */
function whileTold(policy: PolicyState, told: Announced, input: PolicyInput): Decision {
  const { status, enabled, now } = input;
  const afterMs = REPEATS_MS[told.repeats];
  if (afterMs === undefined || told.acknowledged || told.event === null || !enabled.repeat) {
    return nothing(policy);
  }
  const dueAt = told.announcedAt + afterMs;
  if (now < dueAt) return nothing(policy, dueAt);
  const laterAt = notBefore(input, policy.calm);
  if (laterAt !== null) return nothing(policy, laterAt);
  const repeats = REPEATS_MS.filter((ms) => now >= told.announcedAt + ms).length;
  const nextMs = REPEATS_MS[repeats];
  return {
    policy: { ...policy, told: { ...told, repeats }, calm: withShown(policy.calm, now) },
    show: repeatOf(told.event, status, { wentAt: told.problemSince, now, canShow: input.canShow }),
    withdraw: false,
    wakeAt: nextMs === undefined ? null : told.announcedAt + nextMs,
  };
}

function announced(
  policy: PolicyState,
  event: ProblemEvent,
  what: Pick<Announced, 'about' | 'problemSince'>,
  { status, enabled, canShow, now }: PolicyInput,
): Decision {
  const told: Told = {
    kind: 'announced',
    event,
    ...what,
    announcedAt: now,
    repeats: 0,
    acknowledged: false,
  };
  return {
    policy: { ...policy, told, calm: withShown(policy.calm, now) },
    show: contentOf(event, status, { wentAt: what.problemSince, now, canShow }),
    withdraw: false,
    wakeAt: enabled.repeat ? now + REPEATS_MS[0] : null,
  };
}

/** Coming and going is told once; what comes and goes meanwhile is not. */
function whenUnstable(policy: PolicyState, input: PolicyInput): Decision {
  const { status, enabled, now } = input;
  const calm = silenced(policy.calm, now);
  if (!enabled.unstable || roomAt(calm) !== null) {
    return { ...ended({ ...policy, calm }), wakeAt: calm.silentUntil };
  }
  const problemSince = status.problemSince ?? now;
  const what = { about: null, problemSince };
  return { ...announced({ ...policy, calm }, 'unstable', what, input), wakeAt: calm.silentUntil };
}

function whileSilenced(policy: PolicyState, until: number, { status }: PolicyInput): Decision {
  const { told } = policy;
  const isOver =
    status.state === 'ready' ||
    status.state === 'restart' ||
    (told.kind === 'announced' &&
      told.event !== 'unstable' &&
      problemOf(status) !== null &&
      problemOf(status)?.event !== told.event);
  const stays = told.kind === 'announced' && (told.event === 'unstable' || !isOver);
  return stays ? nothing(policy, until) : { ...ended(policy), wakeAt: until };
}

function whenReady(policy: PolicyState, input: PolicyInput): Decision {
  const { status, enabled, now } = input;
  const { told, calm } = policy;
  if (told.kind === 'quiet') return nothing(policy);
  // Nothing was away: it came and went, and stopped doing so.
  if (told.kind === 'announced' && told.event === 'unstable') return ended(policy);
  const readySince = told.kind === 'recovering' ? told.readySince : Math.min(status.since, now);
  const { problemSince } = told;
  const withdraw = isLive(told);
  const stableAt = readySince + READY_STABLE_MS;
  if (now < stableAt) {
    const recovering: Told = { kind: 'recovering', problemSince, readySince };
    return { policy: { ...policy, told: recovering }, show: null, withdraw, wakeAt: stableAt };
  }
  const isTold = enabled['ready-again'] && heldUntil(input) === null && mayTellReadyAgain(calm);
  return {
    policy: {
      ...policy,
      told: NOTHING_TOLD,
      calm: isTold ? { ...withShown(calm, now), readyAgainAt: now } : calm,
    },
    show: isTold ? readyAgain(status, readySince - problemSince) : null,
    withdraw,
    wakeAt: null,
  };
}

// ── What a look says ───────────────────────────────────────────────────────────────────────────
const nothing = (policy: PolicyState, wakeAt: number | null = null): Decision => ({
  policy,
  show: null,
  withdraw: false,
  wakeAt,
});

/** No longer true, but not over: the end of it is still worth telling. */
function takenBack(policy: PolicyState): Decision {
  const told = notReady(policy.told);
  if (told.kind === 'quiet') return nothing({ ...policy, told });
  const back: Told = { ...told, event: null, about: null };
  return { ...nothing({ ...policy, told: back }), withdraw: isLive(told) };
}

/** Over, and nothing more to tell of it. */
const ended = (policy: PolicyState): Decision => ({
  ...nothing({ ...policy, told: NOTHING_TOLD }),
  withdraw: isLive(policy.told),
});

/** Snoozed, or quiet hours that this problem may not break through; until when. */
function heldUntil({ status, quietHours, snoozedUntil, now }: PolicyInput): number | null {
  const mayBreakThrough =
    quietHours.breakThrough && status.state === 'waiting' && status.target.mode === 'live';
  const quiet = mayBreakThrough ? null : quietUntil(quietHours, now);
  const snooze = snoozedUntil !== null && now < snoozedUntil ? snoozedUntil : null;
  return quiet === null || snooze === null ? (quiet ?? snooze) : Math.max(quiet, snooze);
}

const notBefore = (input: PolicyInput, calm: Calm): number | null =>
  heldUntil(input) ?? roomAt(calm);

function restartOf(before: PolicyState, status: ConnectionStatus): PolicyState['restart'] {
  const { plannedRestart, problemSince, since, state, verdict } = status;
  if (plannedRestart !== null && state === 'restart') {
    return { backBy: plannedRestart.backBy, wentAt: problemSince ?? since };
  }
  const isBack = state === 'ready' || state === 'degraded' || verdict === 'not-tested';
  return isBack ? null : before.restart;
}
