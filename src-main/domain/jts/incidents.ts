import type { ConnectionStatus } from '../../contract/connection-status.ts';
import { isFixable } from '../../contract/guided-fix.ts';
import { connectionKey } from '../../contract/target.ts';
import type { Incident } from './correlation.ts';

/** "The API interface is currently in Read-Only mode": an incident, though the connection may be fine. */
const READ_ONLY = 321;
const KEPT_MS = 7 * 24 * 3600_000;
const MOST = 200;

/** What went wrong with a connection, as its status tells; null: nothing that settings could explain. */
export function incidentOf(status: ConnectionStatus): Incident | null {
  const { target, verdict, since, problemSince, report } = status;
  if (verdict === null) return null;
  const codes = report?.notes.flatMap(({ code }) => code ?? []) ?? [];
  const isReadOnly = codes.includes(READ_ONLY);
  if (!isFixable(verdict) && !isReadOnly) return null;
  return {
    connection: connectionKey(target),
    at: isFixable(verdict) ? Math.max(problemSince ?? since, 0) : (report?.startedAt ?? since),
    verdict,
    codes,
    otherPortOpened: verdict === 'wrong-port',
  };
}

/** With one more, or the same with what became known of it since. Those of the last seven days, oldest first. */
export function withIncident(
  known: readonly Incident[],
  fresh: Incident,
  now: number,
): readonly Incident[] {
  const before = known.find((one) => isSame(one, fresh));
  const codes = [...new Set([...(before?.codes ?? []), ...fresh.codes])];
  if (before !== undefined && codes.length === before.codes.length) return known;
  const others = known.filter((one) => one !== before && now - one.at < KEPT_MS);
  return [...others, { ...fresh, codes }].slice(-MOST);
}

/** One outage may show several faces, each of which a rule may fit. */
const isSame = (one: Incident, other: Incident): boolean =>
  one.connection === other.connection && one.at === other.at && one.verdict === other.verdict;

export const isRecent = ({ incidentAt }: { readonly incidentAt: number }, now: number): boolean =>
  now - incidentAt < KEPT_MS;
