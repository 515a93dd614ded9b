import { describe, expect, test } from 'vitest';
import type { ConnectionStatus } from '../../../../src-main/contract/connection-status.ts';
import { DEFAULT_PREFERENCES } from '../../../../src-main/contract/default-preferences.ts';
import { notificationEventSchema } from '../../../../src-main/contract/preferences.ts';
import { VERDICTS } from '../../../../src-main/contract/verdict.ts';
import {
  decide,
  QUIET,
  type NotificationContent,
  type PolicyInput,
} from '../../../../src-main/domain/notification-policy.ts';
import { quietUntil } from '../../../../src-main/domain/quiet-hours.ts';
import { full } from '../../../support/full.ts';
import { reportOf, statusOf } from '../../../support/mocked-main/fixtures.ts';
import { chanceOf } from '../../../support/virtual/chance.ts';

const START = Date.parse('2026-11-22T14:31:00Z');
const HOUR = 3_600_000;
const RUNS = full ? 2000 : 150;
const LIMIT_MS = 60_000;

type Chance = (limit: number) => number;
interface Shown {
  readonly at: number;
  readonly content: NotificationContent;
}

/** Any status that a monitor might tell at `at`. */
function anyStatus(chance: Chance, at: number): ConnectionStatus {
  const verdict = VERDICTS[chance(VERDICTS.length)] ?? 'ready';
  const since = at - chance(3) * chance(60_000);
  const details = { waitedMs: chance(20_000) };
  const base = statusOf(verdict, at, {
    since,
    observedAt: since + chance(20_000),
    problemSince: verdict === 'ready' ? null : since - chance(HOUR),
    report: reportOf(verdict, at, { details }),
    everListened: chance(5) > 0,
    closedByUser: verdict !== 'ready' && chance(20) === 0,
  });
  switch (chance(12)) {
    case 0:
      return {
        ...base,
        state: 'paused',
        verdict: null,
        problemSince: null,
        pausedUntil: 'forever',
      };
    case 1:
      return { ...base, state: 'checking', verdict: null };
    case 2: {
      const plannedRestart = { backBy: at + chance(HOUR), isAssumed: true };
      return { ...base, state: 'restart', verdict: 'not-running', plannedRestart };
    }
    default:
      return base;
  }
}

/** A night's worth of changes; every wake-up in between is kept. */
function run(
  input: Omit<PolicyInput, 'status' | 'now'>,
  changes: readonly { readonly at: number; readonly status: ConnectionStatus }[],
  check: (what: { input: PolicyInput; live: NotificationContent | null; size: number }) => void,
): Shown[] {
  const shown: Shown[] = [];
  let policy = QUIET;
  let live: NotificationContent | null = null;
  for (const [index, { at, status }] of changes.entries()) {
    const nextAt = changes[index + 1]?.at ?? at + 12 * HOUR;
    let now = at;
    for (;;) {
      const looked: PolicyInput = { ...input, status, now };
      const decision = decide(policy, looked);
      policy = decision.policy;
      if (decision.withdraw) {
        expect(live, 'something to withdraw').not.toBeNull();
        live = null;
      }
      if (decision.show !== null) {
        shown.push({ at: now, content: decision.show });
        live = decision.show;
      }
      check({ input: looked, live, size: JSON.stringify(policy).length });
      if (decision.wakeAt === null) break;
      expect(decision.wakeAt, 'later than now').toBeGreaterThan(now);
      now = decision.wakeAt;
      if (now >= nextAt) break;
    }
  }
  return shown;
}

function mostPerHour(shown: readonly Shown[]): number {
  return Math.max(
    0,
    ...shown.map(({ at }) => shown.filter((one) => one.at >= at && one.at < at + HOUR).length),
  );
}

const usual = {
  enabled: DEFAULT_PREFERENCES.notifications,
  quietHours: DEFAULT_PREFERENCES.quietHours,
  snoozedUntil: null,
  canShow: true,
};

describe('whatever happens', () => {
  test(`${RUNS} nights of any statuses`, { timeout: LIMIT_MS }, () => {
    for (let seed = 0; seed < RUNS; seed += 1) {
      const chance = chanceOf(seed);
      const enabled = { ...usual.enabled };
      for (const event of notificationEventSchema.options) enabled[event] = chance(4) > 0;
      const quietHours = { ...usual.quietHours, on: chance(3) === 0 };
      const snoozedUntil = chance(4) === 0 ? START + chance(12) * HOUR : null;
      let at = START;
      const changes = Array.from({ length: 60 }, () => {
        at += 1 + chance(chance(2) === 0 ? 20_000 : 40 * 60_000);
        return { at, status: anyStatus(chance, at) };
      });
      const shown = run({ ...usual, enabled, quietHours, snoozedUntil }, changes, (seen) => {
        const { state, closedByUser, verdict } = seen.input.status;
        expect(seen.size, `seed ${seed}`).toBeLessThan(700);
        if (state === 'paused' || state === 'restart' || closedByUser) {
          const event = seen.live?.event ?? 'ready-again';
          expect(['ready-again', 'unstable'], `seed ${seed}`).toContain(event);
        }
        if (verdict === 'ready' && state === 'ready' && seen.live !== null) {
          expect(['ready-again', 'unstable'], `seed ${seed}`).toContain(seen.live.event);
        }
      });
      expect(mostPerHour(shown), `seed ${seed}`).toBeLessThanOrEqual(6);
      for (const { at: shownAt, content } of shown) {
        expect(enabled[content.event], `seed ${seed}: ${content.event}`).toBe(true);
        expect(snoozedUntil === null || shownAt >= snoozedUntil, `seed ${seed}`).toBe(true);
        expect(quietUntil(quietHours, shownAt), `seed ${seed}`).toBeNull();
      }
    }
  });

  test('200 changes in an hour give at most 6 notifications', { timeout: LIMIT_MS }, () => {
    for (let seed = 0; seed < RUNS; seed += 1) {
      const chance = chanceOf(seed);
      const moments = Array.from({ length: 200 }, () => START + chance(HOUR)).sort(
        (one, other) => one - other,
      );
      const changes = moments.map((at, index) => {
        const isUp = index % 2 === 1;
        const status = isUp
          ? statusOf('ready', at, { since: at })
          : statusOf('silent', at, {
              since: at,
              problemSince: at,
              report: reportOf('silent', at, { details: { waitedMs: 0 } }),
            });
        return { at, status };
      });
      const shown = run(
        { ...usual, enabled: { ...usual.enabled, unstable: seed % 4 > 0 } },
        changes,
        () => undefined,
      );
      const within = shown.filter(({ at }) => at < START + HOUR);
      expect(within.length, `seed ${seed}`).toBeLessThanOrEqual(6);
    }
  });
});
