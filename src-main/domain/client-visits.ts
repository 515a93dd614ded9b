import type { ProgramName } from '../contract/api-clients.ts';
import type { SeenClient } from './api-clients.ts';

/** A program that stays longer than this has a use for Gateway: it never gave up. */
const LONGEST_VISIT_MS = 30_000;
/** Two visits so close together are one program that tries and fails. */
const APART_MS = 120_000;
/** So long is remembered that a program gave up, and so long Gateway is asked once for it. */
export const REMEMBERED_MS = 900_000;
/** Looks may come so much later than they were due. */
const LATE_MS = 1000;
const PROGRAMS_KEPT = 20;
const STAYS_KEPT = 50;

/** One connection of a program's, from the look before it was first seen. */
interface Stay {
  readonly by: ProgramName;
  /** Epoch ms; it began between these two looks. -Infinity: it was there already. */
  readonly notBefore: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

/** The visits of one program, under whatever number it ran. */
export interface Visitor {
  readonly by: ProgramName;
  readonly visits: number;
  readonly staysMs: readonly number[];
  readonly lastAt: number;
  /** It came twice within two minutes, once or more. */
  readonly gaveUp: boolean;
}

/** What looks have shown so far. Instants are epoch ms. */
export interface Visits {
  readonly lookedAt: number | null;
  readonly stays: ReadonlyMap<string, Stay>;
  /** By program and script. */
  readonly visitors: ReadonlyMap<string, Visitor>;
}

export const NO_VISITS: Visits = { lookedAt: null, stays: new Map(), visitors: new Map() };

/** One program to a person: each of its runs has another number. */
export const visitorKey = ({ program, script }: ProgramName): string =>
  JSON.stringify([program, script]);

/**
 * Folds one look in. A local program's connection that is gone, or of which only Gateway's half is
 * left, was a visit if it lasted for less than 30 s however one counts. Gatelight's own never are.
 */
export function afterLook(before: Visits, seen: readonly SeenClient[], at: number): Visits {
  const stays = new Map<string, Stay>();
  for (const { end, isHalfClosed, program } of seen) {
    if (program === null || program.isOurs || isHalfClosed) continue;
    const by = { program: program.program, script: program.script, pid: program.pid };
    const known = before.stays.get(end);
    const isSame = known !== undefined && known.by.pid === by.pid;
    stays.set(
      end,
      isSame
        ? { ...known, lastSeen: at }
        : { by, notBefore: before.lookedAt ?? -Infinity, firstSeen: at, lastSeen: at },
    );
  }
  const ended = [...before.stays].flatMap(([end, stay]) =>
    stays.get(end)?.firstSeen === stay.firstSeen ? [] : [stay],
  );
  const living = new Set(
    [...stays.values()].filter((stay) => isLong(stay, at)).map(({ by }) => by.pid),
  );
  const visitors = ended
    .filter((stay) => !isLong(stay, at) && !living.has(stay.by.pid))
    .reduce((all, stay) => withVisit(all, stay, at), before.visitors);
  return { lookedAt: at, stays, visitors: remembered(visitors, at) };
}

/** Nothing was looked at for a while: what ended meanwhile is not known. */
export const afterGap = (visits: Visits): Visits => ({
  ...NO_VISITS,
  visitors: visits.visitors,
});

/** The next visit of the same program would be its second. */
export const visitedLately = ({ visitors }: Visits, at: number): boolean =>
  [...visitors.values()].some(({ lastAt }) => at - lastAt < APART_MS);

/** Somebody has come who may leave again soon. */
export const mayLeaveSoon = ({ stays }: Visits, at: number): boolean =>
  [...stays.values()].some((stay) => !isLong(stay, at));

/** Programs that gave up, the newest first. */
export function gaveUpAt({ visitors }: Visits, at: number): readonly Visitor[] {
  return [...remembered(visitors, at).values()]
    .filter(({ gaveUp }) => gaveUp)
    .sort((one, other) => other.lastAt - one.lastAt);
}

const isLong = ({ notBefore }: Stay, at: number): boolean =>
  at - notBefore > LONGEST_VISIT_MS + LATE_MS;

function withVisit(
  visitors: ReadonlyMap<string, Visitor>,
  { by, notBefore, firstSeen, lastSeen }: Stay,
  at: number,
): ReadonlyMap<string, Visitor> {
  // It began and ended somewhere between two looks each time: the middle is right on average.
  const stayedMs = Math.max(0, (lastSeen + at) / 2 - (notBefore + firstSeen) / 2);
  const key = visitorKey(by);
  const known = visitors.get(key);
  // Several connections of one process at once are one attempt.
  if (known !== undefined && known.by.pid === by.pid && firstSeen < known.lastAt) {
    return new Map(visitors).set(key, { ...known, lastAt: at });
  }
  const isSoon = known !== undefined && at - known.lastAt <= APART_MS;
  const series = isSoon || known?.gaveUp === true ? known : undefined;
  const visitor: Visitor = {
    by,
    visits: (series?.visits ?? 0) + 1,
    staysMs: [...(series?.staysMs ?? []), stayedMs].slice(-STAYS_KEPT),
    lastAt: at,
    gaveUp: series !== undefined,
  };
  return new Map([...visitors].filter(([other]) => other !== key)).set(key, visitor);
}

function remembered(
  visitors: ReadonlyMap<string, Visitor>,
  at: number,
): ReadonlyMap<string, Visitor> {
  const kept = [...visitors].filter(([, { lastAt }]) => at - lastAt < REMEMBERED_MS);
  return kept.length === visitors.size && kept.length <= PROGRAMS_KEPT
    ? visitors
    : new Map(kept.slice(-PROGRAMS_KEPT));
}

export function medianMs(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
