import { z } from 'zod';
import {
  HOST_PATTERN,
  MAX_CLIENT_ID,
  MAX_HOST_LENGTH,
  MAX_PORT,
  RESERVED_CLIENT_ID,
} from './connection-rules.ts';

export { DEFAULT_PREFERENCES } from './default-preferences.ts';

export const hostSchema = z.string().min(1).max(MAX_HOST_LENGTH).regex(HOST_PATTERN);

export const portSchema = z.int().min(1).max(MAX_PORT);

/** 0 also binds manual orders; 999 is used by other tools. */
export const clientIdSchema = z
  .int()
  .min(1)
  .max(MAX_CLIENT_ID)
  .refine((id) => id !== RESERVED_CLIENT_ID);

export const connectionSchema = z.strictObject({
  host: hostSchema,
  port: portSchema,
  expect: z.enum(['paper', 'live']),
  /** Null: one of this installation's own. */
  clientId: clientIdSchema.nullable(),
});

export const notificationEventSchema = z.enum([
  'waiting',
  'disclaimer',
  'signin',
  'not-running',
  'down',
  'ready-again',
]);

export const preferencesSchema = z.strictObject({
  schema: z.literal(1),
  /** Kept random base of the client ids this installation uses, 900000–999980. */
  clientIdBase: z.int().min(900_000).max(999_980),
  connection: connectionSchema.nullable(),
  notifications: z.strictObject({
    waiting: z.boolean(),
    disclaimer: z.boolean(),
    signin: z.boolean(),
    'not-running': z.boolean(),
    down: z.boolean(),
    'ready-again': z.boolean(),
    sound: z.boolean(),
  }),
  theme: z.enum(['system', 'light', 'dark']),
});

export type Connection = z.infer<typeof connectionSchema>;
export type NotificationEvent = z.infer<typeof notificationEventSchema>;
export type Preferences = z.infer<typeof preferencesSchema>;

/** What the page may change; the client id base is ours. */
export const preferencesChangeSchema = preferencesSchema
  .pick({ connection: true, notifications: true, theme: true })
  .partial()
  // A key without a value would put nothing where something must stand.
  .refine((change) => Object.values(change).every((value) => value !== undefined));
export type PreferencesChange = z.infer<typeof preferencesChangeSchema>;
