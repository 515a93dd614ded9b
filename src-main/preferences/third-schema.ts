import { z } from 'zod';
import { DEFAULT_PREFERENCES } from '../contract/default-preferences.ts';
import { preferencesSchema, type Preferences } from '../contract/preferences.ts';

const today = preferencesSchema.shape;

/** What people could be told of before there were any settings to watch. */
export const earlierNotifications = z.strictObject({
  waiting: z.boolean(),
  frozen: z.boolean(),
  disclaimer: z.boolean(),
  'new-clients-blocked': z.boolean(),
  signin: z.boolean(),
  'not-running': z.boolean(),
  down: z.boolean(),
  'cut-off': z.boolean(),
  'farm-down': z.boolean(),
  'ready-again': z.boolean(),
  'restart-overdue': z.boolean(),
  unstable: z.boolean(),
  repeat: z.boolean(),
  sound: z.boolean(),
});

/** Before the app kept backups. */
const thirdSchema = z.strictObject({
  schema: z.literal(3),
  clientIdBase: today.clientIdBase,
  connections: today.connections,
  notifications: earlierNotifications,
  quietHours: today.quietHours,
  theme: today.theme,
  startAtLogin: today.startAtLogin,
  startHidden: today.startHidden,
  closing: today.closing,
  menuBarIcon: today.menuBarIcon,
  logLevel: today.logLevel,
  firstRunDone: today.firstRunDone,
});

/** Preferences of the third schema in today's, or null where `value` is none. */
export function fromThirdSchema(value: unknown): Preferences | null {
  const parsed = thirdSchema.safeParse(value);
  if (!parsed.success) return null;
  const notifications = { ...DEFAULT_PREFERENCES.notifications, ...parsed.data.notifications };
  return { ...DEFAULT_PREFERENCES, ...parsed.data, schema: 4, notifications };
}
