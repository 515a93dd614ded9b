import { z } from 'zod';
import { DEFAULT_PREFERENCES, newConnection } from '../contract/default-preferences.ts';
import {
  clientIdSchema,
  hostSchema,
  portSchema,
  preferencesSchema,
  type Preferences,
} from '../contract/preferences.ts';

/** As the first versions wrote it: one connection or none. Checked as strictly as today's. */
const firstSchema = z.strictObject({
  schema: z.literal(1),
  clientIdBase: preferencesSchema.shape.clientIdBase,
  connection: z
    .strictObject({
      host: hostSchema,
      port: portSchema,
      expect: z.enum(['paper', 'live']),
      clientId: clientIdSchema.nullable(),
    })
    .nullable(),
  notifications: z.strictObject({
    waiting: z.boolean(),
    disclaimer: z.boolean(),
    signin: z.boolean(),
    'not-running': z.boolean(),
    down: z.boolean(),
    'ready-again': z.boolean(),
    sound: z.boolean(),
  }),
  theme: preferencesSchema.shape.theme,
});

/**
 * Preferences of the first schema in today's, or null where `value` is none. A live account's mode
 * stays open: nobody chose to keep a session on it.
 */
export function fromFirstSchema(value: unknown): Preferences | null {
  const parsed = firstSchema.safeParse(value);
  if (!parsed.success) return null;
  const { clientIdBase, connection, notifications, theme } = parsed.data;
  return {
    ...DEFAULT_PREFERENCES,
    clientIdBase,
    connections:
      connection === null ? [] : [{ ...newConnection(connection), clientId: connection.clientId }],
    notifications: { ...DEFAULT_PREFERENCES.notifications, ...notifications },
    theme,
    firstRunDone: connection !== null,
  };
}
