import { STATE_OF_VERDICT } from '../../contract/verdict.ts';
import type { SessionFacts } from '../session-facts.ts';
import { withSession } from '../session-report.ts';
import { sessionVerdict } from '../session-verdict.ts';
import { moved } from './moved.ts';
import { withStatus, type Watched } from './watched.ts';

export function sessionTold(current: Watched, session: SessionFacts, at: number): Watched {
  const told = withStatus(current, {
    sessionAnsweredAt: session.answeredAt,
    roundTripMs: session.roundTripMs,
  });
  return standing({ ...told, session }, at);
}

/**
 * The verdict of the open session, weighed with what its test had found: a link that is back makes
 * no wrong account right. `since`: when what is new about it began.
 */
export function standing(current: Watched, at: number, since = at): Watched {
  const { session, passed, blockedBy, status } = current;
  if (session === null || passed === null) return current;
  const { verdict, details } = sessionVerdict({
    ...passed,
    expect: status.target.expect,
    skewMs: session.skewMs,
    linkLost: session.linkLost,
    farms: session.farms,
    muteSince: session.muteSince,
    blockedBy,
  });
  const next = moved(current, STATE_OF_VERDICT[verdict], verdict, since);
  const shown = status.report;
  return withStatus(next, {
    observedAt: at,
    report: shown === null ? null : withSession(shown, verdict, details, session),
  });
}
