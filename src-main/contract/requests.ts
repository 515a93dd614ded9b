import { z } from 'zod';
import { NOTICE_ACTIONS, type AppState } from './app-state.ts';
import type { Page, RequestChannel } from './channels.ts';
import type { ConnectionStatus } from './connection-status.ts';
import type { UsualPort } from './evidence.ts';
import { FIX_STEPS } from './guided-fix.ts';
import { preferencesChangeSchema } from './preferences.ts';
import type { ShowProblem } from './show-gateway.ts';

/** Links are opened by name; the addresses are in main. */
export const linkNameSchema = z.enum([
  'docs',
  'tray-help',
  'system-status',
  'support',
  'download-gateway',
]);
export type LinkName = z.infer<typeof linkNameSchema>;

/** Names a watched connection; see `connectionKey`. */
const byConnection = z.strictObject({ connection: z.string().min(1).max(300) });

const ofStep = z.strictObject({
  connection: byConnection.shape.connection,
  step: z.enum(FIX_STEPS),
});

/** What the page may send. `satisfies` makes a channel without a schema a type error. */
export const requestSchemas = {
  'status:get': z.undefined(),
  'app:get': z.undefined(),
  'test:run': byConnection,
  'test:accepted': byConnection,
  'gateway:closed': byConnection,
  /** Brings Gateway's window forward. */
  'gateway:show': byConnection,
  'fix:open': byConnection,
  /** Shows a step, without saying anything of the one before. */
  'fix:step': ofStep,
  /** "That wasn't it": goes on to the next. */
  'fix:skip': ofStep,
  'fix:close': byConnection,
  /** Host, port and a client id, for one's own program. */
  'details:copy': byConnection,
  'report:preview': byConnection,
  'report:copy': byConnection,
  'ports:list': z.undefined(),
  'preferences:change': preferencesChangeSchema,
  'notifications:snooze': z.strictObject({
    minutes: z.union([z.literal(15), z.literal(60), z.literal('tomorrow'), z.literal(0)]),
  }),
  'notifications:test': z.undefined(),
  'monitoring:pause': z.strictObject({ paused: z.boolean() }),
  /** A button of the notice shown inside. */
  'notice:act': z.strictObject({ action: z.enum(NOTICE_ACTIONS) }),
  'notice:dismiss': z.undefined(),
  'banner:dismiss': z.strictObject({ kind: z.enum(['preferences-set-aside', 'not-writable']) }),
  'link:open': z.strictObject({ name: linkNameSchema }),
  /** Shows the folder of the log files. */
  'logs:open': z.undefined(),
  /** As the window's own close button. */
  'window:hide': z.undefined(),
} satisfies Record<RequestChannel, z.ZodType>;

export type Payload<Channel extends RequestChannel> = z.infer<(typeof requestSchemas)[Channel]>;

/** What main answers with, inside a `Result`. */
export interface Answers {
  /** In the order of the preferences; empty where none is set up. */
  'status:get': readonly ConnectionStatus[];
  'app:get': AppState;
  'test:run': null;
  /** `too-soon` when the last one is under a minute old. */
  'test:accepted': null;
  'gateway:closed': null;
  /** Null: it was brought forward. */
  'gateway:show': ShowProblem | null;
  'fix:open': null;
  'fix:step': null;
  'fix:skip': null;
  'fix:close': null;
  'details:copy': null;
  'report:preview': { text: string };
  'report:copy': null;
  'ports:list': readonly UsualPort[];
  'preferences:change': AppState;
  'notifications:snooze': null;
  'notifications:test': null;
  'monitoring:pause': null;
  'notice:act': null;
  'notice:dismiss': null;
  'banner:dismiss': null;
  'link:open': null;
  'logs:open': null;
  'window:hide': null;
}

export interface Pushes {
  'status:changed': readonly ConnectionStatus[];
  'app:changed': AppState;
  /** `connection`: which one to show, or null for the one on show. */
  'page:open': { readonly page: Page; readonly connection: string | null };
}
