/** Notices about the farms, sent as message id 4 with request id -1. Codes: the vendor's manual, "System message codes". */
export interface FarmNotice {
  readonly code: number;
  readonly farm: string;
  /** After the session began. Default 0: at once, in the place `sessionOrder` gives the farms. */
  readonly afterMs?: number;
}

const wording: Readonly<Record<number, string>> = {
  2103: 'Market data farm connection is broken',
  2104: 'Market data farm connection is OK',
  2105: 'HMDS data farm connection is broken',
  2106: 'HMDS data farm connection is OK',
  2107: 'HMDS data farm connection is inactive but should be available upon demand.',
  2108: 'Market data farm connection is inactive but should be available upon demand.',
  2119: 'Market data farm is connecting',
  2157: 'Sec-def data farm connection is broken',
  2158: 'Sec-def data farm connection is OK',
};

export function farmText({ code, farm }: FarmNotice): string {
  return `${wording[code] ?? 'Farm notice'}:${farm}`;
}

const good: readonly FarmNotice[] = [
  { code: 2104, farm: 'usfarm' },
  { code: 2106, farm: 'ushmds' },
  { code: 2158, farm: 'secdefil' },
];

/** What a session can say about the farms when it starts. */
export const farms = {
  good,
  none: [],
  goodAfter: (afterMs: number): FarmNotice[] => good.map((notice) => ({ ...notice, afterMs })),
  broken: [{ code: 2103, farm: 'usfarm' }, ...good.slice(1)],
  /** History and security definitions broken, market data good: a note, no failure. */
  onlyNotes: [
    { code: 2104, farm: 'usfarm' },
    { code: 2105, farm: 'ushmds' },
    { code: 2157, farm: 'secdefil' },
  ],
  inactive: [
    { code: 2108, farm: 'usfarm' },
    { code: 2107, farm: 'ushmds' },
    { code: 2158, farm: 'secdefil' },
  ],
  /** Broken at first, good again later. */
  recoversAfter: (afterMs: number): FarmNotice[] => [
    { code: 2103, farm: 'usfarm' },
    ...good.slice(1),
    { code: 2104, farm: 'usfarm', afterMs },
  ],
} as const satisfies Record<string, readonly FarmNotice[] | ((afterMs: number) => FarmNotice[])>;
