import type { ConnectionStatus } from '../../contract/connection-status.ts';
import type { Claim, FixableVerdict } from '../../contract/guided-fix.ts';
import { meaningOf, CLIENT_ID_IN_USE, DISCLAIMER } from '../message-codes.ts';
import { clientClaims, listenerClaims, windowClaims } from './listener-claims.ts';
import { processClaims } from './process-claims.ts';
import type { Scene } from './scene.ts';

/** Silence has many causes that look alike on the wire. */
const SILENCE: ReadonlySet<FixableVerdict> = new Set([
  'silent',
  'session-silent',
  'new-clients-blocked',
]);
/** What our own test met, so the user's program is not the only one. */
const MET_BY_TEST: ReadonlySet<FixableVerdict> = new Set([
  'silent',
  'session-silent',
  'new-clients-blocked',
  'disclaimer-pending',
  'refused-by-rule',
  'session-refused',
  'wrong-service',
]);

/** What the evidence says, and what it does not. Nothing is claimed beyond it. */
export function claimsFor(
  verdict: FixableVerdict,
  status: ConnectionStatus,
  seen: Scene,
): readonly Claim[] {
  const isSilence = SILENCE.has(verdict);
  const connected = connectMs(status);
  return [
    ...wireClaims(verdict, status),
    ...(connected !== null && MET_BY_TEST.has(verdict)
      ? [{ says: 'ruled-out', kind: 'own-test-too' } as const]
      : []),
    ...(seen.isRemote
      ? [{ says: 'not-known', kind: 'remote' } as const]
      : [
          ...listenerClaims(verdict, status, seen, connected),
          ...processClaims(verdict, status, seen),
          ...(isSilence ? windowClaims(status) : []),
        ]),
    ...(isSilence && status.lastAcceptedAt !== null
      ? [{ says: 'points-there', kind: 'accepted-before', at: status.lastAcceptedAt } as const]
      : []),
    ...(seen.change === null ? [] : [changeClaim(seen.change)]),
    ...clientClaims(verdict, status, seen),
  ];
}

/** "Before", never "because". */
const changeClaim = ({ rule, changeAt }: NonNullable<Scene['change']>): Claim => ({
  says: 'points-there',
  kind: 'settings-changed',
  rule,
  at: changeAt,
});

/** Null: the port did not take the connection. */
function connectMs({ report }: ConnectionStatus): number | null {
  const connect = report?.stages.find(({ stage }) => stage === 'connect');
  return connect?.outcome === 'passed' ? (connect.durationMs ?? 0) : null;
}

/** What Gateway itself said or did. */
function wireClaims(verdict: FixableVerdict, status: ConnectionStatus): readonly Claim[] {
  const { report, since } = status;
  const { closedAfterMs, muteSince, otherPort } = report?.details ?? {};
  const says = 'points-there';
  switch (verdict) {
    case 'refused-by-rule':
    case 'session-refused':
      return closedAfterMs === undefined
        ? []
        : [{ says, kind: 'closed-at-once', afterMs: closedAfterMs }];
    case 'disclaimer-pending':
      return [{ says, kind: 'code', code: DISCLAIMER }];
    case 'client-id-in-use':
      return [{ says, kind: 'code', code: CLIENT_ID_IN_USE }];
    case 'cut-off': {
      const lost = report?.notes.find(
        ({ code }) => code !== null && meaningOf(code) === 'link-lost',
      );
      const link: Claim = { says, kind: 'link-lost', since };
      return lost?.code == null ? [link] : [{ says, kind: 'code', code: lost.code }, link];
    }
    case 'frozen':
      return [{ says, kind: 'session-mute', since: muteSince ?? since }];
    case 'wrong-port':
      return otherPort === undefined ? [] : [{ says, kind: 'other-port', port: otherPort }];
    case 'silent':
    case 'session-silent':
    case 'new-clients-blocked':
    case 'wrong-service':
    case 'not-running':
    case 'sign-in-needed':
      return [];
  }
}
