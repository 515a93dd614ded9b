import { describe, expect, test } from 'vitest';
import { clockTime } from '../../../../src-main/contract/format.ts';
import { targetOf } from '../../../../src-main/contract/target.ts';
import { STATE_OF_VERDICT, VERDICTS } from '../../../../src-main/contract/verdict.ts';
import { STARTING_VIEW, trayView, type MenuEntry } from '../../../../src-main/domain/tray-view.ts';
import { emptyStatus, pausedStatus, statusOf } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.parse('2026-11-22T14:31:00Z');
const SINCE = NOW - 11 * 60_000;
const since = clockTime(SINCE);

const viewOf = (
  verdict: Parameters<typeof statusOf>[0],
  change: Parameters<typeof statusOf>[2] = {},
) => trayView(statusOf(verdict, NOW, { since: SINCE, ...change }), null, NOW);

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
  const answered = { report: ready.report && { ...ready.report, details: { sessionMs: 400 } } };

  test.each([
    ['ready', answered, 'Ready. Paper 4002 answered in 400 ms'],
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
    ['nothing set up', emptyStatus(NOW), 'Gatelight: Set up a connection'],
  ] as const)('%s', (_name, status, expected) => {
    expect(trayView(status, null, NOW).tooltip).toBe(expected);
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
      'Test connection',
      '—',
      'Snooze notifications',
      'Pause monitoring',
      '—',
      'Settings…',
      'Quit Gatelight',
    ]);
  });

  test('without a connection offers nothing that needs one', () => {
    expect(lines(trayView(emptyStatus(NOW), null, NOW).menu)).toEqual([
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
    const view = trayView(pausedStatus(NOW), NOW + 60_000, NOW);
    expect(lines(view.menu)).toContain('Resume monitoring');
    expect(lines(view.menu)).toContain(`Resume notifications (until ${clockTime(NOW + 60_000)})`);
    expect(lines(view.menu)).not.toContain('Snooze notifications');
  });

  test('offers three snoozes', () => {
    const entry = viewOf('ready').menu.find((one) => one.kind === 'submenu');
    expect(entry && lines(entry.entries)).toEqual(['15 minutes', '1 hour', 'Until tomorrow 9:00']);
  });

  test.each(VERDICTS)('%s: nothing in it runs with the clock', (verdict) => {
    const status = statusOf(verdict, NOW, { since: SINCE });
    expect(trayView(status, null, NOW + 7300)).toEqual(trayView(status, null, NOW));
    expect(status.state).toBe(STATE_OF_VERDICT[verdict]);
  });

  test('before preferences are read says only that it checks', () => {
    expect(STARTING_VIEW).toMatchObject({ glyph: 'checking', tooltip: 'Gatelight: Checking…' });
    expect(lines(STARTING_VIEW.menu)[0]).toBe('Checking…');
    expect(lines(STARTING_VIEW.menu)).not.toContain('Test connection');
  });
});
