import { z } from 'zod';
import { sessionBus } from './dbus/connection.ts';
import { Variant } from './dbus/wire.ts';
import { itemProperty, type TrayItem } from './tray.ts';

// The item's menu, which the desktop draws from what the app sends over the bus
// (com.canonical.dbusmenu).

const MENU = 'com.canonical.dbusmenu';
const WHOLE_DEPTH = -1;

export interface MenuNode {
  id: number;
  /** As people read it: without access-key marks. Empty for separators. */
  label: string;
  enabled: boolean;
  visible: boolean;
  type: 'item' | 'separator' | 'checkbox' | 'radio';
  checked: boolean;
  children: MenuNode[];
}

const properties = z.looseObject({
  label: z.string().default(''),
  enabled: z.boolean().default(true),
  visible: z.boolean().default(true),
  type: z.string().default('standard'),
  'toggle-type': z.string().default(''),
  'toggle-state': z.number().default(0),
});
const layout = z.tuple([z.number(), properties, z.array(z.unknown())]);

/** The visible and the hidden entries, in order. */
export async function trayMenu(item: TrayItem): Promise<MenuNode[]> {
  const body = [0, WHOLE_DEPTH, []];
  const [, root] = await callMenu(item, 'GetLayout', 'iias', body);
  return toNode(root).children;
}

/** Clicks the entry at the end of the labels: `clickMenu(item, 'Snooze notifications', '1 hour')`. */
export async function clickMenu(item: TrayItem, ...labels: [string, ...string[]]): Promise<void> {
  let entries = await trayMenu(item);
  let entry: MenuNode | undefined;
  for (const label of labels) {
    entry = entries.find((candidate) => candidate.visible && candidate.label === label);
    if (!entry) throw new Error(`no "${label}" among: ${entries.map((e) => e.label).join(' | ')}`);
    if (!entry.enabled) throw new Error(`"${label}" cannot be clicked: it is disabled`);
    entries = entry.children;
  }
  const nothing = new Variant('s', '');
  await callMenu(item, 'Event', 'isvu', [entry?.id, 'clicked', nothing, 0]);
}

/** One line per entry, submenus indented: handy to compare a whole menu. */
export function menuText(nodes: MenuNode[], indent = ''): string[] {
  return nodes
    .filter((node) => node.visible)
    .flatMap((node) => {
      const mark =
        node.type === 'checkbox' || node.type === 'radio' ? (node.checked ? '[x] ' : '[ ] ') : '';
      const text = node.type === 'separator' ? '—' : `${mark}${node.label}`;
      return [
        `${indent}${text}${node.enabled ? '' : ' (disabled)'}`,
        ...menuText(node.children, `${indent}  `),
      ];
    });
}

function toNode(value: unknown): MenuNode {
  const [id, entry, children] = layout.parse(value);
  const toggles = { checkmark: 'checkbox', radio: 'radio' } as const;
  const toggle = entry['toggle-type'];
  return {
    id,
    label: withoutAccessKeys(entry.label),
    enabled: entry.enabled,
    visible: entry.visible,
    type:
      entry.type === 'separator'
        ? 'separator'
        : toggle === 'checkmark' || toggle === 'radio'
          ? toggles[toggle]
          : 'item',
    checked: entry['toggle-state'] === 1,
    children: children.map(toNode),
  };
}

/** `_` marks the letter after it; `__` is one underscore. */
const withoutAccessKeys = (label: string): string => label.replace(/_(.|$)/gu, '$1');

async function callMenu(
  item: TrayItem,
  member: string,
  signature: string,
  body: unknown[],
): Promise<unknown[]> {
  const path = z.string().parse(await itemProperty(item, 'Menu'));
  const bus = await sessionBus();
  return bus.call({ destination: item.bus, path, interface: MENU, member, signature, body });
}
