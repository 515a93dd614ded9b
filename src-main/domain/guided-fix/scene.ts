import type { ConnectionStatus } from '../../contract/connection-status.ts';
import type { Evidence, GatewayProcess, ListenerOwner } from '../../contract/evidence.ts';
import type { MayExplain } from '../../contract/jts/settings-state.ts';
import { connectionKey, isLocal, type Product } from '../../contract/target.ts';
import type { Verdict } from '../../contract/verdict.ts';
import { MANY_CLIENTS } from '../limits.ts';
import { watchedProcess } from '../verdict.ts';

/** A Gateway that started within this time may still be busy with its sign-in. */
const YOUNG_MS = 180_000;

/** What a status shows that bears on a guided fix. Null: not known. Epoch ms. */
export interface Scene {
  readonly key: string;
  readonly verdict: Verdict | null;
  /** What newcomers meet: the verdict, or what a fresh test beside the session met. */
  readonly met: Verdict | null;
  readonly isRemote: boolean;
  readonly processes: Evidence['process']['outcome'];
  /** The one that belongs to the connection. */
  readonly process: GatewayProcess | null;
  readonly product: Product;
  readonly isYoung: boolean;
  readonly isSuspended: boolean;
  readonly owner: ListenerOwner | null;
  readonly relay: string | null;
  /** Half-closed connections of others than Gatelight. */
  readonly halfClosed: number | null;
  readonly isCrowded: boolean;
  readonly hasNewWindow: boolean;
  readonly lastAcceptedAt: number | null;
  readonly closedAfterMs: number | null;
  /** Start of the newest test. */
  readonly testedAt: number | null;
  /** It has no answer yet and is held open. */
  readonly isHeld: boolean;
  readonly newClientAcceptedAt: number | null;
  readonly restartSeenAt: number | null;
  /** A change of settings that a rule joins with this problem. */
  readonly change: MayExplain | null;
}

export function sceneOf(
  status: ConnectionStatus,
  at: number,
  change: MayExplain | null = null,
): Scene {
  const { target, verdict, report } = status;
  const evidence = report?.evidence ?? null;
  const listener = evidence?.listener.outcome === 'found' ? evidence.listener : null;
  const owner = listener?.owner ?? null;
  const process = ownProcess(status, owner);
  const ours = listener?.programs?.filter(({ isOurs }) => isOurs) ?? [];
  const oursHalfClosed = ours.reduce((sum, { halfClosed }) => sum + halfClosed, 0);
  return {
    key: connectionKey(target),
    verdict,
    met: report?.details.blockedBy ?? verdict,
    isRemote: !isLocal(target.host),
    processes: evidence?.process.outcome ?? 'not-checked',
    process,
    product: process?.product ?? target.product,
    isYoung: process !== null && at - process.startedAt < YOUNG_MS,
    isSuspended: process?.suspended === true,
    owner,
    relay: owner?.kind === 'relay' ? owner.program : null,
    halfClosed: listener === null ? null : Math.max(0, listener.closeWait - oursHalfClosed),
    isCrowded: listener !== null && listener.clients >= MANY_CLIENTS,
    hasNewWindow: evidence?.windows.outcome === 'new',
    lastAcceptedAt: status.lastAcceptedAt,
    closedAfterMs: report?.details.closedAfterMs ?? null,
    testedAt: report?.startedAt ?? null,
    isHeld: report?.phase === 'held',
    newClientAcceptedAt: status.newClientAcceptedAt,
    restartSeenAt: status.restartSeenAt,
    change:
      change !== null && change.incidentAt >= (status.problemSince ?? status.since) ? change : null,
  };
}

/** Whose listener it is, or else the one that would be expected to listen there. */
function ownProcess(
  { target, report }: ConnectionStatus,
  owner: ListenerOwner | null,
): GatewayProcess | null {
  const evidence = report?.evidence ?? null;
  if (evidence?.process.outcome === 'found' && owner?.kind === 'gateway') {
    const its = evidence.process.processes.find(({ pid }) => pid === owner.pid);
    if (its !== undefined) return its;
  }
  // Behind a relay or another program any Gateway seen here may be an unrelated one.
  if (owner?.kind === 'relay') return null;
  return watchedProcess({ target, evidence });
}

/**
 * How a problem was last met, after another look at it. A look beside the same test may already see
 * what will end it; only a new test has met the problem as things are now.
 */
export function metAgain(before: Scene, seen: Scene): Scene {
  const lookedAround = seen.processes !== 'not-checked' || seen.isRemote;
  if (seen.testedAt !== before.testedAt && lookedAround) return seen;
  const knew = before.processes !== 'not-checked';
  return {
    ...(knew ? before : seen),
    isSuspended: before.isSuspended || seen.isSuspended,
    hasNewWindow: before.hasNewWindow || seen.hasNewWindow,
    isYoung: seen.isYoung,
    isHeld: seen.isHeld,
    newClientAcceptedAt: before.newClientAcceptedAt,
    restartSeenAt: before.restartSeenAt,
    change: seen.change ?? before.change,
  };
}
