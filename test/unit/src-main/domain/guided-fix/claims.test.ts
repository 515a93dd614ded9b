import { describe, expect, test } from 'vitest';
import type { Claim, FixableVerdict } from '../../../../../src-main/contract/guided-fix.ts';
import { claimsFor } from '../../../../../src-main/domain/guided-fix/claims.ts';
import { proofsOf } from '../../../../../src-main/domain/guided-fix/proofs.ts';
import { sceneOf } from '../../../../../src-main/domain/guided-fix/scene.ts';
import { NOW, problem, RELAY, type Seen } from '../../../../support/problems.ts';

const SAYS = { 'ruled-out': '-', 'points-there': '+', 'not-known': '?' } as const;

function claims(verdict: FixableVerdict, seen: Seen = {}): readonly Claim[] {
  const status = problem(verdict, seen);
  return claimsFor(verdict, status, sceneOf(status, NOW));
}
/** `+` points there, `-` is ruled out, `?` is not known. */
const said = (verdict: FixableVerdict, seen: Seen = {}): string =>
  claims(verdict, seen)
    .map(({ says, kind }) => `${SAYS[says]}${kind}`)
    .join(' ');

const YOUNG: Seen = { process: { startedAt: NOW - 60_000 } };
const UNREADABLE: Seen = {
  listener: { outcome: 'unknown', missing: 'the socket table', durationMs: 1 },
};

