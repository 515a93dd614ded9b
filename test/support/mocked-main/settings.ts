import type { Finding, Severity } from '$contract/jts/finding';
import type {
  BackupRow,
  ComparedVersions,
  DifferenceLine,
  FolderState,
  Meaning,
  RestorePreview,
  SettingsState,
} from '$contract/jts/settings-state';
import type { Answers } from '$contract/requests';

/** Settings folders, their backups and differences as main would send them. `now` is epoch milliseconds. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const FOLDER = '0123456789abcdef';
export const OTHER_FOLDER = 'fedcba9876543210';
export const LAST_GOOD = '01k0lastgood';
export const PAPER = '127.0.0.1:4002';

const counts = (change: Partial<Record<Severity, number>> = {}): Record<Severity, number> => ({
  high: 0,
  medium: 0,
  low: 0,
  housekeeping: 0,
  ...change,
});

/** Three changes that matter since last good, Gateway closed. */
export function folderState(now: number, change: Partial<FolderState> = {}): FolderState {
  return {
    id: FOLDER,
    shown: '~/Jts',
    connections: [PAPER],
    file: { outcome: 'present', at: now - 3 * HOUR, health: 'ok' },
    lastGood: { id: LAST_GOOD, at: now - 5 * HOUR },
    changes: {
      counts: counts({ high: 1, medium: 1, low: 1, housekeeping: 4 }),
      settings: ['Trusted addresses', 'Time zone', 'Debug log'],
    },
    changedAt: now - 3 * HOUR,
    isLoaded: true,
    apiStore: { name: 'abcdefgh/ibg.xml', changedAt: now - 30 * HOUR },
    apiStoreChanged: false,
    setByIbc: false,
    backups: { count: 5, last: { id: '01k0observed', at: now - 3 * HOUR } },
    damaged: 0,
    use: { state: 'closed' },
    activity: null,
    queued: null,
    undo: null,
    afterStart: null,
    mayExplain: null,
    backupProblem: null,
    ...change,
  };
}

/** Nothing differs from last good. */
export function unchangedFolder(now: number, change: Partial<FolderState> = {}): FolderState {
  return folderState(now, {
    changes: { counts: counts(), settings: [] },
    changedAt: null,
    ...change,
  });
}

/** As much at once as can be said of a folder: a restore that waits, one to undo, backups that fail. */
export function eventfulFolder(now: number): FolderState {
  const restored = { id: LAST_GOOD, at: now - 5 * HOUR };
  return folderState(now, {
    damaged: 1,
    use: { state: 'running', product: 'gateway', pid: 48_211 },
    queued: {
      backup: restored,
      isLastGood: true,
      expiresAt: now + 20 * HOUR,
      needsLook: true,
    },
    undo: { id: '01k0beforerestore', restoredAt: now - MINUTE, restored, isLastGood: true },
    afterStart: { kind: 'overwritten', settings: ['Trusted addresses'] },
    backupProblem: { problem: 'disk-full', at: now - HOUR },
  });
}

export function settingsState(...folders: readonly FolderState[]): SettingsState {
  return { folders };
}

export function backupRow(now: number, change: Partial<BackupRow> = {}): BackupRow {
  return {
    id: LAST_GOOD,
    at: now - 5 * HOUR,
    cause: 'observed',
    note: null,
    pinned: false,
    health: 'ok',
    seenWorking: now - 5 * HOUR,
    isLastGood: true,
    isNow: false,
    isDamaged: false,
    size: 731,
    hasApiStore: true,
    summary: null,
    ...change,
  };
}

/** Newest first: what is there now, last good, one by hand, one before a restore, one that is damaged. */
export function backupRows(now: number): readonly BackupRow[] {
  const other = { seenWorking: null, isLastGood: false };
  return [
    backupRow(now, {
      ...other,
      id: '01k0observed',
      at: now - 3 * HOUR,
      isNow: true,
      size: 716,
      summary: {
        counts: counts({ high: 1, medium: 1, low: 1, housekeeping: 4 }),
        settings: ['Trusted addresses', 'Time zone', 'Debug log'],
      },
    }),
    backupRow(now),
    backupRow(now, {
      id: '01k0manual',
      at: now - 20 * HOUR,
      cause: 'manual',
      note: 'Before adding the second strategy',
      pinned: true,
      seenWorking: now - 20 * HOUR,
      isLastGood: false,
    }),
    backupRow(now, {
      ...other,
      id: '01k0beforerestore',
      at: now - 44 * HOUR,
      cause: 'before-restore',
      hasApiStore: false,
    }),
    backupRow(now, {
      ...other,
      id: '01k0damaged',
      summary: { counts: counts({ housekeeping: 1 }), settings: [] },
      at: now - 68 * HOUR,
      isDamaged: true,
      hasApiStore: false,
    }),
  ];
}

export function finding(change: Partial<Finding> = {}): Finding {
  return {
    severity: 'low',
    section: 'IBGateway',
    key: 'WriteDebug',
    change: 'changed',
    before: 'false',
    after: 'true',
    text: 'Debug log: changed from false to true',
    isMasked: false,
    ...change,
  };
}

export function meaning(change: Partial<Meaning> = {}): Meaning {
  return {
    name: 'Debug log',
    does: 'Writes a detailed log file. Useful for support, grows fast.',
    explains: null,
    ...change,
  };
}

type Told = readonly [Finding, Meaning];

