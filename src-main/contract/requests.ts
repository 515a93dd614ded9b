import { z } from 'zod';
import type { AppState } from './app-state.ts';
import type { Page, RequestChannel } from './channels.ts';
import type { ConnectionStatus } from './connection-status.ts';
import type { UsualPort } from './evidence.ts';
import { preferencesChangeSchema } from './preferences.ts';

/** Links are opened by name; the addresses are in main. */
export const linkNameSchema = z.enum(['docs', 'tray-help', 'system-status']);
export type LinkName = z.infer<typeof linkNameSchema>;

/** What the page may send. `satisfies` makes a channel without a schema a type error. */
export const requestSchemas = {
  'status:get': z.undefined(),
  'app:get': z.undefined(),
  'test:run': z.undefined(),
  'test:accepted': z.undefined(),
  'report:preview': z.undefined(),
  'report:copy': z.undefined(),
  'ports:list': z.undefined(),
  'preferences:change': preferencesChangeSchema,
  'notifications:snooze': z.strictObject({
    minutes: z.union([z.literal(15), z.literal(60), z.literal('tomorrow'), z.literal(0)]),
  }),
  'notifications:test': z.undefined(),
  'monitoring:pause': z.strictObject({ paused: z.boolean() }),
  'banner:dismiss': z.strictObject({ kind: z.enum(['preferences-set-aside', 'not-writable']) }),
  'link:open': z.strictObject({ name: linkNameSchema }),
} satisfies Record<RequestChannel, z.ZodType>;

export type Payload<Channel extends RequestChannel> = z.infer<(typeof requestSchemas)[Channel]>;

/** What main answers with, inside a `Result`. */
export interface Answers {
  'status:get': ConnectionStatus;
  'app:get': AppState;
  'test:run': null;
  /** `too-soon` when the last one is under a minute old. */
  'test:accepted': null;
  'report:preview': { text: string };
  'report:copy': null;
  'ports:list': readonly UsualPort[];
  'preferences:change': AppState;
  'notifications:snooze': null;
  'notifications:test': null;
  'monitoring:pause': null;
  'banner:dismiss': null;
  'link:open': null;
}

export interface Pushes {
  'status:changed': ConnectionStatus;
  'app:changed': AppState;
  'page:open': Page;
}
