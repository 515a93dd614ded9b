import { APP_NAME } from '../contract/app-name.ts';
import type { ConnectionStatus } from '../contract/connection-status.ts';
import { clockTime, shortDuration } from '../contract/format.ts';
import { statusWords } from '../contract/status-words.ts';
import { isLocal } from '../contract/target.ts';
import { hueOf, type GatewayState, type Hue } from '../contract/verdict.ts';
import { portName, productName, targetLine } from '../contract/verdict-words.ts';

export type TrayAction =
  | 'open'
  | 'test'
  | 'snooze-15'
  | 'snooze-60'
  | 'snooze-tomorrow'
  | 'resume-notifications'
  | 'pause'
  | 'resume'
  | 'settings'
  | 'quit';

export type MenuEntry =
  | { kind: 'line'; text: string }
  | { kind: 'separator' }
  | { kind: 'action'; text: string; action: TrayAction; preferred?: true }
  | { kind: 'submenu'; text: string; entries: readonly MenuEntry[] };

/** Everything the tray shows. Equal views are not drawn again. */
export interface TrayView {
  readonly glyph: GatewayState;
  readonly hue: Hue;
  readonly tooltip: string;
  readonly menu: readonly MenuEntry[];
}

/** Windows cuts tooltips at 127 characters. */
const TOOLTIP_LIMIT = 120;
const SEPARATOR: MenuEntry = { kind: 'separator' };

/** Shown from the first moment, before preferences are read. */
export const STARTING_VIEW: TrayView = {
  glyph: 'checking',
  hue: 'idle',
  tooltip: `${APP_NAME}: Checking…`,
  menu: [
    { kind: 'line', text: 'Checking…' },
    SEPARATOR,
    { kind: 'action', text: `Open ${APP_NAME}`, action: 'open', preferred: true },
    SEPARATOR,
    { kind: 'action', text: 'Settings…', action: 'settings' },
    { kind: 'action', text: `Quit ${APP_NAME}`, action: 'quit' },
  ],
};

/** `snoozedUntil`: epoch ms, or null. No running seconds in it: an update closes an open menu. */
export function trayView(
  status: ConnectionStatus,
  snoozedUntil: number | null,
  now: number,
): TrayView {
  return {
    glyph: status.state,
    hue: hueOf(status.state, status.verdict),
    tooltip: `${APP_NAME}: ${tooltipFact(status, now)}`.slice(0, TOOLTIP_LIMIT),
    menu: [
      { kind: 'line', text: stateLine(status, now) },
      ...(status.target === null
        ? []
        : [{ kind: 'line', text: targetLine(status.target) } satisfies MenuEntry]),
      SEPARATOR,
      { kind: 'action', text: `Open ${APP_NAME}`, action: 'open', preferred: true },
      ...(status.target === null
        ? []
        : [{ kind: 'action', text: 'Test connection', action: 'test' } satisfies MenuEntry]),
      SEPARATOR,
      snoozeEntry(snoozedUntil),
      ...(status.target === null ? [] : [pauseEntry(status)]),
      SEPARATOR,
      { kind: 'action', text: 'Settings…', action: 'settings' },
      { kind: 'action', text: `Quit ${APP_NAME}`, action: 'quit' },
    ],
  };
}

function snoozeEntry(snoozedUntil: number | null): MenuEntry {
  if (snoozedUntil !== null) {
    return {
      kind: 'action',
      text: `Resume notifications (until ${clockTime(snoozedUntil)})`,
      action: 'resume-notifications',
    };
  }
  return {
    kind: 'submenu',
    text: 'Snooze notifications',
    entries: [
      { kind: 'action', text: '15 minutes', action: 'snooze-15' },
      { kind: 'action', text: '1 hour', action: 'snooze-60' },
      { kind: 'action', text: 'Until tomorrow 9:00', action: 'snooze-tomorrow' },
    ],
  };
}

function pauseEntry(status: ConnectionStatus): MenuEntry {
  return status.state === 'paused'
    ? { kind: 'action', text: 'Resume monitoring', action: 'resume' }
    : { kind: 'action', text: 'Pause monitoring', action: 'pause' };
}

/** The headline with the time it began, short enough for a menu. */
function stateLine(status: ConnectionStatus, now: number): string {
  const { headline } = statusWords(status, now);
  const since = ` since ${clockTime(status.since)}`;
  if (status.target === null) return headline;
  switch (status.state) {
    case 'checking':
      return headline;
    case 'paused':
      return pausedFact(status);
    case 'waiting':
      return `${isSilent(status) ? silentFact(status) : headline}${since}`;
    case 'ready':
    case 'degraded':
    case 'signin':
    case 'down':
    case 'restart':
      return `${headline}${since}`;
  }
}

function tooltipFact(status: ConnectionStatus, now: number): string {
  const { target, verdict } = status;
  const { headline } = statusWords(status, now);
  if (target === null) return headline;
  const name = productName[target.product];
  const since = clockTime(status.since);
  switch (status.state) {
    case 'ready': {
      const took = status.report?.details.sessionMs;
      return took === undefined
        ? `Ready. ${portName(target)}`
        : `Ready. ${portName(target)} answered in ${shortDuration(took)}`;
    }
    case 'waiting':
      return isSilent(status)
        ? `${silentFact(status)} since ${since}. Look for a dialog`
        : headline;
    case 'signin':
      return `Sign in to ${name}. Port ${target.port} is closed`;
    case 'down':
      return verdict === 'not-running' && isLocal(target.host)
        ? `${name} is not running since ${since}`
        : headline;
    case 'degraded':
      return `${headline} since ${since}`;
    case 'checking':
      return verdict === null ? 'Checking…' : headline;
    case 'restart':
      return headline;
    case 'paused':
      return pausedFact(status);
  }
}

const isSilent = (status: ConnectionStatus): boolean =>
  status.verdict === 'silent' || status.verdict === 'session-silent';

const silentFact = (status: ConnectionStatus): string =>
  `${productName[status.target?.product ?? 'unknown']} silent`;

const pausedFact = (status: ConnectionStatus): string =>
  typeof status.pausedUntil === 'number'
    ? `Paused until ${clockTime(status.pausedUntil)}`
    : 'Paused';
