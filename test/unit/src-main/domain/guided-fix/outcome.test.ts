import { describe, expect, test } from 'vitest';
import type { ConnectionStatus } from '../../../../../src-main/contract/connection-status.ts';
import type { FixableVerdict, FixOutcome } from '../../../../../src-main/contract/guided-fix.ts';
import { targetOf } from '../../../../../src-main/contract/target.ts';
import type { Verdict } from '../../../../../src-main/contract/verdict.ts';
import { nextFix, type FixEvent } from '../../../../../src-main/domain/guided-fix/next-fix.ts';
import { GATEWAY_PID, NOW, problem, RELAY, type Seen } from '../../../../support/problems.ts';

const LATER = NOW + 41_000;
/** When the test that met the problem began. */
const TESTED: Partial<Seen['report'] & object> = { startedAt: NOW - 24_000 };
const AGAIN = { startedAt: NOW + 40_000 };
const same = (seen: Seen = {}): Seen => ({ ...seen, report: { ...TESTED, ...seen.report } });
const fresh = (seen: Seen = {}): Seen => ({ ...seen, report: { ...AGAIN, ...seen.report } });
/** Another process, which owns the port. */
const OTHER: Seen = {
  owner: { kind: 'gateway', pid: 9, program: 'java' },
  process: { pid: 9, startedAt: NOW + 1000 },
};

const opened = (status: ConnectionStatus): FixEvent => ({ kind: 'opened', at: NOW, status });
const told = (status: ConnectionStatus): FixEvent => ({ kind: 'status', at: LATER, status });

function outcome(
  verdict: FixableVerdict,
  before: Seen,
  after: ConnectionStatus,
  ...between: FixEvent[]
): FixOutcome | null {
  const first = opened(problem(verdict, same(before)));
  const fix = [first, ...between, told(after)].reduce<ReturnType<typeof nextFix>>(nextFix, null);
  return fix?.shown.outcome ?? null;
}
const ready = (seen: Seen = {}): ConnectionStatus =>
  problem('ready', { ...seen, status: { newClientAcceptedAt: LATER, ...seen.status } });
const YOUNG: Seen = { process: { startedAt: NOW - 60_000 } };
const NEW_WINDOW: Seen = { windows: { outcome: 'new', title: null } };
const toStep = (step: 'trust-address' | 'finish-sign-in'): FixEvent => ({
  kind: 'step-chosen',
  at: NOW,
  step,
});

