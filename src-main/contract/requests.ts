import { z } from 'zod';
import { NOTICE_ACTIONS, type AppState } from './app-state.ts';
import type { Page, RequestChannel } from './channels.ts';
import type { ConnectionStatus } from './connection-status.ts';
import type { UsualPort } from './evidence.ts';
import { FIX_STEPS } from './guided-fix.ts';
import { preferencesChangeSchema } from './preferences.ts';
import {
  MAX_LINES_AT_ONCE,
  type ArchiveAnswer,
  type BackupAnswer,
  type BackupRow,
  type ComparedVersions,
  type DifferenceLine,
  type RestoreAnswer,
  type RestorePreview,
  type SettingsState,
  type VerifyAnswer,
} from './jts/settings-state.ts';
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

/** A settings folder by the id that the state gives it; see `FolderState`. */
const inFolder = z.strictObject({ folder: z.string().regex(/^[0-9a-f]{16}$/) });
/** Backups are looked up by their id, never joined into a path. */
const backupId = z.string().regex(/^[0-9a-z-]{1,64}$/);
const ofBackup = z.strictObject({ folder: inFolder.shape.folder, id: backupId });
/** `now` and `last-good`, or a backup's id. */
const versionRef = backupId;
export const MAX_NOTE_LENGTH = 200;
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const twoVersions = z.strictObject({
  folder: inFolder.shape.folder,
  before: versionRef,
  after: versionRef,
});
const place = z.int().min(0).max(10_000_000);

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
  'settings:get': z.undefined(),
  /** Saves what is on disk now. */
  'settings:backup': inFolder,
  'settings:compare': twoVersions,
  /** Unchanged lines that the comparison skipped. */
  'settings:lines': z.strictObject({
    ...twoVersions.shape,
    /** Line number in `after`, from 1. */
    from: place,
    count: z.int().min(1).max(MAX_LINES_AT_ONCE),
  }),
  /** The masked values of one finding or one line in clear, for as long as the page shows them. */
  'settings:reveal': z.strictObject({
    ...twoVersions.shape,
    what: z.discriminatedUnion('kind', [
      /** By its place among the findings. */
      z.strictObject({ kind: z.literal('finding'), index: place }),
      z.strictObject({ kind: z.literal('line'), side: z.enum(['before', 'after']), line: place }),
    ]),
  }),
  'settings:open-folder': inFolder,
  'settings:choose-folder': z.undefined(),
  /** Reads the file and looks for folders once more, now. */
  'settings:look-again': z.undefined(),
  'backups:list': inFolder,
  'backups:pin': z.strictObject({ ...ofBackup.shape, pinned: z.boolean() }),
  'backups:note': z.strictObject({ ...ofBackup.shape, note: z.string().max(MAX_NOTE_LENGTH) }),
  /** Reads all of them again and compares their hashes. */
  'backups:verify': inFolder,
  'backups:export': inFolder,
  'backups:import': inFolder,
  'backups:open-folder': z.undefined(),
  'restore:preview': ofBackup,
  /** `seen`: what the preview showed as present. `whenClosed`: queued where Gateway runs. */
  'restore:run': z.strictObject({
    ...ofBackup.shape,
    seen: hash.nullable(),
    withApiStore: z.boolean(),
    whenClosed: z.boolean(),
  }),
  /** Takes the queued restore back. */
  'restore:cancel': inFolder,
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
  /** Out of the way: hidden, or minimised where there is no tray. */
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
  'settings:get': SettingsState;
  'settings:backup': BackupAnswer;
  /** Null: one of the two does not exist, or can't be read. */
  'settings:compare': ComparedVersions | null;
  /** In their order, masked; null: as for `settings:compare`. */
  'settings:lines': readonly DifferenceLine[] | null;
  /** Null on the side where it does not stand. */
  'settings:reveal': { readonly before: string | null; readonly after: string | null } | null;
  'settings:open-folder': null;
  /** False: nothing was chosen. */
  'settings:choose-folder': boolean;
  'settings:look-again': null;
  'backups:list': readonly BackupRow[];
  'backups:pin': null;
  'backups:note': null;
  'backups:verify': VerifyAnswer;
  'backups:export': ArchiveAnswer;
  'backups:import': ArchiveAnswer;
  'backups:open-folder': null;
  'restore:preview': RestorePreview | null;
  'restore:run': RestoreAnswer;
  'restore:cancel': null;
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
  'settings:changed': SettingsState;
  /** `connection`: which one to show, or null for the one on show. */
  'page:open': { readonly page: Page; readonly connection: string | null };
}
