import { describe, expect, test } from 'vitest';
import type { ConnectionStatus } from '../../../../src-main/contract/connection-status.ts';
import { clockTime } from '../../../../src-main/contract/format.ts';
import { targetOf } from '../../../../src-main/contract/target.ts';
import { STATE_OF_VERDICT, VERDICTS } from '../../../../src-main/contract/verdict.ts';
import {
  STARTING_VIEW,
  trayView,
  type MenuEntry,
  type TrayCircumstances,
} from '../../../../src-main/domain/tray-view.ts';
import { eventfulFolder } from '../../../support/mocked-main/settings.ts';
import { live4001, pausedStatus, statusOf } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.parse('2026-11-22T14:31:00Z');
const SINCE = NOW - 11 * 60_000;
const since = clockTime(SINCE);

const CALM: TrayCircumstances = {
  snoozedUntil: null,
  notificationsBlocked: false,
  folders: [],
  canShow: true,
};
const view = (...statuses: ConnectionStatus[]) => trayView(statuses, CALM, NOW);
const viewOf = (
  verdict: Parameters<typeof statusOf>[0],
  change: Parameters<typeof statusOf>[2] = {},
) => view(statusOf(verdict, NOW, { since: SINCE, ...change }));

/** The menu as one line of text per entry. */
const lines = (menu: readonly MenuEntry[]): readonly string[] =>
  menu.map((entry) => (entry.kind === 'separator' ? '—' : entry.text));

describe('glyph and hue', () => {
  test.each([
    ['ready', 'ready', 'ok'],
    ['slow', 'degraded', 'warn'],
    ['cut-off', 'degraded', 'bad'],
    ['silent', 'waiting', 'warn'],
    ['sign-in-needed', 'signin', 'warn'],
    ['not-running', 'down', 'bad'],
    ['session-lost', 'checking', 'idle'],
  ] as const)('%s: %s, %s', (verdict, glyph, hue) => {
    expect(viewOf(verdict)).toMatchObject({ glyph, hue });
  });

  test.each([
    ['paused', 'idle'],
    ['restart', 'info'],
  ] as const)('%s: %s', (state, hue) => {
    expect(viewOf('not-running', { state })).toMatchObject({ glyph: state, hue });
  });
});

describe('tooltip', () => {
  const ready = statusOf('ready', NOW);
  const answered = (sessionMs: number) => ({
    report: ready.report && { ...ready.report, details: { sessionMs } },
  });

  test.each([
    ['ready', answered(400), 'Ready. Paper 4002 answered in 0.4 s'],
    ['ready', answered(4222), 'Ready. Paper 4002 answered in 4.2 s'],
    ['ready', answered(12), 'Ready. Paper 4002 answered in under 0.1 s'],
    ['ready', {}, 'Ready. Paper 4002'],
    ['cut-off', {}, `No link to IBKR since ${since}`],
    ['silent', {}, `Gateway silent since ${since}. Look for a dialog`],
    ['session-silent', {}, `Gateway silent since ${since}. Look for a dialog`],
    ['disclaimer-pending', {}, 'Accept the paper trading disclaimer'],
    ['sign-in-needed', {}, 'Sign in to Gateway. Port 4002 is closed'],
    ['not-running', {}, `Gateway is not running since ${since}`],
    ['wrong-port', {}, 'Gateway uses port 4001'],
    ['session-lost', {}, 'Lost the API session, testing again'],
    ['starting', {}, 'Gateway is starting'],
  ] as const)('%s', (verdict, change, fact) => {
    expect(viewOf(verdict, change).tooltip).toBe(`Gatelight: ${fact}`);
  });

  test('of another computer claims nothing about its processes', () => {
    const target = targetOf('192.0.2.7', 4002, null);
    expect(viewOf('not-running', { target }).tooltip).toBe(
      'Gatelight: Nothing listens on port 4002',
    );
  });

  test('of TWS and of a live account says so', () => {
    const target = targetOf('127.0.0.1', 7496, 'live');
    expect(viewOf('ready', { target }).tooltip).toBe('Gatelight: Ready. Live 7496');
    expect(viewOf('silent', { target }).tooltip).toContain('TWS silent since');
  });

  test.each([
    ['paused', pausedStatus(NOW), 'Gatelight: Paused'],
    [
      'paused for a while',
      { ...pausedStatus(NOW), pausedUntil: NOW },
      `Gatelight: Paused until ${clockTime(NOW)}`,
    ],
    [
      'checking',
      { ...statusOf('ready', NOW), state: 'checking', verdict: null },
      'Gatelight: Checking…',
    ],
    [
      'a result too old to stand on',
      statusOf('ready', NOW, { state: 'checking', verdict: null, isOld: true, observedAt: SINCE }),
      `Gatelight: Not tested since ${since}`,
    ],
    [
      'a planned restart',
      statusOf('not-running', NOW, {
        state: 'restart',
        plannedRestart: { backBy: NOW, isAssumed: false },
      }),
      `Gatelight: Planned restart, back by about ${clockTime(NOW)}`,
    ],
  ] as const)('%s', (_name, status, expected) => {
    expect(view(status).tooltip).toBe(expected);
  });

  test('nothing set up', () => {
    expect(view()).toMatchObject({
      glyph: 'checking',
      hue: 'idle',
      tooltip: 'Gatelight: Set up a connection',
    });
  });

  test('tells of a restore that waits behind every state, or not at all where that were too long', () => {
    const folders = [eventfulFolder(NOW)];
    for (const verdict of VERDICTS) {
      const status = statusOf(verdict, NOW, { since: SINCE });
      const { tooltip } = trayView([status], { ...CALM, folders }, NOW);
      expect(tooltip.startsWith(view(status).tooltip)).toBe(true);
      expect(tooltip).toMatch(/[^.…][.…] Restore needs another look$/);
      expect(tooltip.length).toBeLessThanOrEqual(120);
    }
    const status = statusOf('unreachable', NOW, {
      target: targetOf(`${'x'.repeat(90)}.example`, 4002, null),
    });
    expect(trayView([status], { ...CALM, folders }, NOW).tooltip).toBe(view(status).tooltip);
  });

  test('never exceeds 120 characters', () => {
    const target = targetOf(`${'x'.repeat(200)}.example`, 4002, null);
    for (const verdict of VERDICTS) {
      const { tooltip } = viewOf(verdict, { target });
      expect(tooltip.length).toBeLessThanOrEqual(120);
      expect(tooltip).toMatch(/^Gatelight: /);
    }
  });
});

