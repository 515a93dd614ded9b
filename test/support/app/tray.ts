import { join } from 'node:path';
import { STATES, type GatewayState, type Hue } from '$contract/verdict';
import { DBusConnection, DBusError } from '../desktop/dbus/connection.ts';
import { SIGNAL } from '../desktop/dbus/message.ts';
import type { Picture } from '../desktop/picture.ts';
import { hueOf } from '../desktop/pixels.ts';
import { poll } from '../desktop/poll.ts';
import { clickMenu, menuText, trayMenu } from '../desktop/tray-menu.ts';
import {
  activate,
  trayIcon,
  trayTooltip,
  waitForTrayItem,
  type TrayItem,
} from '../desktop/tray.ts';
import { readPng } from './read-png.ts';

/** The palette for panels of unknown colour. */
const PALETTE: Readonly<Record<Hue, string>> = {
  ok: '#0A8F70',
  warn: '#BC7A00',
  bad: '#D22F4B',
  info: '#2F74D0',
  idle: '#7A838F',
};
const ASSETS = join(import.meta.dirname, '../../../assets/tray/linux');
const CHANGE_LIMIT_MS = 5000;

export interface IconLook {
  /** The exported picture whose silhouette this is, pixel by pixel. */
  glyph: GatewayState | 'none of ours';
  hue: Hue;
}

export interface IconChange extends IconLook {
  /** When the change was announced on the bus. */
  at: number;
}

/** The app's icon as the desktop sees it: everything is read over the session bus. */
export class Tray {
  #item: TrayItem;
  readonly #silhouettes = new Map<string, Buffer>();

  private constructor(item: TrayItem) {
    this.#item = item;
  }

  static async of(pid: number): Promise<Tray> {
    return new Tray(await waitForTrayItem(pid));
  }

  /** After the desktop's tray came back. */
  async findAgain(): Promise<void> {
    this.#item = await waitForTrayItem(this.#item.pid);
  }

  async look(): Promise<IconLook> {
    const icon = await trayIcon(this.#item);
    return { glyph: this.#glyphOf(icon), hue: hueOf(icon, PALETTE) };
  }

  tooltip(): Promise<string> {
    return trayTooltip(this.#item);
  }

  /** One line per entry; submenus are indented. */
  async menu(): Promise<string[]> {
    return menuText(await trayMenu(this.#item));
  }

  /** The first line: state and since when. */
  async stateLine(): Promise<string> {
    return (await this.menu())[0] ?? '';
  }

  /** Clicks an entry, which may be in a submenu. */
  async click(...labels: [string, ...string[]]): Promise<void> {
    await poll(`click on ${labels.join(', ')}`, CHANGE_LIMIT_MS, async () => {
      try {
        await clickMenu(this.#item, ...labels);
        return true;
      } catch (cause) {
        // The menu was replaced between looking and clicking; what was looked at is gone.
        if (cause instanceof DBusError && cause.code.endsWith('.Failed')) return undefined;
        throw cause;
      }
    });
  }

  /** A click on the icon itself. */
  activate(): Promise<void> {
    return activate(this.#item);
  }

  async becomes(glyph: GatewayState, timeoutMs = CHANGE_LIMIT_MS): Promise<IconLook> {
    return poll(`${glyph} icon`, timeoutMs, async () => {
      const look = await this.look();
      return look.glyph === glyph ? look : undefined;
    });
  }

  /** Notes every change of the picture with the time of its signal on the bus. */
  async watchChanges(): Promise<{ readonly changes: readonly IconChange[]; stop: () => void }> {
    const changes: IconChange[] = [];
    const monitor = await DBusConnection.open();
    const rule = `type='signal',sender='${this.#item.bus}',member='NewIcon'`;
    await monitor.becomeMonitor([rule], ({ type, member }) => {
      const at = Date.now();
      if (type !== SIGNAL || member !== 'NewIcon') return;
      void this.look().then((look) => {
        // The same picture is set twice on purpose: some panels miss the first time.
        if (changes.at(-1)?.glyph !== look.glyph) changes.push({ ...look, at });
      });
    });
    return { changes, stop: () => monitor.close() };
  }

  #glyphOf({ width, rgba }: Picture): IconLook['glyph'] {
    const alpha = (pixels: Buffer): Buffer =>
      Buffer.from(pixels.filter((_byte, at) => at % 4 === 3));
    const shown = alpha(rgba);
    for (const name of STATES) {
      const file = join(ASSETS, `${name}-${width}.png`);
      let silhouette = this.#silhouettes.get(file);
      if (silhouette === undefined) {
        silhouette = alpha(readPng(file).rgba);
        this.#silhouettes.set(file, silhouette);
      }
      if (silhouette.equals(shown)) return name;
    }
    return 'none of ours';
  }
}

/** The whole menu as people read it, around the lines that differ by state. */
export function menuOf(
  lines: readonly (string | RegExp)[],
  {
    snoozedUntil,
    paused = false,
    blocked = false,
    tests = [],
    help = [],
  }: {
    snoozedUntil?: RegExp;
    paused?: boolean;
    blocked?: boolean;
    /** With several connections, the names of each. */
    tests?: readonly string[];
    /** What the troubled connections are offered. */
    help?: readonly ('Show Gateway' | 'Fix step by step…')[];
  } = {},
): (string | RegExp)[] {
  return [
    ...lines,
    '—',
    'Open Gatelight',
    ...help,
    'Test connection',
    ...tests.map((name) => `  ${name}`),
    '—',
    ...(blocked ? ['Your system blocks notifications'] : []),
    ...(snoozedUntil
      ? [snoozedUntil]
      : ['Snooze notifications', '  15 minutes', '  1 hour', '  Until tomorrow 9:00']),
    paused ? 'Resume monitoring' : 'Pause monitoring',
    '—',
    'Settings…',
    'Quit Gatelight',
  ];
}
