/** A top-level window as the desktop shows it. */
export interface SeenWindow {
  readonly id: number;
  /** As its program says; null where it does not. */
  readonly pid: number | null;
  /** Instance and class of WM_CLASS; empty where it has none. */
  readonly names: readonly string[];
  /** Without control characters; null where it has none. */
  readonly title: string | null;
  /** A question of another window's, as far as its program says so. */
  readonly isDialog: boolean;
  /** Panels and the like, which lie above everything for good. */
  readonly isFixture: boolean;
}

/**
 * AWT names a window after the class that started Java, with `-` for `.` (OpenJDK's XToolkit).
 * Certain for that rule; the classes are those of `ib-process.ts`, where they are sourced. That
 * install4j's launchers prefix theirs is from field reports.
 */
const IB_NAME = /^(install4j-)?(ibgateway-GWClient|jclient-LoginFrame|ibcalpha-ibc-Ibc\w+)$/;

/** `pids` null: which process it is cannot be seen, so the name alone decides. */
function belongs({ pid, names }: SeenWindow, pids: readonly number[] | null): boolean {
  if (pids !== null && pid !== null) return pids.includes(pid);
  return names.some((name) => IB_NAME.test(name));
}

/** `windows` of these processes; those that name no process only where no other is theirs. */
export function windowsOf(
  windows: readonly SeenWindow[],
  pids: readonly number[] | null,
): readonly SeenWindow[] {
  const own = windows.filter((one) => belongs(one, pids));
  const sure = own.filter(({ pid }) => pid !== null);
  return sure.length > 0 ? sure : own;
}

/** The newest question, else the first window, which is the main one. `windows`: the oldest first. */
export function windowToShow(windows: readonly SeenWindow[]): SeenWindow | null {
  return windows.findLast(({ isDialog }) => isDialog) ?? windows[0] ?? null;
}

/** The newest window of these processes that was not there before; null: none. */
export function newWindow(
  before: readonly SeenWindow[],
  after: readonly SeenWindow[],
  pids: readonly number[] | null,
): SeenWindow | null {
  const known = new Set(before.map(({ id }) => id));
  return after.findLast((one) => !known.has(one.id) && belongs(one, pids)) ?? null;
}

const TITLE_LIMIT = 200;
/** Control characters, line breaks of any kind, and signs that turn the text around them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** As one line that can be quoted. */
export function cleanTitle(text: string): string | null {
  const clean = text.replace(UNSEEN, ' ').trim();
  return clean === '' ? null : [...clean].slice(0, TITLE_LIMIT).join('');
}