describe('menu', () => {
  test('begins with the state and where it is, then offers what applies', () => {
    expect(lines(viewOf('silent').menu)).toEqual([
      `Gateway silent since ${since}`,
      'Paper, 127.0.0.1:4002',
      '—',
      'Open Gatelight',
      'Show Gateway',
      'Fix step by step…',
      'Test connection',
      '—',
      'Snooze notifications',
      'Pause monitoring',
      '—',
      'Settings…',
      'Quit Gatelight',
    ]);
  });

  const help = (status: ConnectionStatus, circumstances: Partial<TrayCircumstances> = {}) =>
    lines(trayView([status], { ...CALM, ...circumstances }, NOW).menu).filter((text) =>
      /^(Show|Fix) /.test(text),
    );
  const SHOW = 'Show Gateway';
  const FIX = 'Fix step by step…';

  test.each([
    ['silent', [SHOW, FIX]],
    ['disclaimer-pending', [SHOW, FIX]],
    ['frozen', [SHOW, FIX]],
    ['sign-in-needed', [SHOW, FIX]],
    ['new-clients-blocked', [SHOW, FIX]],
    ['cut-off', [SHOW, FIX]],
    ['slow', [SHOW]],
    ['not-running', [FIX]],
    ['ready', []],
    ['starting', []],
    ['session-lost', []],
    ['not-tested', []],
  ] as const)('%s is helped by %j', (verdict, expected) => {
    expect(help(statusOf(verdict, NOW))).toEqual(expected);
  });

  test('offers a window only where it is and can be brought forward', () => {
    const silent = statusOf('silent', NOW);
    expect(help(silent, { canShow: false })).toEqual([FIX]);
    expect(help({ ...silent, target: targetOf('192.0.2.7', 4002, null) })).toEqual([FIX]);
    const evidence = silent.report && {
      ...silent.report.evidence,
      process: { outcome: 'none', durationMs: 1 } as const,
    };
    const behindRelay = silent.report && evidence && { ...silent.report, evidence };
    expect(help({ ...silent, report: behindRelay })).toEqual([FIX]);
    expect(help({ ...silent, target: targetOf('127.0.0.1', 7497, null) })[0]).toBe('Show TWS');
  });

  test('offers no help with what was meant', () => {
    expect(help(statusOf('not-running', NOW, { closedByUser: true }))).toEqual([]);
    expect(help(statusOf('silent', NOW, { state: 'restart' }))).toEqual([]);
    expect(help(pausedStatus(NOW))).toEqual([]);
  });

  test('without a connection offers nothing that needs one', () => {
    expect(lines(view().menu)).toEqual([
      'Set up a connection',
      '—',
      'Open Gatelight',
      '—',
      'Snooze notifications',
      '—',
      'Settings…',
      'Quit Gatelight',
    ]);
  });

  test('is the way back from a pause and from a snooze', () => {
    const { menu } = trayView([pausedStatus(NOW)], { ...CALM, snoozedUntil: NOW + 60_000 }, NOW);
    expect(lines(menu)).toContain('Resume monitoring');
    expect(lines(menu)).toContain(`Resume notifications (until ${clockTime(NOW + 60_000)})`);
    expect(lines(menu)).not.toContain('Snooze notifications');
  });

  test('says while the system blocks notifications', () => {
    const { menu } = trayView(
      [statusOf('ready', NOW)],
      { ...CALM, notificationsBlocked: true },
      NOW,
    );
    expect(menu).toContainEqual({
      kind: 'action',
      text: 'Your system blocks notifications',
      action: 'open',
    });
    expect(lines(viewOf('ready').menu)).not.toContain('Your system blocks notifications');
  });

  test('offers three snoozes', () => {
    const entry = viewOf('ready').menu.find((one) => one.kind === 'submenu');
    expect(entry && lines(entry.entries)).toEqual(['15 minutes', '1 hour', 'Until tomorrow 9:00']);
  });

  test.each(VERDICTS)('%s: nothing in it runs with the clock', (verdict) => {
    const status = statusOf(verdict, NOW, { since: SINCE });
    expect(trayView([status], CALM, NOW + 7300)).toEqual(trayView([status], CALM, NOW));
    expect(status.state).toBe(STATE_OF_VERDICT[verdict]);
  });

  test('before preferences are read says only that it checks', () => {
    expect(STARTING_VIEW).toMatchObject({ glyph: 'checking', tooltip: 'Gatelight: Checking…' });
    expect(lines(STARTING_VIEW.menu)[0]).toBe('Checking…');
    expect(lines(STARTING_VIEW.menu)).not.toContain('Test connection');
  });
});

