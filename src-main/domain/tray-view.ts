import { APP_NAME } from '../contract/app-name.ts';
import type { ConnectionStatus } from '../contract/connection-status.ts';
import { clockTime } from '../contract/format.ts';
import { isFixable } from '../contract/guided-fix.ts';
import type { FolderState } from '../contract/jts/settings-state.ts';
import { NO_CONNECTION, statusWords } from '../contract/status-words.ts';
import { connectionKey, isLocal } from '../contract/target.ts';
import { byUrgency } from '../contract/urgency.ts';
import { hueOf, type GatewayState, type Hue } from '../contract/verdict.ts';
import { portName, productName, targetLine } from '../contract/target-words.ts';
import { gatewayIsHere } from './gateway-here.ts';
import { settingsEntries, waitingRestore } from './tray-settings.ts';

export type TrayAction =
  | 'open'
  | 'show-gateway'
  | 'fix'
  | 'test'
  | 'back-up'
  | 'review-changes'
  | 'open-backups'
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
  /** `connection`: the key of the one it is about, or `settingsSubject`. */
  | { kind: 'action'; text: string; action: TrayAction; connection?: string; preferred?: true }
  | { kind: 'submenu'; text: string; entries: readonly MenuEntry[] };

/** Everything the tray shows. Equal views are not drawn again. */
export interface TrayView {
  readonly glyph: GatewayState;
  readonly hue: Hue;
  readonly tooltip: string;
  readonly menu: readonly MenuEntry[];
}

/** What the tray tells of besides the connections. */
export interface TrayCircumstances {
  /** Epoch ms, or null. */
  readonly snoozedUntil: number | null;
  readonly notificationsBlocked: boolean;
  /** Gateway's window can be brought forward on this desktop. */
  readonly canShow: boolean;
  /** Settings folders, the watched one first. */
  readonly folders: readonly FolderState[];
}

/** Windows cuts tooltips at 127 characters. */
const TOOLTIP_LIMIT = 120;
const SEPARATOR: MenuEntry = { kind: 'separator' };
const OPEN: MenuEntry = {
  kind: 'action',
  text: `Open ${APP_NAME}`,
  action: 'open',
  preferred: true,
};
const SETTINGS: MenuEntry = { kind: 'action', text: 'Settings…', action: 'settings' };
const QUIT: MenuEntry = { kind: 'action', text: `Quit ${APP_NAME}`, action: 'quit' };

/** Shown from the first moment, before preferences are read. */
export const STARTING_VIEW: TrayView = {
  glyph: 'checking',
  hue: 'idle',
  tooltip: `${APP_NAME}: Checking…`,
  menu: [{ kind: 'line', text: 'Checking…' }, SEPARATOR, OPEN, SEPARATOR, SETTINGS, QUIT],
};

/**
 * `statuses` in the order of the preferences; glyph and tooltip are those of the most urgent. No
 * running seconds in the menu: an update closes an open one.
 */
export function trayView(
  statuses: readonly ConnectionStatus[],
  { snoozedUntil, notificationsBlocked, canShow, folders }: TrayCircumstances,
  now: number,
): TrayView {
  const urgent = byUrgency(statuses);
  const [first] = urgent;
  const fact = first === undefined ? NO_CONNECTION.headline : tooltipFact(first, now);
  return {
    glyph: first?.state ?? 'checking',
    hue: first === undefined ? 'idle' : hueOf(first.state, first.verdict),
    tooltip: tooltipOf(fact, waitingRestore(folders)),
    menu: [
      ...stateLines(urgent, now),
      SEPARATOR,
      OPEN,
      ...helpEntries(statuses.filter(needsSomebody), canShow),
      ...testEntries(statuses),
      SEPARATOR,
      ...separated(settingsEntries(folders, now)),
      ...(notificationsBlocked ? [BLOCKED] : []),
      snoozeEntry(snoozedUntil),
      ...(statuses.length > 0 ? [pauseEntry(statuses)] : []),
      SEPARATOR,
      SETTINGS,
      QUIT,
    ],
  };
}

/** What else there is stands behind the state, and only where both are told whole. */
function tooltipOf(fact: string, more: string | null): string {
  const state = `${APP_NAME}: ${fact}`;
  const both = `${state}${state.endsWith('…') ? '' : '.'} ${more ?? ''}`;
  return more !== null && both.length <= TOOLTIP_LIMIT ? both : state.slice(0, TOOLTIP_LIMIT);
}

const separated = (entries: readonly MenuEntry[]): readonly MenuEntry[] =>
  entries.length === 0 ? [] : [...entries, SEPARATOR];

/** The window says how to allow them. */
const BLOCKED: MenuEntry = {
  kind: 'action',
  text: 'Your system blocks notifications',
  action: 'open',
};

