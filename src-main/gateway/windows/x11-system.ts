import type { ShowAbility, ShowProblem } from '../../contract/show-gateway.ts';
import { notGiven, type Read } from '../evidence/read.ts';
import { CAN, WINDOW_LIST, type WindowSystem } from './window-system.ts';
import { onDisplay, type XDisplay } from './x11-display.ts';
import { listWindows } from './x11-list.ts';
import { displayPlace, type DisplayEnvironment } from './x11-place.ts';
import { showOnDisplay } from './x11-show.ts';

const LOOK_LIMIT_MS = 1000;
/** Asking, looking whether it happened, and asking once more. */
const SHOW_LIMIT_MS = 3000;

/** X11, and XWayland for the programs that run on it, Java's among them. */
export function x11System(env: DisplayEnvironment): WindowSystem {
  const place = displayPlace(env);
  const none: ShowProblem = isSet(env['WAYLAND_DISPLAY']) ? 'not-allowed' : 'no-display';
  const cannot: ShowAbility = { can: false, why: none };

  async function on<Value>(
    limitMs: number,
    work: (display: XDisplay) => Promise<Value>,
  ): Promise<Read<Value>> {
    return place === null ? notGiven(WINDOW_LIST) : onDisplay(place, limitMs, work);
  }

  async function ability(): Promise<ShowAbility> {
    const opened = await on(LOOK_LIMIT_MS, () => Promise.resolve(null));
    return opened.ok ? CAN : cannot;
  }

  return {
    assumed: place === null ? cannot : CAN,
    ability,
    async list() {
      const list = await on(LOOK_LIMIT_MS, listWindows);
      return list.ok ? list : notGiven(WINDOW_LIST);
    },
    async show(pids) {
      const shown = await on(SHOW_LIMIT_MS, (display) => showOnDisplay(display, pids));
      if (shown.ok) return shown.value;
      return (await ability()).can ? 'failed' : none;
    },
  };
}

const isSet = (text: string | undefined): boolean => text !== undefined && text !== '';
