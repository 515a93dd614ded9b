import { expect, test } from '@playwright/test';
import type { GatewayState, Hue } from '$contract/verdict';
import { TIME } from '../../support/app/clock-time.ts';
import type { NotificationWatch, SentNotification } from '../../support/desktop/notifications.ts';
import type { AppWindow } from '../../support/app/app-window.ts';
import { connectionTo, preferencesWith } from '../../support/preferences.ts';
import type { RunningApp } from '../../support/app/running-app.ts';
import { useStage, type Stage } from '../../support/app/stage.ts';
import { menuOf, type Tray } from '../../support/app/tray.ts';
import { badBytes } from '../../support/simulated-gateway/bad-bytes.ts';
import type { Behaviour } from '../../support/simulated-gateway/behaviour.ts';
import { farms } from '../../support/simulated-gateway/farms.ts';
import { canAge } from '../../support/simulated-gateway/process-age.ts';

// Every state as a person meets it: the icon, its tooltip and menu, the window, the notification. The silent
// Gateway, which takes its time, has a file of its own.

const since = (text: string): RegExp => new RegExp(`^${text} since ${TIME}( \\(disabled\\))?$`);

const SHOW = 'Show Gateway';
const FIX = 'Fix step by step…';

interface Case {
  name: string;
  /** Sets the machine up and tells the port to watch. */
  setUp: (stage: Stage) => Promise<number>;
  glyph: GatewayState;
  hue: Hue;
  tooltip: (port: number) => string | RegExp;
  /** First line of the menu, without its mark. */
  line: (port: number) => string | RegExp;
  headline: (port: number) => string | RegExp;
  /** What the menu offers to do about it; absent: nothing. */
  help?: readonly (typeof SHOW | typeof FIX)[];
  /** Title and body of the one notification; null: none. */
  notice: null | { title: (port: number) => string; body: (port: number) => string };
}

const gateway =
  (behaviour: Partial<Behaviour> = {}, accounts?: string[]) =>
  async (stage: Stage): Promise<number> =>
    (await stage.gateway({ behaviour, ...(accounts && { accounts }) })).port;

const cases: readonly Case[] = [
  {
    name: 'ready',
    setUp: gateway(),
    glyph: 'ready',
    hue: 'ok',
    tooltip: (port) =>
      new RegExp(`^Gatelight: Ready\\. Paper ${port} answered in (under 0\\.1|\\d\\.\\d) s$`),
    line: () => since('Ready for your API clients'),
    headline: () => 'Ready for your API clients',
    notice: null,
  },
  {
    name: 'cut off from IBKR',
    setUp: gateway({ handshake: 'cut-off' }),
    glyph: 'degraded',
    hue: 'bad',
    tooltip: () => since('Gatelight: No link to IBKR'),
    line: () => since('No link to IBKR'),
    headline: () => 'No link to IBKR',
    help: [FIX],
    notice: null,
  },
  {
    name: 'a data farm down',
    setUp: gateway({ farms: farms.broken }),
    glyph: 'degraded',
    hue: 'warn',
    tooltip: () => since('Gatelight: Market data is interrupted'),
    line: () => since('Market data is interrupted'),
    headline: () => 'Market data is interrupted',
    notice: null,
  },
  {
    name: 'live where paper was chosen',
    setUp: gateway({}, ['U1234567']),
    glyph: 'degraded',
    hue: 'warn',
    tooltip: () => since('Gatelight: This is a live account'),
    line: () => since('This is a live account'),
    headline: () => 'This is a live account',
    notice: null,
  },
  {
    name: 'clocks apart',
    setUp: gateway({ clockSkewSeconds: 312 }),
    glyph: 'degraded',
    hue: 'warn',
    tooltip: () => since('Gatelight: Clocks differ by 31\\d s'),
    line: () => since('Clocks differ by 31\\d s'),
    headline: () => /^Clocks differ by 31\d s$/,
    notice: null,
  },
  {
    name: 'client ID taken',
    setUp: gateway({ handshake: 'id-in-use' }),
    glyph: 'degraded',
    hue: 'warn',
    tooltip: () => since('Gatelight: Client ID 9\\d{5} is taken'),
    line: () => since('Client ID 9\\d{5} is taken'),
    headline: () => /^Client ID 9\d{5} is taken$/,
    help: [FIX],
    notice: null,
  },
  {
    name: 'the paper disclaimer',
    setUp: gateway({ handshake: 'disclaimer' }),
    glyph: 'waiting',
    hue: 'warn',
    tooltip: () => 'Gatelight: Accept the paper trading disclaimer',
    line: () => since('Accept the paper trading disclaimer'),
    headline: () => 'Accept the paper trading disclaimer',
    help: [FIX],
    notice: {
      title: () => 'Accept the paper disclaimer',
      body: () => 'Gateway asks for it before API clients may connect.',
    },
  },
  {
    name: 'not running',
    setUp: (stage) => stage.closedPort(),
    glyph: 'down',
    hue: 'bad',
    tooltip: () => since('Gatelight: Gateway is not running'),
    line: () => since("Gateway isn't running"),
    headline: () => "Gateway isn't running",
    help: [FIX],
    notice: null,
  },
  {
    name: 'something else on the port',
    setUp: gateway({ handshake: { kind: 'bytes', chunks: [badBytes['http-400']] } }),
    glyph: 'down',
    hue: 'bad',
    tooltip: (port) => `Gatelight: Port ${port} is not Gateway's API`,
    line: (port) => since(`Port ${port} is not Gateway's API`),
    headline: (port) => `Port ${port} is not Gateway's API`,
    help: [FIX],
    notice: null,
  },
  {
    name: 'closed at once',
    setUp: gateway({ handshake: 'close-at-accept' }),
    glyph: 'down',
    hue: 'bad',
    tooltip: () => 'Gatelight: Gateway closed the connection at once',
    line: () => since('Gateway closed the connection at once'),
    headline: () => 'Gateway closed the connection at once',
    help: [FIX],
    notice: null,
  },
  {
    name: 'session refused',
    setUp: gateway({ handshake: 'session-refused' }),
    glyph: 'down',
    hue: 'bad',
    tooltip: () => 'Gatelight: Gateway refused the session',
    line: () => since('Gateway refused the session'),
    headline: () => 'Gateway refused the session',
    help: [FIX],
    notice: null,
  },
  {
    name: 'too old',
    setUp: gateway({ handshake: 'old-version' }),
    glyph: 'down',
    hue: 'bad',
    tooltip: () => 'Gatelight: This Gateway is too old',
    line: () => since('This Gateway is too old'),
    headline: () => 'This Gateway is too old',
    notice: null,
  },
  {
    name: 'Gateway starting',
    setUp: async (stage) => {
      await stage.standIn();
      return stage.closedPort();
    },
    glyph: 'checking',
    hue: 'idle',
    tooltip: () => 'Gatelight: Gateway is starting',
    line: () => 'Gateway is starting (disabled)',
    headline: () => 'Gateway is starting',
    notice: null,
  },
  {
    name: 'sign-in needed',
    setUp: async (stage) => {
      const standIn = await stage.standIn();
      await standIn.age(300);
      return stage.closedPort();
    },
    glyph: 'signin',
    hue: 'warn',
    tooltip: (port) => `Gatelight: Sign in to Gateway. Port ${port} is closed`,
    line: (port) => since(`Port ${port} isn't open yet`),
    headline: (port) => `Port ${port} isn't open yet`,
    help: [SHOW, FIX],
    notice: {
      title: (port) => `Port ${port} isn't open yet`,
      body: () => 'Gateway probably waits for a sign-in.',
    },
  },
  {
    name: 'another port',
    setUp: async (stage) => {
      await stage.standIn({ port: 0 });
      return stage.closedPort();
    },
    glyph: 'down',
    hue: 'bad',
    tooltip: () => /^Gatelight: Gateway uses port \d+$/,
    line: () => since('Gateway uses port \\d+'),
    headline: () => /^Gateway uses port \d+$/,
    help: [SHOW, FIX],
    notice: null,
  },
];