function stateLines(urgent: readonly ConnectionStatus[], now: number): readonly MenuEntry[] {
  const [first, second] = urgent;
  if (first === undefined) return [{ kind: 'line', text: NO_CONNECTION.headline }];
  if (second === undefined) {
    return [
      { kind: 'line', text: stateLine(first, now) },
      { kind: 'line', text: targetLine(first.target) },
    ];
  }
  return urgent.map((status) => ({
    kind: 'line',
    text: `${shortName(status)}: ${stateLine(status, now)}`,
  }));
}

/** Nothing is offered for what heals by itself, or was meant. */
const needsSomebody = ({ state, closedByUser }: ConnectionStatus): boolean =>
  ['waiting', 'signin', 'down', 'degraded'].includes(state) && !closedByUser;

function helpEntries(
  troubled: readonly ConnectionStatus[],
  canShow: boolean,
): readonly MenuEntry[] {
  const hidden = canShow ? troubled.filter(gatewayIsHere) : [];
  const fixable = troubled.filter(({ verdict }) => isFixable(verdict));
  const products = new Set(hidden.map(({ target }) => productName[target.product]));
  const [product = ''] = products;
  return [
    ...entryEach(products.size > 1 ? 'Show window' : `Show ${product}`, 'show-gateway', hidden),
    ...entryEach('Fix step by step…', 'fix', fixable),
  ];
}

const testEntries = (statuses: readonly ConnectionStatus[]): readonly MenuEntry[] =>
  entryEach('Test connection', 'test', statuses);

/** One entry, or a submenu of several that are told apart by their names. */
function entryEach(
  text: string,
  action: TrayAction,
  statuses: readonly ConnectionStatus[],
): readonly MenuEntry[] {
  const entries = statuses.map((status): MenuEntry => ({
    kind: 'action',
    text: statuses.length === 1 ? text : shortName(status),
    action,
    connection: connectionKey(status.target),
  }));
  return entries.length > 1 ? [{ kind: 'submenu', text, entries }] : entries;
}

/** `Paper 4002`, `Live 4001 on 192.0.2.7`: tells two connections apart. */
function shortName({ target }: ConnectionStatus): string {
  const name = portName(target);
  return isLocal(target.host) ? name : `${name} on ${target.host}`;
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

/** All pause and go on together. */
function pauseEntry(statuses: readonly ConnectionStatus[]): MenuEntry {
  return statuses.every(({ state }) => state === 'paused')
    ? { kind: 'action', text: 'Resume monitoring', action: 'resume' }
    : { kind: 'action', text: 'Pause monitoring', action: 'pause' };
}

/** The headline with the time it began, short enough for a menu. */
function stateLine(status: ConnectionStatus, now: number): string {
  const { headline } = statusWords(status, now);
  const since = ` since ${clockTime(status.since)}`;
  switch (status.state) {
    case 'checking':
      return headline;
    case 'paused':
      return pausedFact(status);
    case 'restart':
      return restartFact(status) ?? headline;
    case 'waiting':
      return `${isSilent(status) ? silentFact(status) : headline}${since}`;
    case 'ready':
    case 'degraded':
    case 'signin':
    case 'down':
      return `${headline}${since}`;
  }
}

function tooltipFact(status: ConnectionStatus, now: number): string {
  const { target, verdict } = status;
  const { headline } = statusWords(status, now);
  const name = productName[target.product];
  const since = clockTime(status.since);
  switch (status.state) {
    case 'ready':
      return `Ready. ${portName(target)}${answeredIn(status)}`;
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
    case 'restart':
      return restartFact(status) ?? headline;
    case 'checking':
      return headline;
    case 'paused':
      return pausedFact(status);
  }
}

/** ` answered in 0.4 s`; nothing where no session was timed. */
function answeredIn({ report }: ConnectionStatus): string {
  const took = report?.details.sessionMs;
  if (took === undefined) return '';
  return took < 50 ? ' answered in under 0.1 s' : ` answered in ${(took / 1000).toFixed(1)} s`;
}

const restartFact = ({ plannedRestart }: ConnectionStatus): string | null =>
  plannedRestart && `Planned restart, back by about ${clockTime(plannedRestart.backBy)}`;

const isSilent = (status: ConnectionStatus): boolean =>
  status.verdict === 'silent' || status.verdict === 'session-silent';

const silentFact = ({ target }: ConnectionStatus): string =>
  `${productName[target.product]} silent`;

const pausedFact = ({ pausedUntil }: ConnectionStatus): string =>
  typeof pausedUntil === 'number' ? `Paused until ${clockTime(pausedUntil)}` : 'Paused';
