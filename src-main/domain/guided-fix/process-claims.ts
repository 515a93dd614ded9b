import type { ConnectionStatus } from '../../contract/connection-status.ts';
import type { Claim, FixableVerdict } from '../../contract/guided-fix.ts';
import type { Scene } from './scene.ts';

/** Without a process these are explained; the others are met by something that answers. */
const EXPLAINED_BY_NONE: ReadonlySet<FixableVerdict> = new Set(['not-running', 'wrong-service']);
/** A Gateway that is still busy with its start explains these. */
const EXPLAINED_BY_START: ReadonlySet<FixableVerdict> = new Set([
  'silent',
  'session-silent',
  'session-refused',
  'sign-in-needed',
]);

export function processClaims(
  verdict: FixableVerdict,
  { report }: ConnectionStatus,
  { process, relay, isYoung }: Scene,
): readonly Claim[] {
  const seen = report?.evidence.process;
  if (seen?.outcome === 'unknown') {
    return [{ says: 'not-known', kind: 'cannot-see', missing: seen.missing }];
  }
  if (seen?.outcome === 'none') {
    // Behind a relay it may well run elsewhere.
    const says = EXPLAINED_BY_NONE.has(verdict) && relay === null ? 'points-there' : 'not-known';
    return [{ says, kind: 'no-process' }];
  }
  if (process === null) return [];
  const { pid, startedAt } = process;
  const claims: (Claim | false)[] = [
    process.suspended && { says: 'points-there', kind: 'process-suspended', pid },
    EXPLAINED_BY_START.has(verdict) &&
      (isYoung
        ? { says: 'points-there', kind: 'process-young', startedAt }
        : {
            // Long past its start and still no port: then it is not the start that is waited for.
            says: verdict === 'sign-in-needed' ? 'points-there' : 'ruled-out',
            kind: 'process-old',
            startedAt,
          }),
  ];
  return claims.filter((one) => one !== false);
}