describe('what ended it, and whether that is sure', () => {
  test.each<[string, FixableVerdict, Seen, ConnectionStatus, readonly FixEvent[], string]>([
    ['answered, the dialog on show', 'silent', {}, ready(same()), [], 'dialog-accepted!'],
    [
      'answered, another step on show',
      'silent',
      {},
      ready(same()),
      [toStep('trust-address')],
      'dialog-accepted',
    ],
    [
      'answered, another step, a new window',
      'silent',
      NEW_WINDOW,
      ready(same()),
      [toStep('trust-address')],
      'dialog-accepted!',
    ],
    ['answered, young', 'silent', YOUNG, ready(same(YOUNG)), [], 'sign-in-finished'],
    [
      'answered, young, a new window',
      'silent',
      { ...YOUNG, ...NEW_WINDOW },
      ready(same(YOUNG)),
      [],
      'dialog-accepted',
    ],
    [
      'answered, suspended before',
      'silent',
      { process: { suspended: true } },
      ready(same()),
      [],
      'process-resumed!',
    ],
    ['a fresh test, the dialog on show', 'silent', {}, ready(fresh()), [], 'dialog-accepted'],
    [
      'a fresh test, trust on show',
      'silent',
      {},
      ready(fresh()),
      [toStep('trust-address')],
      'now-let-in',
    ],
    [
      'a fresh test, another step',
      'silent',
      {},
      ready(fresh()),
      [toStep('finish-sign-in')],
      'unknown',
    ],
    ['another process', 'silent', {}, ready(fresh(OTHER)), [], 'gateway-restarted!'],
    [
      'came back, nobody knows who',
      'silent',
      { owner: { kind: 'unknown' } },
      ready(fresh({ owner: { kind: 'unknown' }, status: { restartSeenAt: LATER } })),
      [],
      'gateway-restarted',
    ],
    [
      'opened its port again',
      'silent',
      {},
      ready(fresh({ status: { restartSeenAt: LATER } })),
      [toStep('finish-sign-in')],
      'unknown',
    ],
    ['answered after the version', 'session-silent', {}, ready(same()), [], 'dialog-accepted!'],
    [
      'let in again',
      'new-clients-blocked',
      { details: { blockedBy: 'refused-by-rule' } },
      ready(fresh()),
      [],
      'now-let-in!',
    ],
    [
      'answered beside the session',
      'new-clients-blocked',
      { details: { blockedBy: 'silent' }, report: { phase: 'held' } },
      ready(same()),
      [],
      'dialog-accepted!',
    ],
    ['10141 gone', 'disclaimer-pending', {}, ready(fresh()), [], 'disclaimer-accepted!'],
    [
      '10141 gone with its Gateway',
      'disclaimer-pending',
      {},
      ready(fresh(OTHER)),
      [],
      'gateway-restarted!',
    ],
    ['let in', 'refused-by-rule', {}, ready(fresh()), [], 'now-let-in!'],
    [
      'let in through a relay',
      'refused-by-rule',
      { owner: RELAY },
      ready(fresh({ owner: RELAY })),
      [],
      'gateway-started',
    ],
    [
      'let in through a relay, trust on show',
      'refused-by-rule',
      { owner: RELAY },
      ready(fresh({ owner: RELAY })),
      [toStep('trust-address')],
      'now-let-in',
    ],
    [
      'let in from afar',
      'refused-by-rule',
      { remote: true },
      ready(fresh({ remote: true })),
      [],
      'now-let-in',
    ],
    ['no longer refused', 'session-refused', {}, ready(fresh()), [], 'now-let-in'],
    ['326 gone', 'client-id-in-use', {}, ready(fresh()), [], 'client-id-freed!'],
    ['its own Gateway listens here now', 'wrong-port', {}, ready(fresh()), [], 'port-changed!'],
    [
      'another Gateway listens here now',
      'wrong-port',
      {},
      ready(fresh(OTHER)),
      [],
      'gateway-started!',
    ],
    [
      'the connection was changed',
      'wrong-port',
      {},
      ready({ ...fresh(), status: { target: targetOf('127.0.0.1', 4001, 'paper') } }),
      [],
      'port-changed!',
    ],
    ['another program owns the port', 'wrong-service', {}, ready(fresh()), [], 'service-replaced!'],
    [
      'nobody knows whose it is',
      'wrong-service',
      {},
      ready(fresh({ owner: { kind: 'unknown' } })),
      [],
      'service-replaced',
    ],
    ['a process is there', 'not-running', {}, ready(fresh(OTHER)), [], 'gateway-started!'],
    [
      'from afar',
      'not-running',
      { remote: true },
      ready(fresh({ remote: true })),
      [],
      'gateway-started',
    ],
    ['the same process opened it', 'sign-in-needed', {}, ready(fresh()), [], 'sign-in-finished!'],
    [
      'TWS opened it',
      'sign-in-needed',
      { process: { product: 'tws' } },
      ready(fresh({ process: { product: 'tws' } })),
      [],
      'sign-in-finished',
    ],
    [
      'another process opened it',
      'sign-in-needed',
      {},
      ready(fresh(OTHER)),
      [],
      'gateway-restarted!',
    ],
    [
      'runs again',
      'frozen',
      { process: { suspended: true } },
      ready(same()),
      [],
      'process-resumed!',
    ],
    ['answers again', 'frozen', {}, ready(same()), [], 'unknown'],
    ['another process answers', 'frozen', {}, ready(fresh(OTHER)), [], 'gateway-restarted!'],
    ['the link is back', 'cut-off', {}, ready(same()), [], 'link-restored!'],
  ])('%s (%s)', (_what, verdict, before, after, between, expected) => {
    const ended = outcome(verdict, before, after, ...between);
    expect(`${ended?.cause}${ended?.isSure ? '!' : ''}`).toBe(expected);
  });

  test('is dated, and counts from the beginning of the problem', () => {
    const before = { status: { problemSince: NOW - 60_000 } };
    expect(outcome('silent', before, ready(same()))).toEqual({
      at: LATER,
      afterMs: 101_000,
      cause: 'dialog-accepted',
      isSure: true,
      verdict: 'ready',
    });
  });

  test('a look that already sees the end of it is not what was met', () => {
    // SIGCONT, a look, and only then the answer.
    const between = (seen: Seen, verdict: FixableVerdict): FixEvent => ({
      kind: 'status',
      at: NOW + 5000,
      status: problem(verdict, same(seen)),
    });
    const suspended: Seen = { process: { suspended: true } };
    expect(outcome('frozen', suspended, ready(same()), between({}, 'frozen'))).toMatchObject({
      cause: 'process-resumed',
      isSure: true,
    });
    const own: Seen = { owner: { kind: 'gateway', pid: GATEWAY_PID, program: 'java' } };
    expect(
      outcome('wrong-service', {}, ready(fresh()), between(own, 'wrong-service')),
    ).toMatchObject({ cause: 'service-replaced', isSure: true });
  });

  test('silence met again by another process is that one’s', () => {
    const restarted = problem('silent', fresh(OTHER));
    const after = ready(fresh(OTHER));
    const met: FixEvent = { kind: 'status', at: NOW + 30_000, status: restarted };
    expect(outcome('silent', {}, after, met)).toMatchObject({ cause: 'sign-in-finished' });
  });

  test('is named once more where the test was over before anybody looked around', () => {
    const blind = ready(fresh());
    const evidence = {
      process: { outcome: 'not-checked' },
      listener: { outcome: 'not-checked' },
      windows: { outcome: 'not-checked' },
      otherPorts: [],
    } as const;
    const quick = { ...blind, report: { ...blind.report!, evidence } };
    const provisional = outcome('silent', {}, quick);
    expect(provisional).toMatchObject({ cause: 'dialog-accepted', isSure: false });
    const looked = outcome('silent', {}, ready(fresh(OTHER)), told(quick));
    expect(looked).toMatchObject({ cause: 'gateway-restarted', isSure: true, at: LATER });
  });
});

