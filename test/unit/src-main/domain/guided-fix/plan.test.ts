import { describe, expect, test } from 'vitest';
import { FIXABLE, type FixableVerdict } from '../../../../../src-main/contract/guided-fix.ts';
import { planFor } from '../../../../../src-main/domain/guided-fix/plan.ts';
import { sceneOf } from '../../../../../src-main/domain/guided-fix/scene.ts';
import { GATEWAY_PID, NOW, problem, RELAY, type Seen } from '../../../../support/problems.ts';

const MARKS = { likely: '!', possible: '?', last: '' } as const;

/** The steps in order; `!` fits well, `?` may fit. */
function steps(verdict: FixableVerdict, seen: Seen = {}): string {
  const plan = planFor(verdict, sceneOf(problem(verdict, seen), NOW));
  return plan.map(({ step, fits }) => `${step}${MARKS[fits]}`).join(' ');
}

const YOUNG: Seen = { process: { startedAt: NOW - 179_000 } };
const SUSPENDED: Seen = { process: { suspended: true } };
const NEW_WINDOW: Seen = { windows: { outcome: 'new', title: null } };
const ACCEPTED: Seen = { status: { lastAcceptedAt: NOW - 86_400_000 } };
const STUCK: Seen = { listener: { closeWait: 3 } };
const FULL: Seen = { listener: { clients: 28 } };
const TWS: Seen = { process: { product: 'tws' } };
const REMOTE: Seen = { remote: true };
const LAST = 'restart-gateway ask-for-help';

const CASES: readonly (readonly [FixableVerdict, string, Seen, string])[] = [
  ['silent', 'nothing else seen', {}, 'accept-dialog? finish-sign-in? trust-address?'],
  ['silent', 'a new window', NEW_WINDOW, 'accept-dialog! finish-sign-in? trust-address?'],
  ['silent', 'accepted before', ACCEPTED, 'accept-dialog! finish-sign-in? trust-address?'],
  ['silent', 'a young process', YOUNG, 'finish-sign-in! accept-dialog? trust-address?'],
  [
    'silent',
    'a young process, a new window',
    { ...YOUNG, ...NEW_WINDOW },
    'finish-sign-in! accept-dialog! trust-address?',
  ],
  [
    'silent',
    'no longer young',
    { process: { startedAt: NOW - 180_000 } },
    'accept-dialog? finish-sign-in? trust-address?',
  ],
  [
    'silent',
    'suspended',
    SUSPENDED,
    'resume-process! accept-dialog? finish-sign-in? trust-address?',
  ],
  [
    'silent',
    'behind a relay',
    { owner: RELAY },
    'check-relay! accept-dialog? finish-sign-in? trust-address?',
  ],
  [
    'silent',
    'half-closed ones',
    STUCK,
    'clear-connections! accept-dialog? finish-sign-in? trust-address?',
  ],
  [
    'silent',
    'half-closed ones and a new window',
    { ...STUCK, ...NEW_WINDOW },
    'accept-dialog! clear-connections! finish-sign-in? trust-address?',
  ],
  [
    'silent',
    'half-closed ones of Gatelight only',
    {
      listener: {
        closeWait: 1,
        programs: [
          {
            program: 'gatelight',
            script: null,
            pid: 1,
            connections: 0,
            halfClosed: 1,
            isOurs: true,
          },
        ],
      },
    },
    'accept-dialog? finish-sign-in? trust-address?',
  ],
  [
    'silent',
    'on another computer',
    REMOTE,
    'accept-dialog? finish-sign-in? trust-address? clear-connections?',
  ],
  ['session-silent', 'nothing else seen', {}, 'accept-dialog? finish-sign-in? check-link?'],
  ['session-silent', 'a young process', YOUNG, 'finish-sign-in! accept-dialog? check-link?'],
  [
    'session-silent',
    'half-closed ones',
    STUCK,
    'clear-connections! accept-dialog? finish-sign-in? check-link?',
  ],
  ['new-clients-blocked', 'silence', {}, 'accept-dialog? trust-address?'],
  [
    'new-clients-blocked',
    'no session',
    { details: { blockedBy: 'session-silent' }, ...NEW_WINDOW },
    'accept-dialog!',
  ],
  [
    'new-clients-blocked',
    'closed at once',
    { details: { blockedBy: 'refused-by-rule' }, ...FULL },
    'clear-connections! trust-address?',
  ],
  [
    'new-clients-blocked',
    'the disclaimer',
    { details: { blockedBy: 'disclaimer-pending' } },
    'accept-disclaimer!',
  ],
  [
    'new-clients-blocked',
    'something without steps of its own',
    { details: { blockedBy: 'unreachable' } },
    'accept-dialog? trust-address?',
  ],
  ['disclaimer-pending', '', {}, 'accept-disclaimer!'],
  ['refused-by-rule', 'at once', {}, 'trust-address?'],
  ['refused-by-rule', 'from afar', REMOTE, 'trust-address! clear-connections?'],
  ['refused-by-rule', 'behind a relay', { owner: RELAY }, 'check-relay! trust-address?'],
  ['refused-by-rule', 'with 28 clients', FULL, 'clear-connections! trust-address?'],
  [
    'refused-by-rule',
    'with 27 clients, some stuck',
    { listener: { clients: 27, closeWait: 2 } },
    'trust-address? clear-connections?',
  ],
  [
    'refused-by-rule',
    'after 41 s',
    { details: { closedAfterMs: 41_000 } },
    'accept-dialog? trust-address?',
  ],
  ['session-refused', '', {}, 'free-client-id? finish-sign-in?'],
  ['session-refused', 'young', YOUNG, 'finish-sign-in! free-client-id?'],
  ['session-refused', 'stuck', STUCK, 'clear-connections! free-client-id? finish-sign-in?'],
  ['client-id-in-use', '', {}, 'free-client-id!'],
  ['client-id-in-use', 'stuck', STUCK, 'free-client-id! clear-connections!'],
  ['client-id-in-use', 'from afar', REMOTE, 'free-client-id! clear-connections?'],
  ['wrong-port', '', {}, 'change-port! set-gateway-port?'],
  ['wrong-service', 'with a Gateway', {}, 'change-port! set-gateway-port?'],
  [
    'wrong-service',
    'behind a relay',
    { owner: RELAY },
    'check-relay! change-port! set-gateway-port?',
  ],
  ['sign-in-needed', '', {}, 'finish-sign-in!'],
  ['sign-in-needed', 'TWS', TWS, 'finish-sign-in! enable-api?'],
  ['sign-in-needed', 'suspended', SUSPENDED, 'resume-process! finish-sign-in!'],
  [
    'sign-in-needed',
    'of another user',
    { process: { ports: null } },
    'finish-sign-in! change-port?',
  ],
  ['frozen', '', {}, 'look-at-window?'],
  ['frozen', 'suspended', SUSPENDED, 'resume-process! look-at-window?'],
  ['frozen', 'behind a relay', { owner: RELAY }, 'check-relay! look-at-window?'],
  ['cut-off', '', {}, 'check-link! end-other-session?'],
];

