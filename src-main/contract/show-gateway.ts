/** Why Gateway's window cannot be brought forward from here. */
export const SHOW_PROBLEMS = [
  /** The target is on another computer, or behind a container or relay. */
  'not-here',
  /** Its process was not found. */
  'no-process',
  /** The process has no window that can be seen: another desktop session, or none at all. */
  'no-window',
  /** The desktop lets no program raise another one's window (Wayland). */
  'not-allowed',
  /** No display to ask. */
  'no-display',
  /** It was asked for and did not happen. */
  'failed',
] as const;
export type ShowProblem = (typeof SHOW_PROBLEMS)[number];

/** Whether windows of other programs can be brought forward on this desktop at all. */
export type ShowAbility = { can: true } | { can: false; why: ShowProblem };
