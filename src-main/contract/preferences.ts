import { z } from 'zod';
import {
  FARM_PATTERN,
  HOST_PATTERN,
  MAX_CLIENT_ID,
  MAX_CONNECTIONS,
  MAX_HOST_LENGTH,
  MAX_PORT,
  MAX_IGNORED_FARMS,
  RESERVED_CLIENT_ID,
  TIME_PATTERN,
} from './connection-rules.ts';
import { connectionKey } from './target.ts';
import { WATCH_MODES } from './watch-modes.ts';

export { DEFAULT_PREFERENCES } from './default-preferences.ts';

export const hostSchema = z.string().min(1).max(MAX_HOST_LENGTH).regex(HOST_PATTERN);

export const portSchema = z.int().min(1).max(MAX_PORT);

/** 0 also binds manual orders; 999 is used by other tools. */
export const clientIdSchema = z
  .int()
  .min(1)
  .max(MAX_CLIENT_ID)
  .refine((id) => id !== RESERVED_CLIENT_ID);

/** Local time of day, `23:45`. */
export const timeOfDaySchema = z.string().regex(TIME_PATTERN);

export const connectionSchema = z.strictObject({
  host: hostSchema,
  port: portSchema,
  expect: z.enum(['paper', 'live']),
  /** Null: one of this installation's own. */
  clientId: clientIdSchema.nullable(),
  /** Null: nobody chose yet, as for a live account; nothing connects then. */
  mode: z.enum(WATCH_MODES).nullable(),
  /** When Gateway restarts every day; null: assumed until learned. */
  dailyRestart: timeOfDaySchema.nullable(),
  /** Market data farms that may be down. */
  ignoredFarms: z.array(z.string().regex(FARM_PATTERN)).max(MAX_IGNORED_FARMS),
});

export const notificationEventSchema = z.enum([
  'waiting',
  'frozen',
  'disclaimer',
  'new-clients-blocked',
  'signin',
  'not-running',
  'down',
  'cut-off',
  'farm-down',
  'ready-again',
  'restart-overdue',
  'unstable',
]);

export const quietHoursSchema = z.strictObject({
  on: z.boolean(),
  from: timeOfDaySchema,
  to: timeOfDaySchema,
  /** A live account that waits for its user is told all the same. */
  breakThrough: z.boolean(),
});

const distinctTargets = (connections: readonly { host: string; port: number }[]): boolean =>
  new Set(connections.map(connectionKey)).size === connections.length;

export const preferencesSchema = z.strictObject({
  schema: z.literal(4),
  /** Kept random base of the client ids this installation uses, 900000–999980. */
  clientIdBase: z.int().min(900_000).max(999_980),
  /** Each target once; the first is the command line's default. */
  connections: z.array(connectionSchema).max(MAX_CONNECTIONS).refine(distinctTargets),
  notifications: z.strictObject({
    ...(Object.fromEntries(
      notificationEventSchema.options.map((event) => [event, z.boolean()]),
    ) as Record<z.infer<typeof notificationEventSchema>, z.ZodBoolean>),
    /** Once more after 10 and after 30 minutes. */
    repeat: z.boolean(),
    sound: z.boolean(),
  }),
  quietHours: quietHoursSchema,
  theme: z.enum(['system', 'light', 'dark']),
  /** Null: nobody was asked yet, so it does not. */
  startAtLogin: z.boolean().nullable(),
  /** Started at login: without its window. */
  startHidden: z.boolean(),
  /** What closing the window does where there is a tray; without one it always minimises. */
  closing: z.enum(['keep-in-tray', 'quit']),
  /** macOS only: when the icon in the menu bar has its colour. */
  menuBarIcon: z.enum(['when-needed', 'always', 'never']),
  /** Every settled new version of `jts.ini` is kept; without it only what is asked for. */
  automaticBackups: z.boolean(),
  logLevel: z.enum(['normal', 'detailed']),
  /** The first run was gone through or skipped. */
  firstRunDone: z.boolean(),
});

export type Connection = z.infer<typeof connectionSchema>;
/** On the command line nobody may have said which account must answer; then none is wrong. */
export type WatchedConnection = Omit<Connection, 'expect'> & {
  readonly expect: Connection['expect'] | null;
};
export type NotificationEvent = z.infer<typeof notificationEventSchema>;
export type QuietHours = z.infer<typeof quietHoursSchema>;
export type Preferences = z.infer<typeof preferencesSchema>;

/** What the page may change; the client id base is ours. */
export const preferencesChangeSchema = preferencesSchema
  .omit({ schema: true, clientIdBase: true })
  .partial()
  // A key without a value would put nothing where something must stand.
  .refine((change) => Object.values(change).every((value) => value !== undefined));
export type PreferencesChange = z.infer<typeof preferencesChangeSchema>;
