import { z } from 'zod';
import { DBusConnection, sessionBus } from './dbus/connection.ts';
import { ERROR, METHOD_CALL, METHOD_RETURN, type Message, SIGNAL } from './dbus/message.ts';
import { poll } from './poll.ts';

// Notifications, seen from both ends: what programs send over the bus, and what the daemon shows.

const NAME = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';
const DAEMON = 'org.dunstproject.cmd0';

export interface SentNotification {
  kind: 'sent';
  at: number;
  app: string;
  /** The number the daemon gave it; undefined until it answered. */
  id: number | undefined;
  /** 0 for a new one. */
  replacesId: number;
  summary: string;
  body: string;
  /** Key and text by turns, as sent. */
  actions: string[];
  urgency: 'low' | 'normal' | 'critical';
}

export type NotificationEvent =
  | SentNotification
  /** The program withdrew it. */
  | { kind: 'withdrawn'; at: number; id: number }
  /** It left the screen: 1 expired, 2 dismissed, 3 withdrawn. */
  | { kind: 'closed'; at: number; id: number; reason: number }
  | { kind: 'action'; at: number; id: number; key: string };

export interface NotificationWatch {
  /** Everything so far, oldest first; grows. */
  readonly events: readonly NotificationEvent[];
  sent: () => SentNotification[];
  /** Waits for one that was sent, among those to come and those already seen. */
  waitForSent: (
    fits: (sent: SentNotification) => boolean,
    timeoutMs?: number,
  ) => Promise<SentNotification>;
  stop: () => void;
}

const notify = z.tuple([
  z.string(),
  z.number(),
  z.string(),
  z.string(),
  z.string(),
  z.array(z.string()),
  z.looseObject({ urgency: z.number().default(1) }),
  z.number(),
]);
const URGENCIES = ['low', 'normal', 'critical'] as const;

/** Records all traffic about notifications, with the time at which it passed over the bus. */
export async function watchNotifications(): Promise<NotificationWatch> {
  const events: NotificationEvent[] = [];
  const unanswered = new Map<string, SentNotification>();

  const onMessage = (message: Message): void => {
    const at = Date.now();
    const { type, member, body } = message;
    if (type === METHOD_RETURN || type === ERROR) {
      const question = `${message.destination ?? ''} ${message.replySerial ?? 0}`;
      const sent = unanswered.get(question);
      if (sent && type === METHOD_RETURN) sent.id = z.number().parse(body[0]);
      unanswered.delete(question);
    } else if (message.interface !== NAME) {
      return;
    } else if (type === METHOD_CALL && member === 'Notify') {
      const [app, replacesId, , summary, text, actions, hints] = notify.parse(body);
      const urgency = URGENCIES[hints.urgency] ?? 'normal';
      const content = { app, replacesId, summary, body: text, actions, urgency };
      const sent: SentNotification = { kind: 'sent', at, id: undefined, ...content };
      events.push(sent);
      unanswered.set(`${message.sender ?? ''} ${message.serial}`, sent);
    } else if (type === METHOD_CALL && member === 'CloseNotification') {
      events.push({ kind: 'withdrawn', at, id: z.number().parse(body[0]) });
    } else if (type === SIGNAL && member === 'NotificationClosed') {
      const [id, reason] = z.tuple([z.number(), z.number()]).parse(body);
      events.push({ kind: 'closed', at, id, reason });
    } else if (type === SIGNAL && member === 'ActionInvoked') {
      const [id, key] = z.tuple([z.number(), z.string()]).parse(body);
      events.push({ kind: 'action', at, id, key });
    }
  };

  const monitor = await DBusConnection.open();
  const rules = [`interface='${NAME}'`, "type='method_return'", "type='error'"];
  await monitor.becomeMonitor(rules, onMessage);
  const sent = (): SentNotification[] => events.filter((event) => event.kind === 'sent');
  return {
    events,
    sent,
    waitForSent: (fits, timeoutMs = 10_000) =>
      poll('such notification', timeoutMs, () => sent().find(fits)),
    stop: () => monitor.close(),
  };
}

/** How many the daemon has on the screen at this moment. */
export async function displayedCount(): Promise<number> {
  const bus = await sessionBus();
  return z.number().parse(await bus.property(NAME, PATH, DAEMON, 'displayedLength'));
}

const closed = z.object({
  id: z.number(),
  appname: z.string(),
  summary: z.string(),
  body: z.string(),
  urgency: z.string().default(''),
});
export type ClosedNotification = z.infer<typeof closed>;

/** What was on the screen and left it, the latest first. */
export async function notificationHistory(): Promise<ClosedNotification[]> {
  const [history] = await callDaemon('NotificationListHistory');
  return z.array(closed).parse(history);
}

export async function closeAllNotifications(): Promise<void> {
  await callDaemon('NotificationCloseAll');
}

/** As if the n-th notification on the screen, counted from the top, had been clicked. */
export async function invokeAction(nth = 0): Promise<void> {
  await callDaemon('NotificationAction', 'u', nth);
}

async function callDaemon(member: string, signature = '', ...body: unknown[]): Promise<unknown[]> {
  const bus = await sessionBus();
  return bus.call({ destination: NAME, path: PATH, interface: DAEMON, member, signature, body });
}