const housekeeping: readonly Told[] = (
  [
    ['IBGateway', 'MainWindow.Height', '550', '720'],
    ['IBGateway', 'MainWindow.Width', '700', '1280'],
    ['Logon', 'Steps', '4', '5'],
    ['Logon', 'FontSize', '11', '12'],
  ] as const
).map(([section, key, before, after]) => [
  finding({ severity: 'housekeeping', section, key, before, after, text: `${key}: changed` }),
  meaning({ name: null, does: null }),
]);

const told: readonly Told[] = [
  [
    finding({
      severity: 'high',
      key: 'TrustedIPs',
      change: 'removed',
      before: '127.0.0.1',
      after: null,
      text: 'Trusted addresses: 127.0.0.1 was removed',
    }),
    meaning({
      name: 'Trusted addresses',
      does: 'Computers that may connect without a dialog.',
      explains: 'trusted-address',
    }),
  ],
  [
    finding({
      severity: 'medium',
      section: 'Logon',
      key: 'TimeZone',
      before: 'America/New_York',
      after: 'Europe/Berlin',
      text: 'Time zone: changed from America/New_York to Europe/Berlin',
    }),
    meaning({ name: 'Time zone', does: 'Times that Gateway shows and sends to your programs.' }),
  ],
  [finding(), meaning()],
  ...housekeeping,
];

/** `WriteDebug=|false` marks what stands after the bar. */
export function line(
  kind: DifferenceLine['kind'],
  before: number | null,
  after: number | null,
  text: string,
  isMasked = false,
): DifferenceLine {
  const [plain = '', changed] = text.split('|');
  const parts = [{ text: plain, isChanged: false }];
  if (changed !== undefined) parts.push({ text: changed, isChanged: true });
  return { kind, before, after, parts, isMasked };
}

export const unchangedLines: readonly DifferenceLine[] = [
  line('same', 5, 4, 'LocalServerPort=4000'),
  line('same', 6, 5, '[Logon]'),
];

const blocks = [
  {
    skipped: 0,
    lines: [
      line('same', 1, 1, '[IBGateway]'),
      line('removed', 2, null, 'WriteDebug=|false'),
      line('removed', 3, null, 'TrustedIPs=127.0.0.1'),
      line('added', null, 2, 'WriteDebug=|true'),
      line('same', 4, 3, 'ApiOnly=true'),
    ],
  },
  {
    skipped: 2,
    lines: [
      line('same', 7, 6, 'Locale=en'),
      line('removed', 8, null, 'TimeZone=|America/New_York'),
      line('added', null, 7, 'TimeZone=|Europe/Berlin'),
      line('same', 9, 8, 'UseSSL=true'),
    ],
  },
];

/** Last good against now: three settings that matter, four of housekeeping. */
export function comparedVersions(
  now: number,
  change: Partial<ComparedVersions> & { told?: readonly Told[] } = {},
): ComparedVersions {
  const { told: differences = told, ...rest } = change;
  return {
    before: { kind: 'backup', row: backupRow(now) },
    after: { kind: 'now', at: now - 3 * HOUR },
    comparison: {
      verdict: 'changed',
      findings: differences.map(([found]) => found),
      notes: [],
    },
    meanings: differences.map(([, means]) => means),
    text: { outcome: 'text', blocks, skippedAtEnd: 0, moreChanged: 0 },
    ...rest,
  };
}

/** Both are the same. */
export function sameVersions(now: number): ComparedVersions {
  return comparedVersions(now, {
    told: [],
    comparison: { verdict: 'same', findings: [], notes: [] },
    text: { outcome: 'text', blocks: [], skippedAtEnd: 14, moreChanged: 0 },
  });
}

/** Putting last good back: the other way round. */
export function restorePreview(now: number, change: Partial<RestorePreview> = {}): RestorePreview {
  const { comparison, meanings, text } = comparedVersions(now);
  return {
    backup: backupRow(now),
    compared: {
      before: { kind: 'now', at: now - 3 * HOUR },
      after: { kind: 'backup', row: backupRow(now) },
      comparison: {
        ...comparison,
        findings: comparison.findings.map((each) => ({
          ...each,
          change: each.change === 'removed' ? ('added' as const) : each.change,
          before: each.after,
          after: each.before,
        })),
      },
      meanings,
      text,
    },
    seen: 'a'.repeat(64),
    use: { state: 'closed' },
    apiStore: 'not-in-backup',
    olderGood: null,
    ...change,
  };
}

export interface SettingsScript {
  /** One folder with three changes, if not said. */
  readonly state?: SettingsState;
  readonly compared?: ComparedVersions | null;
  readonly answers?: Partial<Answers>;
  /** Of what is not said; the present, if not said itself. */
  readonly now?: number;
}

/** Main's first answers about the settings. */
export function settingsAnswers(script: SettingsScript): Partial<Answers> {
  const { now = Date.now() } = script;
  const { state = settingsState(folderState(now)), compared = comparedVersions(now) } = script;
  return {
    'settings:get': state,
    'settings:compare': compared,
    'settings:lines': unchangedLines,
    'settings:choose-folder': false,
    'settings:backup': {
      outcome: 'done',
      backup: { id: '01k0new', at: now },
      already: false,
    },
    'backups:list': backupRows(now),
    'restore:preview': restorePreview(now),
    'backups:verify': { outcome: 'verified', checked: 5, damaged: 0 },
    'restore:run': { outcome: 'restored', undo: '01k0beforerestore' },
    ...script.answers,
  };
}
