import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchFixture, type Fixture } from '../../support/desktop/fixture-app/launch.ts';
import { findColour, hueOf } from '../../support/desktop/pixels.ts';
import { clickAt, pressKeys } from '../../support/desktop/pointer.ts';
import { poll } from '../../support/desktop/poll.ts';
import { readScreen } from '../../support/desktop/screen.ts';
import { hasTrayHost, killTrayHost, startTrayHost } from '../../support/desktop/services.ts';
import { clickMenu, menuText, trayMenu } from '../../support/desktop/tray-menu.ts';
import {
  activate,
  trayIcon,
  trayItems,
  trayTooltip,
  waitForTrayItem,
  type TrayItem,
} from '../../support/desktop/tray.ts';

// The functions that other tests rely on, proven with a real Electron on a real panel.

const GREEN = '#0A8F70';
const RED = '#D22F4B';
const palette = { green: GREEN, red: RED };

let app: Fixture;
let item: TrayItem;

beforeAll(async () => {
  app = await launchFixture();
  item = await waitForTrayItem(app.pid);
});

afterAll(() => app.stop());

const iconHue = async (): Promise<string> => hueOf(await trayIcon(item), palette);
const becomes = (hue: string): Promise<boolean> =>
  poll(`${hue} icon`, 5000, async () => ((await iconHue()) === hue ? true : undefined));

describe('the tray item', () => {
  test('is found by the process that owns it', async () => {
    expect(item.pid).toBe(app.pid);
    await expect(waitForTrayItem(1, 200)).rejects.toThrow('no tray item of process 1');
  });

  test('tells its tooltip and its pixels', async () => {
    expect(await trayTooltip(item)).toBe('Tray Fixture: Ready. Paper "4002" answered');
    expect(await trayIcon(item)).toMatchObject({ width: 22, height: 22 });
    expect(await iconHue()).toBe('green');
  });

  test('shows its whole menu as people read it', async () => {
    expect(menuText(await trayMenu(item))).toEqual([
      'State line (disabled)',
      '—',
      'Turn red',
      'Turn green',
      'Notify',
      'Withdraw',
      '[x] Snooze_now & more…',
      'More',
      '  Deep',
      '    Deeper',
      'Quit',
    ]);
  });

  test('does what a menu entry says, at any depth', async () => {
    await clickMenu(item, 'More', 'Deep', 'Deeper');
    await app.waitFor('deeper');
    await clickMenu(item, 'Snooze_now & more…');
    await app.waitFor('toggled');
    await expect(clickMenu(item, 'State line')).rejects.toThrow('disabled');
    await expect(clickMenu(item, 'Hidden')).rejects.toThrow('no "Hidden" among: State line |');
  });

  test('answers a click', async () => {
    await activate(item);
    await app.waitFor('activated');
  });

  test('changes its picture on the bus and on the screen', async () => {
    const onScreen = (colour: string) =>
      poll(`${colour} on the screen`, 5000, () => findColour(readScreen(), colour));
    const before = await onScreen(GREEN);
    await clickMenu(item, 'Turn red');
    await becomes('red');
    expect(await onScreen(RED)).toEqual(before);
    expect(findColour(readScreen(), GREEN)).toBeUndefined();
    await clickMenu(item, 'Turn green');
    await becomes('green');
  });

  test('opens its menu under the mouse', async () => {
    const icon = await poll('icon', 5000, () => findColour(readScreen(), GREEN));
    await clickAt(icon.x + icon.width / 2, icon.y + icon.height / 2, 'right');
    await poll('opened menu', 5000, async () => {
      await pressKeys('Down', 'Return');
      return (await iconHue()) === 'red' ? true : undefined;
    });
    await clickMenu(item, 'Turn green');
    await becomes('green');
  });
});

describe('the tray host', () => {
  test('can go away and come back; the item follows', async () => {
    await killTrayHost();
    expect(await hasTrayHost()).toBe(false);
    expect(await trayItems()).toEqual([]);

    await startTrayHost();
    expect(await hasTrayHost()).toBe(true);
    item = await waitForTrayItem(app.pid);
    expect(await iconHue()).toBe('green');
  });
});