describe('when it is over', () => {
  const ends = (verdict: FixableVerdict, after: Verdict, seen: Seen = {}): string | null =>
    outcome(verdict, {}, problem(after, seen))?.verdict ?? null;
  const letIn: Seen = { status: { newClientAcceptedAt: LATER } };

  test.each(['ready', 'slow', 'cut-off', 'farm-down', 'wrong-account', 'clock-skew'] as const)(
    'a session lives, though %s',
    (after) => {
      expect(ends('silent', after, letIn)).toBe(after);
      expect(ends('not-running', after, letIn)).toBe(after);
    },
  );

  test.each([
    'starting',
    'session-lost',
    'cannot-measure',
    'unreachable',
    'unsupported-version',
    'not-tested',
    'frozen',
    'new-clients-blocked',
  ] as const)('not by %s', (after) => {
    expect(ends('silent', after)).toBeNull();
  });

  test('new clients that are blocked are let in, not merely hidden by a lost link', () => {
    expect(ends('new-clients-blocked', 'farm-down')).toBeNull();
    expect(ends('new-clients-blocked', 'farm-down', letIn)).toBe('farm-down');
    expect(ends('new-clients-blocked', 'ready', letIn)).toBe('ready');
  });

  test('in look only an open port is all that can be seen', () => {
    for (const verdict of ['not-running', 'wrong-port', 'sign-in-needed'] as const) {
      expect(ends(verdict, 'not-tested')).toBe('not-tested');
    }
    expect(ends('wrong-service', 'not-tested')).toBeNull();
    expect(ends('refused-by-rule', 'not-tested', letIn)).toBe('not-tested');
  });
});