describe('what the evidence says', () => {
  test.each<[FixableVerdict, string, Seen, string]>([
    ['silent', '', {}, '-own-test-too -port-is-gateways -process-old -no-half-closed'],
    [
      'silent',
      'young, a new window, accepted before, stuck',
      {
        ...YOUNG,
        windows: { outcome: 'new', title: 'Question' },
        status: { lastAcceptedAt: 5 },
        listener: { closeWait: 2 },
      },
      '-own-test-too -port-is-gateways +process-young +new-window +accepted-before +half-closed',
    ],
    [
      'silent',
      'suspended, no new window',
      { process: { suspended: true }, windows: { outcome: 'none-new' } },
      '-own-test-too -port-is-gateways +process-suspended -process-old ?no-new-window -no-half-closed',
    ],
    [
      'silent',
      'behind a relay, without a process',
      { owner: RELAY, process: null },
      '-own-test-too +relay ?no-process -no-half-closed',
    ],
    [
      'silent',
      'of another program',
      { owner: { kind: 'other', pid: 1, program: 'node' }, process: null },
      '-own-test-too +other-listener ?no-process -no-half-closed',
    ],
    [
      'silent',
      'of an owner that is not seen',
      { owner: { kind: 'unknown' } },
      '-own-test-too ?cannot-see -process-old -no-half-closed',
    ],
    ['silent', 'where nothing can be seen', UNREADABLE, '-own-test-too ?cannot-see -process-old'],
    ['silent', 'on another computer', { remote: true }, '-own-test-too ?remote'],
    [
      'session-silent',
      'windows can not be listed',
      { windows: { outcome: 'unknown', missing: 'a display' } },
      '-own-test-too -port-is-gateways -process-old ?cannot-see -no-half-closed',
    ],
    [
      'session-silent',
      'of another program: it answered as Gateway does',
      { owner: { kind: 'other', pid: 1, program: 'node' } },
      '-own-test-too -process-old -no-half-closed',
    ],
    ['session-silent', 'behind a relay', { owner: RELAY }, '-own-test-too ?relay -no-half-closed'],
    ['new-clients-blocked', '', {}, '-own-test-too -port-is-gateways -no-half-closed'],
    ['disclaimer-pending', '', {}, '+code -own-test-too -port-is-gateways'],
    [
      'refused-by-rule',
      '',
      {},
      '+closed-at-once -own-test-too -port-is-gateways -no-half-closed -clients',
    ],
    [
      'refused-by-rule',
      'full',
      { listener: { clients: 30 } },
      '+closed-at-once -own-test-too -port-is-gateways -no-half-closed +clients',
    ],
    [
      'session-refused',
      '',
      { details: { closedAfterMs: 90 } },
      '+closed-at-once -own-test-too -port-is-gateways -process-old -no-half-closed ?clients',
    ],
    ['client-id-in-use', '', {}, '+code -port-is-gateways -no-half-closed ?clients'],
    ['wrong-port', '', {}, '+other-port +nothing-listens'],
    ['wrong-service', '', {}, '-own-test-too +other-listener'],
    ['wrong-service', 'no Gateway', { process: null }, '-own-test-too +other-listener +no-process'],
    ['not-running', '', {}, '+nothing-listens +no-process'],
    ['not-running', 'on another computer', { remote: true }, '?remote'],
    ['sign-in-needed', '', {}, '+nothing-listens +process-old'],
    ['sign-in-needed', 'for two minutes', YOUNG, '+nothing-listens +process-young'],
    ['frozen', '', {}, '+session-mute -port-is-gateways'],
    [
      'frozen',
      'suspended',
      { process: { suspended: true } },
      '+session-mute -port-is-gateways +process-suspended',
    ],
    ['cut-off', '', {}, '+link-lost -port-is-gateways'],
    [
      'cut-off',
      'said by a code',
      { report: { notes: [{ code: 1100, text: '' }] } },
      '+code +link-lost -port-is-gateways',
    ],
  ])('%s %s', (verdict, _what, seen, expected) => {
    expect(said(verdict, seen)).toBe(expected);
  });

  test('carries its figures', () => {
    expect(claims('silent')).toContainEqual({
      says: 'ruled-out',
      kind: 'port-is-gateways',
      connectMs: 1,
    });
    expect(
      claims('wrong-service', { owner: { kind: 'other', pid: 812, program: 'nginx' } }),
    ).toContainEqual({
      says: 'points-there',
      kind: 'other-listener',
      owner: { kind: 'other', pid: 812, program: 'nginx' },
      service: 'http',
    });
    expect(claims('frozen', { details: { muteSince: 9 } })).toContainEqual({
      says: 'points-there',
      kind: 'session-mute',
      since: 9,
    });
    expect(claims('wrong-port')).toContainEqual({
      says: 'points-there',
      kind: 'other-port',
      port: 4001,
    });
  });

  test('names the clients of the newest look', () => {
    const apiClients = [
      {
        program: 'python',
        script: 'runner.py',
        pid: 5,
        connections: 2,
        halfClosed: 0,
        isOurs: false,
      },
    ];
    expect(claims('client-id-in-use', { status: { apiClients } }).at(-1)).toEqual({
      says: 'not-known',
      kind: 'clients',
      count: 1,
      programs: apiClients,
    });
  });

  test('the port is ruled out for nobody but Gateway', () => {
    for (const owner of [RELAY, { kind: 'other', pid: 1, program: 'x' } as const]) {
      expect(said('silent', { owner })).not.toContain('port-is-gateways');
    }
    expect(said('silent', { owner: { kind: 'unknown' } })).not.toContain('port-is-gateways');
  });
});

describe('what needs no step any more', () => {
  const proven = (verdict: FixableVerdict, seen: Seen = {}): string => {
    const status = problem(verdict, seen);
    return proofsOf(verdict, status, sceneOf(status, NOW))
      .map(({ kind }) => kind)
      .join(' ');
  };

  test.each<[FixableVerdict, string, Seen, string]>([
    ['silent', '', {}, 'process port'],
    ['silent', 'suspended', { process: { suspended: true } }, 'port'],
    ['silent', 'behind a relay', { owner: RELAY }, ''],
    ['silent', 'on another computer', { remote: true }, 'port'],
    ['session-silent', '', {}, 'process port api'],
    ['session-silent', 'behind a relay', { owner: RELAY }, 'port api'],
    ['cut-off', '', {}, 'process port api session'],
    ['frozen', 'mute, whatever it said before', {}, 'process port api'],
    ['wrong-service', '', {}, 'process'],
    ['not-running', '', {}, ''],
    ['sign-in-needed', '', {}, 'process'],
    ['wrong-port', '', {}, 'process'],
  ])('%s %s', (verdict, _what, seen, expected) => {
    expect(proven(verdict, seen)).toBe(expected);
  });
});
