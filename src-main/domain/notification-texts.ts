import { APP_NAME } from '../contract/app-name.ts';
import type { NoticeButton } from '../contract/app-state.ts';
import type { ConnectionStatus } from '../contract/connection-status.ts';
import { clockTime, longDuration } from '../contract/format.ts';
import { isFixable } from '../contract/guided-fix.ts';
import type { NotificationEvent } from '../contract/preferences.ts';
import { statusWords } from '../contract/status-words.ts';
import { portName, productName } from '../contract/target-words.ts';
import { gatewayIsHere } from './gateway-here.ts';
import { UNSTABLE_COUNT, UNSTABLE_MS } from './flapping.ts';
import type { ProblemEvent } from './notified-problem.ts';

export interface NotificationContent {
  readonly event: NotificationEvent;
  readonly title: string;
  /** At most two lines, without signs that some daemons read as markup. */
  readonly body: string;
  /** The first is also what a click on the body does. */
  readonly buttons: readonly NoticeButton[];
}

const OPEN: NoticeButton = { text: 'Open', action: 'open' };
const FIX: NoticeButton = { text: 'Fix it', action: 'fix' };
const SNOOZE: NoticeButton = { text: 'Snooze 15 min', action: 'snooze-15' };
const SNOOZE_HOUR: NoticeButton = { text: 'Snooze 1 h', action: 'snooze-60' };
const CLOSED: NoticeButton = { text: 'I closed it', action: 'closed-by-user' };

/** What a notification depends on beside the status. Epoch ms. */
export interface Telling {
  /** When what is told of began. */
  readonly wentAt: number;
  readonly now: number;
  /** Gateway's window can be brought forward on this desktop. */
  readonly canShow: boolean;
}

/** What a problem says when it is told. */
export function contentOf(
  event: ProblemEvent,
  status: ConnectionStatus,
  telling: Telling,
): NotificationContent {
  return {
    event,
    buttons: [firstButton(event, status, telling), SNOOZE],
    ...TEXTS[event](status, telling),
  };
}

/** Told once more: silence has words of its own, the rest repeats itself. */
export function repeatOf(
  event: ProblemEvent,
  status: ConnectionStatus,
  telling: Telling,
): NotificationContent {
  const content = contentOf(event, status, telling);
  if (event !== 'waiting') return content;
  return {
    event,
    title: `Still no answer from ${nameOf(status)}`,
    body: `API clients on ${portName(status.target)} are timing out.`,
    // Whoever was shown the window once already needs more than that.
    buttons: [FIX, SNOOZE_HOUR],
  };
}

/** What each problem asks for first, where nothing stands in the way. */
const ASKS_FOR: Readonly<Record<ProblemEvent, 'show' | 'fix' | 'open'>> = {
  waiting: 'show',
  disclaimer: 'show',
  frozen: 'show',
  signin: 'show',
  'new-clients-blocked': 'fix',
  down: 'fix',
  'not-running': 'open',
  'cut-off': 'open',
  'farm-down': 'open',
  'restart-overdue': 'open',
  unstable: 'open',
};

function firstButton(
  event: ProblemEvent,
  status: ConnectionStatus,
  { canShow }: Telling,
): NoticeButton {
  const asked = ASKS_FOR[event];
  if (asked === 'open' || !isFixable(status.verdict)) return OPEN;
  if (asked === 'fix' || !canShow || !gatewayIsHere(status)) return FIX;
  return { text: `Show ${nameOf(status)}`, action: 'show-gateway' };
}

export function readyAgain(status: ConnectionStatus, awayMs: number): NotificationContent {
  return {
    event: 'ready-again',
    title: `${nameOf(status)} is ready again`,
    body: `${portName(status.target)} was away for ${longDuration(awayMs)}.`,
    buttons: [],
  };
}

const nameOf = ({ target }: ConnectionStatus): string => productName[target.product];

type Text = (
  status: ConnectionStatus,
  at: Pick<Telling, 'wentAt' | 'now'>,
) => Pick<NotificationContent, 'title' | 'body'> & Partial<Pick<NotificationContent, 'buttons'>>;

const TEXTS: Readonly<Record<ProblemEvent, Text>> = {
  waiting: (status) => ({
    title: `${nameOf(status)} isn't answering`,
    body:
      `${APP_NAME}'s test got no answer on ${portName(status.target)} for 8 s; other programs will probably time out too. ` +
      `Look for a dialog in ${nameOf(status)}.`,
  }),
  disclaimer: (status) => ({
    title: 'Accept the paper disclaimer',
    body: `${nameOf(status)} asks for it before API clients may connect.`,
  }),
  frozen: (status) => ({
    title: `${nameOf(status)} stopped answering`,
    body: `${portName(status.target)} is mute since ${clockTime(status.report?.details.muteSince ?? status.since)}.`,
  }),
  'new-clients-blocked': (status) => ({
    title: "New programs can't connect",
    body: `The open session works; a fresh test ${wasTurnedAway(status) ? 'was turned away' : 'meets silence'}.`,
  }),
  signin: (status) => ({
    title: `Port ${status.target.port} isn't open yet`,
    body: `${nameOf(status)} probably waits for a sign-in.`,
  }),
  'not-running': (status) => ({
    title: `${nameOf(status)} stopped`,
    body: `${portName(status.target)} closed at ${clockTime(status.since)}. Your programs can't trade or get data.`,
    // A click on the text does what the first one does: to silence should be a choice of one's own.
    buttons: [OPEN, CLOSED],
  }),
  down: (status, { now }) => {
    const { headline, sentence } = statusWords(status, now);
    return { title: headline, body: sentence };
  },
  'cut-off': (status) => ({
    title: `${nameOf(status)} lost IBKR`,
    body: `Since ${clockTime(status.since)}. Orders and data are interrupted.`,
  }),
  'farm-down': (status) => ({
    title: 'Market data is interrupted',
    body: `${farmsOf(status)} down since ${clockTime(status.since)}.`,
  }),
  'restart-overdue': (status, { wentAt }) => ({
    title: `${nameOf(status)} hasn't come back`,
    body: `The planned restart at ${clockTime(wentAt)} should be over.`,
  }),
  unstable: () => ({
    title: 'Connection is unstable',
    body: `${UNSTABLE_COUNT} interruptions in ${UNSTABLE_MS / 60_000} minutes.`,
    buttons: [OPEN, SNOOZE_HOUR],
  }),
};

function wasTurnedAway({ report }: ConnectionStatus): boolean {
  const by = report?.details.blockedBy;
  return by !== undefined && by !== 'silent' && by !== 'session-silent';
}

/** `usfarm is`, `usfarm and usfuture are`, `usfarm and 4 more are`: two lines are all there is. */
function farmsOf({ report }: ConnectionStatus): string {
  const [first = 'A data farm', second, ...others] = report?.details.farms ?? [];
  if (second === undefined) return `${first} is`;
  return `${first} and ${others.length === 0 ? second : `${others.length + 1} more`} are`;
}