describe('several connections', () => {
  const paper = (verdict: Parameters<typeof statusOf>[0]) =>
    statusOf(verdict, NOW, { since: SINCE });
  const live = (verdict: Parameters<typeof statusOf>[0]) =>
    statusOf(verdict, NOW, { since: SINCE, target: live4001 });

  test('glyph, hue and tooltip are of the most urgent, live before paper', () => {
    expect(view(paper('ready'), live('cut-off'))).toMatchObject({
      glyph: 'degraded',
      hue: 'bad',
      tooltip: `Gatelight: No link to IBKR since ${since}`,
    });
    expect(view(paper('silent'), live('cut-off'))).toMatchObject({ glyph: 'waiting' });
    expect(view(paper('sign-in-needed'), live('sign-in-needed')).tooltip).toContain('Port 4001');
  });

  test('have one line each, the most urgent first, and a test each', () => {
    const { menu } = view(paper('ready'), live('silent'));
    expect(lines(menu)).toEqual([
      `Live 4001: Gateway silent since ${since}`,
      `Paper 4002: Ready for your API clients since ${since}`,
      '—',
      'Open Gatelight',
      'Show Gateway',
      'Fix step by step…',
      'Test connection',
      '—',
      'Snooze notifications',
      'Pause monitoring',
      '—',
      'Settings…',
      'Quit Gatelight',
    ]);
    // In the order of the preferences: entries must not change places under the mouse.
    expect(menu).toContainEqual({
      kind: 'submenu',
      text: 'Test connection',
      entries: [
        { kind: 'action', text: 'Paper 4002', action: 'test', connection: '127.0.0.1:4002' },
        { kind: 'action', text: 'Live 4001', action: 'test', connection: '127.0.0.1:4001' },
      ],
    });
  });

  test('that all need help have an entry each', () => {
    const { menu } = view(paper('silent'), live('sign-in-needed'));
    const each = (action: string) => [
      { kind: 'action', text: 'Paper 4002', action, connection: '127.0.0.1:4002' },
      { kind: 'action', text: 'Live 4001', action, connection: '127.0.0.1:4001' },
    ];
    expect(menu).toContainEqual({
      kind: 'submenu',
      text: 'Show Gateway',
      entries: each('show-gateway'),
    });
    expect(menu).toContainEqual({
      kind: 'submenu',
      text: 'Fix step by step…',
      entries: each('fix'),
    });
    const tws = statusOf('silent', NOW, { target: targetOf('127.0.0.1', 7496, 'live') });
    expect(lines(view(paper('silent'), tws).menu)).toContain('Show window');
  });

  test('of which one needs help name it by being about it', () => {
    const { menu } = view(paper('ready'), live('silent'));
    expect(menu).toContainEqual({
      kind: 'action',
      text: 'Show Gateway',
      action: 'show-gateway',
      connection: '127.0.0.1:4001',
    });
  });

  test('on the same port are told apart by their hosts', () => {
    const elsewhere = { target: targetOf('192.0.2.7', 4002, 'paper'), since: SINCE };
    const { menu } = view(paper('ready'), statusOf('silent', NOW, elsewhere));
    expect(lines(menu)[0]).toBe(`Paper 4002 on 192.0.2.7: Gateway silent since ${since}`);
  });

  test('can be resumed once all are paused', () => {
    expect(lines(view(pausedStatus(NOW), live('ready')).menu)).toContain('Pause monitoring');
    expect(lines(view(pausedStatus(NOW), pausedStatus(NOW)).menu)).toContain('Resume monitoring');
  });
});
