import { z } from 'zod';
import { DEFAULT_PREFERENCES } from '../contract/default-preferences.ts';
import { preferencesSchema, type Preferences } from '../contract/preferences.ts';
import { earlierNotifications } from './third-schema.ts';

const { clientIdBase, connections, quietHours, theme } = preferencesSchema.shape;

/** Before the app could start at login, and before its first run was remembered. */
const secondSchema = z.strictObject({
  schema: z.literal(2),
  clientIdBase,
  connections,
  notifications: earlierNotifications,
  quietHours,
  theme,
});

/** Preferences of the second schema in today's, or null where `value` is none. */
export function fromSecondSchema(value: unknown): Preferences | null {
  const parsed = secondSchema.safeParse(value);
  if (!parsed.success) return null;
  // Who has a connection set it up already.
  const firstRunDone = parsed.data.connections.length > 0;
  const notifications = { ...DEFAULT_PREFERENCES.notifications, ...parsed.data.notifications };
  return { ...DEFAULT_PREFERENCES, ...parsed.data, schema: 4, notifications, firstRunDone };
}
