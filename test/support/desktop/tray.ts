import { z } from 'zod';
import { sessionBus } from './dbus/connection.ts';
import type { Picture } from './picture.ts';
import { poll } from './poll.ts';

// The tray as a desktop sees it: items in the StatusNotifierItem protocol
// (https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/).

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';

export interface TrayItem {
  /** The owner's unique name on the bus and the item's path there. */
  bus: string;
  path: string;
  pid: number;
}

/** What the tray host has been told of. Empty without a tray host. */
export async function trayItems(): Promise<TrayItem[]> {
  const bus = await sessionBus();
  if (!(await bus.hasOwner(WATCHER))) return [];
  const path = '/StatusNotifierWatcher';
  const names = await bus.property(WATCHER, path, WATCHER, 'RegisteredStatusNotifierItems');
  const items = z
    .array(z.string())
    .parse(names)
    .map(async (name) => {
      const slash = name.indexOf('/');
      const owner = name.slice(0, slash);
      const [pid] = await bus.callBus('GetConnectionUnixProcessID', 's', owner);
      return { bus: owner, path: name.slice(slash), pid: z.number().parse(pid) };
    });
  // An owner that left between the two questions has no process id any more, and no item.
  const settled = await Promise.allSettled(items);
  return settled.flatMap((item) => (item.status === 'fulfilled' ? [item.value] : []));
}

/** The item of one process: for Electron its main process. */
export function waitForTrayItem(pid: number, timeoutMs = 10_000): Promise<TrayItem> {
  return poll(`tray item of process ${pid}`, timeoutMs, async () =>
    (await trayItems()).find((item) => item.pid === pid),
  );
}

export async function trayTooltip(item: TrayItem): Promise<string> {
  const tooltip = z.tuple([z.string(), z.unknown(), z.string(), z.string()]);
  const [, , title, text] = tooltip.parse(await itemProperty(item, 'ToolTip'));
  return text === '' ? title : `${title}\n${text}`;
}

const pixmaps = z.array(z.tuple([z.number(), z.number(), z.instanceof(Buffer)]));

/** The largest picture that the item offers. */
export async function trayIcon(item: TrayItem): Promise<Picture> {
  const offered = pixmaps.parse(await itemProperty(item, 'IconPixmap'));
  const [largest] = offered.sort(([a], [b]) => b - a);
  if (!largest) throw new Error(`the item of process ${item.pid} has no pixels`);
  const [width, height, argb] = largest;
  const rgba = Buffer.alloc(argb.length);
  for (let at = 0; at < argb.length; at += 4) {
    rgba.writeUInt32BE(((argb.readUInt32BE(at) << 8) | argb.readUInt8(at)) >>> 0, at);
  }
  return { width, height, rgba };
}

/** As if the icon had been clicked. */
export async function activate(item: TrayItem): Promise<void> {
  const bus = await sessionBus();
  const where = { destination: item.bus, path: item.path, interface: ITEM };
  await bus.call({ ...where, member: 'Activate', signature: 'ii', body: [0, 0] });
}

export async function itemProperty(item: TrayItem, name: string): Promise<unknown> {
  return (await sessionBus()).property(item.bus, item.path, ITEM, name);
}
