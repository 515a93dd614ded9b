import type { ConnectionStatus } from '../../contract/connection-status.ts';
import type { Claim, FixableVerdict } from '../../contract/guided-fix.ts';
import type { Scene } from './scene.ts';

/** Whoever owns the port is the first to suspect. */
const OWNER_MATTERS: ReadonlySet<FixableVerdict> = new Set([
  'silent',
  'refused-by-rule',
  'wrong-service',
  'frozen',
]);
/** Half-closed connections are known to go with these. */
const STUCK_MATTERS: ReadonlySet<FixableVerdict> = new Set([
  'silent',
  'session-silent',
  'new-clients-blocked',
  'refused-by-rule',
  'session-refused',
  'client-id-in-use',
]);
const CLIENTS_MATTER: ReadonlySet<FixableVerdict> = new Set([
  'refused-by-rule',
  'session-refused',
  'client-id-in-use',
]);

const OWNER = "the owner of the port's listener";

export function listenerClaims(
  verdict: FixableVerdict,
  { target, report }: ConnectionStatus,
  { owner }: Scene,
  connectMs: number | null,
): readonly Claim[] {
  const listener = report?.evidence.listener;
  const says = OWNER_MATTERS.has(verdict) ? 'points-there' : 'not-known';
  switch (listener?.outcome) {
    case undefined:
    case 'not-checked':
      return [];
    case 'unknown':
      return [{ says: 'not-known', kind: 'cannot-see', missing: listener.missing }];
    case 'none':
      return [{ says: 'points-there', kind: 'nothing-listens', port: target.port }];
    case 'found':
      break;
  }
  switch (owner?.kind) {
    case 'gateway':
      return [{ says: 'ruled-out', kind: 'port-is-gateways', connectMs }];
    case 'relay':
      return [{ says, kind: 'relay', program: owner.program }];
    case 'other':
      // Where the API answered, it is Gateway's, whatever its process is called.
      return says === 'points-there'
        ? [{ says, kind: 'other-listener', owner, service: report?.details.service ?? null }]
        : [];
    case 'unknown':
    case undefined:
      return [{ says: 'not-known', kind: 'cannot-see', missing: OWNER }];
  }
}

/** A new window of Gateway's speaks for a dialog; that none was seen does not speak against one. */
export function windowClaims({ report }: ConnectionStatus): readonly Claim[] {
  const windows = report?.evidence.windows;
  switch (windows?.outcome) {
    case 'new':
      return [{ says: 'points-there', kind: 'new-window', title: windows.title }];
    case 'none-new':
      return [{ says: 'not-known', kind: 'no-new-window' }];
    case 'unknown':
      return [{ says: 'not-known', kind: 'cannot-see', missing: windows.missing }];
    case 'not-checked':
    case undefined:
      return [];
  }
}

export function clientClaims(
  verdict: FixableVerdict,
  { report, apiClients }: ConnectionStatus,
  { halfClosed, isCrowded }: Scene,
): readonly Claim[] {
  const listener = report?.evidence.listener;
  if (listener?.outcome !== 'found' || halfClosed === null) return [];
  const claims: (Claim | false)[] = [
    STUCK_MATTERS.has(verdict) &&
      (halfClosed > 0
        ? { says: 'points-there', kind: 'half-closed', count: halfClosed }
        : { says: 'ruled-out', kind: 'no-half-closed' }),
    CLIENTS_MATTER.has(verdict) && {
      says: verdict !== 'refused-by-rule' ? 'not-known' : isCrowded ? 'points-there' : 'ruled-out',
      kind: 'clients',
      count: listener.clients,
      programs: apiClients ?? listener.programs,
    },
  ];
  return claims.filter((one) => one !== false);
}
