import type { ConnectionStatus } from '../contract/connection-status.ts';
import { withEvidence } from './evidence-news.ts';
import type { GatewayEvent } from './gateway-state/events.ts';
import { halted, moved } from './gateway-state/moved.ts';
import { planned } from './gateway-state/planned-restart.ts';
import { sessionTold } from './gateway-state/session.ts';
import { tested } from './gateway-state/tested.ts';
import { unwatched, withStatus, type Watched } from './gateway-state/watched.ts';

/** The only place where a connection's status changes. Pure: time arrives in the event. */
export function nextWatched(current: Watched, event: GatewayEvent): Watched {
  const next = folded(current, event);
  return next === current ? current : planned(next, event.at);
}

function folded(current: Watched, event: GatewayEvent): Watched {
  const { status } = current;
  const { at } = event;
  const asleep = status.state === 'paused';
  switch (event.kind) {
    case 'begun': {
      const { status: blank, ...rest } = unwatched(status.target);
      return {
        ...rest,
        daily: event.daily,
        status: { ...blank, mode: event.mode, since: at, observedAt: at },
      };
    }
    case 'daily-changed':
      return { ...current, daily: event.daily };
    case 'time-passed':
      return { ...current };
    case 'heard':
      return asleep ? current : { ...current, status: { ...event.status, watchedBy: event.pid } };
    case 'closed-by-user':
      return withStatus(current, { closedByUser: true });
    case 'no-dialog':
      return withStatus(current, { noDialog: true });
    case 'crowded':
      return withStatus(current, { crowdedBy: event.clients });
    case 'clients-seen':
      return asleep ? current : clientsSeen(current, event.apiClients, event.gaveUp);
    case 'remembered':
      return remembered(current, event.usualMs, event.acceptedAt);
    case 'restart-seen':
      return withStatus(current, { restartSeenAt: at });
    case 'test-stopped':
      return withStatus(current, { testingSince: null });
    case 'looked':
      return asleep ? current : looked(current, event.listening, at);
    case 'evidence-seen': {
      const seen = asleep ? status : withEvidence(status, event.evidence);
      return seen === status ? current : { ...current, status: seen };
    }
    case 'paused':
      return halted(current, 'paused', at, { pausedUntil: event.until });
    case 'fell-asleep':
      // What was seen before it slept says nothing about the time after.
      return halted(current, 'checking', at, { everListened: false, restartSeenAt: null });
    case 'resumed':
      return asleep
        ? moved(withStatus(current, { pausedUntil: null }), 'checking', null, at)
        : current;
    case 'grew-old':
      return withStatus(moved(current, 'checking', null, status.observedAt), { isOld: true });
    case 'tested':
      return asleep ? current : tested(current, event.report);
    case 'session-told':
      return asleep ? current : sessionTold(current, event.session, at);
    case 'session-closed':
      return { ...current, session: null, blockedBy: null };
    case 'session-dropped':
      if (asleep) return current;
      return moved({ ...current, session: null, blockedBy: null }, 'checking', 'session-lost', at);
  }
}

/** Looks every two seconds mostly show the same. */
function clientsSeen(
  current: Watched,
  apiClients: ConnectionStatus['apiClients'],
  gaveUp: ConnectionStatus['gaveUp'],
): Watched {
  const { status } = current;
  const isSame = isEqual([status.apiClients, status.gaveUp], [apiClients, gaveUp]);
  return isSame ? current : withStatus(current, { apiClients, gaveUp });
}

/** An acceptance that belongs to the problem at hand says nothing about what came before it. */
function remembered(
  current: Watched,
  usualMs: ConnectionStatus['usualMs'],
  acceptedAt: number | null,
): Watched {
  const { status } = current;
  const { problemSince } = status;
  const isBefore = problemSince === null || acceptedAt === null || acceptedAt < problemSince;
  const lastAcceptedAt = isBefore ? acceptedAt : status.lastAcceptedAt;
  const isSame = isEqual([status.usualMs, status.lastAcceptedAt], [usualMs, lastAcceptedAt]);
  return isSame ? current : withStatus(current, { usualMs, lastAcceptedAt });
}

const isEqual = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

function looked(current: Watched, listening: boolean, at: number): Watched {
  const { status } = current;
  // Nothing listens, still: as good an observation of that as another refused test.
  if (!listening) {
    return status.verdict === 'not-running' ? withStatus(current, { observedAt: at }) : current;
  }
  return status.everListened ? current : withStatus(current, { everListened: true });
}
