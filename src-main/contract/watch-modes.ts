/** How a connection is watched, chosen by the user (probe design, manner 5). */
export const WATCH_MODES = ['stay-connected', 'spot-checks', 'look-only'] as const;
export type WatchMode = (typeof WATCH_MODES)[number];
