import { cleanTitle, type SeenWindow } from './seen-window.ts';
import type { XDisplay } from './x11-display.ts';

/** Nobody has more; a broken list must not keep us. */
const MOST = 500;
const VIEWABLE = 2;
const DIALOG = '_NET_WM_WINDOW_TYPE_DIALOG';
const FIXTURES = ['_NET_WM_WINDOW_TYPE_DOCK', '_NET_WM_WINDOW_TYPE_DESKTOP'] as const;

/** True: a window manager is there to be asked (EWMH); what a dead one left behind does not count. */
export async function isManaged(display: XDisplay): Promise<boolean> {
  const [sign] = await display.numbers(display.root, '_NET_SUPPORTING_WM_CHECK');
  if (sign === undefined) return false;
  const [itself] = await display.numbers(sign, '_NET_SUPPORTING_WM_CHECK').catch(() => []);
  return itself === sign;
}

/** All top-level windows of programs, the oldest first where a window manager keeps their list. */
export async function listWindows(display: XDisplay): Promise<readonly SeenWindow[]> {
  const [managed, listed] = await Promise.all([
    isManaged(display),
    display.numbers(display.root, '_NET_CLIENT_LIST').then((ids) => describedAll(display, ids)),
  ]);
  return managed ? listed : describedAll(display, await bareWindows(display));
}

async function describedAll(
  display: XDisplay,
  ids: readonly number[],
): Promise<readonly SeenWindow[]> {
  const windows = await Promise.all(ids.slice(-MOST).map((id) => described(display, id)));
  return windows.filter((one) => one !== null);
}

/** Without a window manager: what lies on the screen by itself, the lowest first. */
export async function bareWindows(display: XDisplay): Promise<readonly number[]> {
  const { children } = await display.ask<{ readonly children: readonly number[] }>(
    (client, answer) => {
      client.QueryTree(display.root, answer);
    },
  );
  const seen = await Promise.all(
    children.map(async (id) => ((await isOnScreen(display, id)) ? id : null)),
  );
  return seen.filter((id) => id !== null);
}

/** Menus and tooltips go their own way; they are no windows to anybody. */
async function isOnScreen(display: XDisplay, id: number): Promise<boolean> {
  const look = await attributes(display, id);
  return look?.mapState === VIEWABLE && look.overrideRedirect === 0;
}

export async function isViewable(display: XDisplay, id: number): Promise<boolean> {
  return (await attributes(display, id))?.mapState === VIEWABLE;
}

function attributes(
  display: XDisplay,
  id: number,
): Promise<{ readonly mapState: number; readonly overrideRedirect: number } | null> {
  return display
    .ask<{ readonly mapState: number; readonly overrideRedirect: number }>((client, answer) => {
      client.GetWindowAttributes(id, answer);
    })
    .catch(() => null);
}

/** Null: it was closed meanwhile. */
async function described(display: XDisplay, id: number): Promise<SeenWindow | null> {
  try {
    const [pid, names, newName, oldName, owner, types] = await Promise.all([
      display.numbers(id, '_NET_WM_PID'),
      display.property(id, 'WM_CLASS'),
      display.property(id, '_NET_WM_NAME'),
      display.property(id, 'WM_NAME'),
      display.numbers(id, 'WM_TRANSIENT_FOR'),
      display.numbers(id, '_NET_WM_WINDOW_TYPE'),
    ]);
    return {
      id,
      pid: pid[0] ?? null,
      names: names.data
        .toString('latin1')
        .split('\0')
        .filter((name) => name !== ''),
      title: titleOf(display, newName.data, oldName),
      isDialog: (owner[0] ?? 0) !== 0 || types.includes(display.atom(DIALOG)),
      isFixture: FIXTURES.some((name) => types.includes(display.atom(name))),
    };
  } catch {
    return null;
  }
}

function titleOf(
  display: XDisplay,
  utf8: Buffer,
  old: { readonly type: number; readonly data: Buffer },
): string | null {
  if (utf8.length > 0) return cleanTitle(utf8.toString('utf8'));
  // The old name's own type is Latin-1 (ICCCM); who writes another one means UTF-8.
  const isLatin = old.type === display.atom('STRING');
  return cleanTitle(old.data.toString(isLatin ? 'latin1' : 'utf8'));
}
