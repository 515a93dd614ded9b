import { describe, expect, test } from 'vitest';
import type { FixableVerdict } from '../../../../../src-main/contract/guided-fix.ts';
import type {
  ExplainingRule,
  MayExplain,
} from '../../../../../src-main/contract/jts/settings-state.ts';
import { diagnose, withChange } from '../../../../../src-main/domain/diagnose.ts';
import { nextFix } from '../../../../../src-main/domain/guided-fix/next-fix.ts';
import { evidence, paper4002 } from '../../../../support/builders.ts';
import { NOW, problem } from '../../../../support/problems.ts';

// A change of settings that a rule joins with the problem: "before", never "because".

const MINUTE_MS = 60_000;

function changed(rule: ExplainingRule, incidentAt: number): MayExplain {
  return { rule, connection: '127.0.0.1:4002', changeAt: incidentAt - MINUTE_MS, incidentAt };
}
function opened(verdict: FixableVerdict, change: (since: number) => MayExplain | null) {
  const status = problem(verdict);
  const since = status.problemSince ?? status.since;
  return nextFix(null, { kind: 'opened', at: NOW, status, change: change(since) })?.shown;
}
const first = (fix: ReturnType<typeof opened>) => fix?.steps[0];
const claim = (fix: ReturnType<typeof opened>) =>
  fix?.claims.find(({ kind }) => kind === 'settings-changed');

describe('trusted addresses that were lost just before', () => {
  test.each<FixableVerdict>(['silent', 'refused-by-rule'])(
    'are the first to suspect: %s',
    (verdict) => {
      const fix = opened(verdict, (since) => changed('trusted-address', since));
      expect(first(fix)).toMatchObject({ step: 'trust-address', fits: 'likely' });
      expect(claim(fix)).toMatchObject({ says: 'points-there', rule: 'trusted-address' });
    },
  );

  test('say nothing of a problem that began after the one they were joined with', () => {
    const fix = opened('silent', (since) => changed('trusted-address', since - 1));
    expect(first(fix)?.step).not.toBe('trust-address');
    expect(claim(fix)).toBeUndefined();
  });
});

test('another rule is told, and moves no step', () => {
  const fix = opened('refused-by-rule', (since) => changed('api-only', since));
  expect(claim(fix)).toMatchObject({ rule: 'api-only' });
  expect(first(fix)).toEqual(first(opened('refused-by-rule', () => null)));
});

test('what is learned while the fix is open is added to it', () => {
  const status = problem('silent');
  const since = status.problemSince ?? status.since;
  const before = nextFix(null, { kind: 'opened', at: NOW, status });
  const change = changed('trusted-address', since);
  const after = nextFix(before, { kind: 'status', at: NOW + 1000, status, change });
  expect(claim(after?.shown)).toMatchObject({ at: change.changeAt });
});

describe('in a report', () => {
  const silent = diagnose('silent', { target: paper4002, details: {}, evidence: evidence() });
  const refused = diagnose('refused-by-rule', {
    target: paper4002,
    details: { closedAfterMs: 3 },
    evidence: evidence(),
  });

  test('the change stands beside what the test met', () => {
    const causes = withChange(refused, changed('trusted-address', NOW), NOW);
    const cause = causes.find((one) => one.cause === 'address-not-trusted');
    expect(cause?.evidence.at(-1)).toMatch(/^Trusted addresses were changed .+, before this\.$/);
    expect(causes).toHaveLength(refused.length);
  });

  test('a cause that nothing else spoke for comes first, as possible', () => {
    const [first, ...rest] = withChange(silent, changed('trusted-address', NOW), NOW);
    expect(first).toMatchObject({
      cause: 'address-not-trusted',
      confidence: 'possible',
      step: 'trust-address',
    });
    expect(rest).toEqual(silent);
  });
});
