/**
 * Client ids of one installation, from a kept random base: high, stable and its own, never 0
 * (which also binds manual orders), 999 or an id that tools commonly use.
 */
export type IdRole = 'standing' | 'beside';
const OFFSET: Readonly<Record<IdRole, number>> = { standing: 0, beside: 1 };
/** The first id tried after 326. */
const SPARE_OFFSET = 3;
/** Ids base … base + 9 belong to the app. */
export const IDS_PER_INSTALLATION = 10;
const LOWEST = 900_000;
const HIGHEST = 999_980;

/** A new installation's base; `chance` is in [0, 1). */
export function drawBase(chance: number): number {
  return LOWEST + Math.floor(chance * (HIGHEST - LOWEST + 1));
}

/** The id for a role and the one to try after 326. Both are kept for that role once they worked. */
export function idsFor(
  role: IdRole,
  base: number,
  chosen: number | null,
  kept: number | null,
): readonly [number, number] {
  const first = kept ?? (role === 'standing' && chosen !== null ? chosen : base + OFFSET[role]);
  const spare = base + SPARE_OFFSET + OFFSET[role];
  return [first, first === spare ? spare + 2 : spare];
}

/** The command line's own id: of the same range, outside the app's ten. */
export function drawOutside(base: number | null, chance: number): number {
  const drawn = drawBase(chance);
  if (base === null || drawn < base || drawn >= base + IDS_PER_INSTALLATION) return drawn;
  return base + IDS_PER_INSTALLATION <= HIGHEST ? base + IDS_PER_INSTALLATION : LOWEST;
}