// One app for all: every case gives it another connection, which starts afresh.
const apps = useStage('file');
const machine = useStage();
let app: RunningApp;
let tray: Tray;
let window: AppWindow;
let notices: NotificationWatch;

test.beforeAll(async () => {
  notices = await apps.notices();
  const home = apps.home();
  const preferences = { ...preferencesWith({ port: 1 }), connections: [], firstRunDone: true };
  app = await apps.launch(home.writePreferences(JSON.stringify(preferences)));
  tray = await app.tray();
  window = await app.window();
  await app.windowBecomes('shown');
  // Whoever looks at the window is told there, not by the system.
  await app.inMain(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.minimize();
  });
  await app.windowBecomes('minimised');
});

test('nothing set up', async () => {
  expect(await tray.look()).toEqual({ glyph: 'checking', hue: 'idle' });
  await expect.poll(() => tray.tooltip()).toBe('Gatelight: Set up a connection');
  expect(await tray.menu()).toEqual([
    'Set up a connection (disabled)',
    '—',
    'Open Gatelight',
    '—',
    'Snooze notifications',
    '  15 minutes',
    '  1 hour',
    '  Until tomorrow 9:00',
    '—',
    'Settings…',
    'Quit Gatelight',
  ]);
});

for (const one of cases) {
  test(one.name, async () => {
    test.skip(one.glyph === 'signin' && !canAge(), 'a process can be aged by root on Linux only');
    const told = notices.sent().length;
    const port = await one.setUp(machine);
    await window.watch(connectionTo({ port }));

    await expect(window.headline).toHaveText(one.headline(port), { timeout: 6000 });
    expect(await tray.becomes(one.glyph)).toEqual({ glyph: one.glyph, hue: one.hue });
    // A change of words alone may wait for a moment.
    await expect.poll(() => tray.tooltip()).toEqual(matching(one.tooltip(port)));
    const lines = [one.line(port), `Paper, 127.0.0.1:${port} (disabled)`];
    await expect
      .poll(() => tray.menu())
      .toEqual(menuOf(lines, { help: one.help ?? [] }).map(matching));

    const sent = (): SentNotification[] => notices.sent().slice(told);
    if (one.notice !== null) {
      await expect.poll(() => sent().length, { timeout: 10_000 }).toBe(1);
      expect(sent()[0]).toMatchObject({
        app: 'Gatelight',
        replacesId: 0,
        summary: one.notice.title(port),
        body: one.notice.body(port),
        urgency: 'normal',
      });
      // A click on it does what its first button does; buttons depend on Electron's version.
      expect(sent()[0]?.actions[0]).toBe('default');
    }
    expect(sent()).toHaveLength(one.notice === null ? 0 : 1);
  });
}

/** As `toEqual` wants it. */
function matching(text: string | RegExp): unknown {
  return typeof text === 'string' ? text : expect.stringMatching(text);
}