describe('steps by likelihood, then by cost; what costs a new sign-in last', () => {
  test.each(CASES)('%s: %s', (verdict, _what, seen, expected) => {
    expect(steps(verdict, seen)).toBe(`${expected} ${LAST}`);
  });

  test('where nothing runs there is nothing to restart', () => {
    expect(steps('not-running')).toBe('start-gateway! ask-for-help');
    expect(steps('wrong-service', { process: null })).toBe(
      'change-port! start-gateway? ask-for-help',
    );
  });

  test('a port that refuses from afar may be another one', () => {
    expect(steps('not-running', REMOTE)).toBe('start-gateway! change-port? ask-for-help');
  });

  test('a suspended Gateway that is not the port’s owner explains nothing', () => {
    const seen: Seen = { ...SUSPENDED, owner: RELAY };
    expect(steps('silent', seen)).not.toContain('resume-process');
  });

  test('of several Gateways the one that owns the port counts', () => {
    const usual = problem('silent').report?.evidence.process;
    if (usual?.outcome !== 'found') throw new Error('The fixture has no process.');
    const [own] = usual.processes;
    const processes = [own!, { ...own!, pid: 2, startedAt: NOW - 10, suspended: true }];
    const status = problem('silent');
    const evidence = { ...status.report!.evidence, process: { ...usual, processes } };
    const seen = sceneOf({ ...status, report: { ...status.report!, evidence } }, NOW);
    expect(seen).toMatchObject({ process: { pid: GATEWAY_PID }, isSuspended: false });
  });

  test('every fixable verdict has steps, each once, and help as the last', () => {
    for (const verdict of FIXABLE) {
      const plan = planFor(verdict, sceneOf(problem(verdict), NOW)).map(({ step }) => step);
      expect(new Set(plan).size, verdict).toBe(plan.length);
      expect(plan.length, verdict).toBeGreaterThan(1);
      expect(plan.at(-1), verdict).toBe('ask-for-help');
    }
  });
});
