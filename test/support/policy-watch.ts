import type { ConnectionStatus } from '../../src-main/contract/connection-status.ts';
import { DEFAULT_PREFERENCES } from '../../src-main/contract/default-preferences.ts';
import type { Verdict } from '../../src-main/contract/verdict.ts';
import {
  decide,
  QUIET,
  type Decision,
  type NotificationContent,
  type PolicyInput,
  type PolicyState,
} from '../../src-main/domain/notification-policy.ts';
import { statusOf } from './mocked-main/fixtures.ts';

export const NOW = Date.parse('2026-11-22T14:31:00Z');
export const MINUTE = 60_000;

/** One connection as the policy sees it over time; `show` and `withdraw` collect. */
export class Watch {
  policy: PolicyState = QUIET;
  readonly shown: NotificationContent[] = [];
  withdrawn = 0;
  enabled: PolicyInput['enabled'] = DEFAULT_PREFERENCES.notifications;
  quietHours: PolicyInput['quietHours'] = DEFAULT_PREFERENCES.quietHours;
  snoozedUntil: number | null = null;
  canShow = true;

  /** What the policy says of `status` at `NOW + atMs`. */
  look(status: ConnectionStatus, atMs: number): Decision {
    const { enabled, quietHours, snoozedUntil, canShow } = this;
    const now = NOW + atMs;
    const decision = decide(this.policy, {
      status,
      enabled,
      quietHours,
      snoozedUntil,
      canShow,
      now,
    });
    this.policy = decision.policy;
    if (decision.show !== null) this.shown.push(decision.show);
    if (decision.withdraw) this.withdrawn += 1;
    return decision;
  }

  get titles(): readonly string[] {
    return this.shown.map(({ title }) => title);
  }
}

export const at = (
  verdict: Verdict,
  sinceMs: number,
  change: Partial<ConnectionStatus> = {},
): ConnectionStatus => statusOf(verdict, NOW + sinceMs, { since: NOW + sinceMs, ...change });

/** Silent since `sinceMs`, last heard of when it had lasted `waitedMs`. */
export const silent = (
  sinceMs: number,
  waitedMs: number,
  verdict: 'silent' | 'session-silent' = 'silent',
): ConnectionStatus => {
  const status = at(verdict, sinceMs, { problemSince: NOW + sinceMs });
  const report = status.report;
  if (report === null) throw new Error('a status with a report');
  return { ...status, report: { ...report, at: NOW + sinceMs + waitedMs, details: { waitedMs } } };
};
export const ready = (sinceMs: number): ConnectionStatus => at('ready', sinceMs);
/** Seen first at `sinceMs`, and once more `againMs` after that in a test of its own. */
export const seenTwice = (verdict: Verdict, sinceMs: number, againMs: number): ConnectionStatus => {
  const status = at(verdict, sinceMs, { observedAt: NOW + sinceMs + againMs });
  const report = status.report && {
    ...status.report,
    startedAt: NOW + sinceMs + againMs,
    at: NOW + sinceMs + againMs,
  };
  return { ...status, report };
};

export const CHECKING = statusOf('ready', NOW, {
  state: 'checking',
  verdict: null,
  problemSince: NOW,
});
export const LOST = statusOf('session-lost', NOW);
