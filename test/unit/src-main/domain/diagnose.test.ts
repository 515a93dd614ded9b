import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../../../src-main/contract/evidence.ts';
import { targetOf, type Target } from '../../../../src-main/contract/target.ts';
import type { VerdictDetails } from '../../../../src-main/contract/test-report.ts';
import { VERDICTS, type Verdict } from '../../../../src-main/contract/verdict.ts';
import { diagnose } from '../../../../src-main/domain/diagnose.ts';
import {
  evidence,
  found,
  gatewayProcess,
  paper4002,
  remote4002,
} from '../../../support/builders.ts';

const causesOf = (
  verdict: Verdict | null,
  seen: Evidence | null = evidence(),
  details: VerdictDetails = {},
  target: Target = paper4002,
) => diagnose(verdict, { target, details, evidence: seen });
const named = (...args: Parameters<typeof causesOf>): readonly string[] =>
  causesOf(...args).map(({ cause, confidence }) => `${cause} ${confidence}`);

const relay = evidence({
  listener: {
    outcome: 'found',
    owner: { kind: 'relay', pid: 9, program: 'docker-proxy' },
    closeWait: 0,
    clients: 1,
    programs: null,
    durationMs: 1,
  },
});
const clients = (count: number, closeWait = 0): Evidence =>
  evidence({
    listener: { ...evidence().listener, clients: count, closeWait } as Evidence['listener'],
  });

test.each<[Verdict, readonly string[]]>([
  ['ready', []],
  ['starting', ['gateway-starting likely']],
  ['sign-in-needed', ['sign-in-pending likely']],
  ['not-running', ['gateway-stopped certain']],
  ['wrong-port', ['other-port certain']],
  ['wrong-service', ['other-service certain']],
  ['refused-by-rule', ['address-not-trusted likely', 'too-many-clients possible']],
  ['silent', ['dialog-waiting likely', 'sign-in-pending possible', 'unexplained possible']],
  ['session-silent', ['dialog-waiting likely', 'sign-in-pending possible', 'unexplained possible']],
  ['disclaimer-pending', ['disclaimer certain']],
  ['client-id-in-use', ['client-id-taken certain']],
  ['cut-off', ['link-lost certain']],
])('%s is explained by %j', (verdict, expected) => {
  expect(named(verdict)).toEqual(expected);
});

test('nothing is claimed before a verdict', () => {
  expect(causesOf(null)).toEqual([]);
});

test.each(VERDICTS)('%s: no claim without evidence', (verdict) => {
  for (const seen of [evidence(), relay, clients(30, 2), null]) {
    for (const { evidence: reasons } of causesOf(verdict, seen)) {
      expect(reasons.length).toBeGreaterThan(0);
    }
  }
});

describe('silence', () => {
  test('says how long', () => {
    expect(causesOf('silent', evidence(), { waitedMs: 24_000 })[0]?.evidence).toEqual([
      'No byte came after the hello.',
      'Silent for 24 s.',
    ]);
  });

  test('of a suspended process is no dialog first', () => {
    const seen = evidence({ process: found(gatewayProcess(1, { suspended: true })) });
    expect(named('silent', seen).slice(0, 2)).toEqual([
      'frozen-process likely',
      'dialog-waiting possible',
    ]);
    expect(causesOf('silent', seen)[1]?.against).toHaveLength(1);
  });

  test('in which a window opened is a dialog, most probably', () => {
    const windows = { outcome: 'new', title: 'Hello Jane' } as const;
    const suspended = found(gatewayProcess(1, { suspended: true }));
    for (const seen of [evidence({ windows }), evidence({ windows, process: suspended })]) {
      const dialog = causesOf('silent', seen).find(({ cause }) => cause === 'dialog-waiting');
      expect(dialog?.confidence).toBe('likely');
      expect(dialog?.evidence).toContain("A new window of Gateway's opened within a second.");
      expect(JSON.stringify(causesOf('silent', seen))).not.toContain('Jane');
    }
    const none = evidence({ windows: { outcome: 'none-new' } });
    expect(causesOf('silent', none)).toEqual(causesOf('silent'));
  });

  test('behind a relay may be nobody at all', () => {
    expect(named('silent', relay)).toContain('relay-without-gateway likely');
  });

  test('with half-closed connections may come from them', () => {
    expect(named('silent', clients(1, 3))).toContain('stuck-connections possible');
    expect(named('silent', clients(1, 0))).not.toContain('stuck-connections possible');
  });
});

describe('a hang-up', () => {
  test('behind a relay points to the relay first', () => {
    expect(named('refused-by-rule', relay)[0]).toBe('relay-without-gateway likely');
  });

  test('with few clients speaks against too many of them', () => {
    const [, few] = causesOf('refused-by-rule', clients(1));
    expect(few).toMatchObject({
      confidence: 'possible',
      against: [expect.stringContaining('1 conn')],
    });
    const [, many] = causesOf('refused-by-rule', clients(28));
    expect(many).toMatchObject({ confidence: 'likely', against: [] });
  });
});

test('TWS may have its API switched off, Gateway can not', () => {
  const tws = targetOf('127.0.0.1', 7497, null);
  expect(named('sign-in-needed', evidence(), {}, tws)).toContain('api-disabled possible');
});

test('a refusal from afar is less sure', () => {
  expect(named('not-running', null, {}, remote4002)).toEqual(['gateway-stopped likely']);
});
