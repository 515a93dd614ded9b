import type { DifferenceLine, FolderState, SettingsState } from '$contract/jts/settings-state';
import {
  comparedVersions,
  finding,
  folderState,
  line,
  meaning,
  OTHER_FOLDER,
  PAPER,
  sameVersions,
  settingsState,
  unchangedFolder,
  type SettingsScript,
} from './settings.ts';

/** Every state of Configuration as main would tell it, by name. `now` is epoch milliseconds. */
const HOUR = 3_600_000;
export const MARKUP = '<img src=x onerror=alert(1)>';
const LONG = `${'x'.repeat(2400)} end`;

const alone = (folder: FolderState): SettingsState => settingsState(folder);

const block = (
  skipped: number,
  ...lines: readonly DifferenceLine[]
): { skipped: number; lines: readonly DifferenceLine[] } => ({ skipped, lines });

/** A line of each side for every number: nothing of it is the same. */
function manyLines(count: number): readonly DifferenceLine[] {
  return Array.from({ length: count }, (_, index) => {
    const number = Math.floor(index / 2) + 1;
    return index % 2 === 0
      ? line('removed', number, null, `Key${number}=|old value ${number}`)
      : line('added', null, number, `Key${number}=|new value ${number}`);
  });
}

export const settingsCases = {
  changed: (now) => ({
    state: alone(
      folderState(now, {
        mayExplain: {
          rule: 'trusted-address',
          connection: PAPER,
          changeAt: now - 3 * HOUR,
          incidentAt: now - 3 * HOUR + 7 * 60_000,
        },
      }),
    ),
  }),
  same: (now) => ({ state: alone(unchangedFolder(now)), compared: sameVersions(now) }),
  'housekeeping-only': (now) => {
    const { comparison, meanings, ...rest } = comparedVersions(now);
    return {
      state: alone(unchangedFolder(now)),
      compared: {
        ...rest,
        comparison: {
          ...comparison,
          verdict: 'housekeeping',
          findings: comparison.findings.slice(3),
          notes: ['The order of the lines differs.', 'Line ends: CRLF before, LF now.'],
        },
        meanings: meanings.slice(3),
      },
    };
  },
  masked: (now) => ({
    compared: comparedVersions(now, {
      told: [
        [
          finding({
            severity: 'medium',
            section: 'Communication',
            key: '2ndFactor',
            before: '<redacted: 46 characters>',
            after: '<redacted: 46 characters, another>',
            text: 'Second factor: changed',
            isMasked: true,
          }),
          meaning({ name: 'Second factor', does: 'The device that approves signing in.' }),
        ],
      ],
      text: {
        outcome: 'text',
        blocks: [
          block(
            0,
            line('same', 1, 1, '[Communication]'),
            line('removed', 2, null, '2ndFactor=|<redacted: 46 characters>', true),
            line('added', null, 2, '2ndFactor=|<redacted: 46 characters, another>', true),
          ),
        ],
        skippedAtEnd: 3,
        moreChanged: 0,
      },
    }),
    answers: { 'settings:reveal': { before: 'abcdefg,5.2a;', after: 'hijklmn,5.2a;' } },
  }),
  hostile: (now) => ({
    state: alone(folderState(now, { shown: `~/${MARKUP}` })),
    compared: comparedVersions(now, {
      told: [
        [
          finding({ section: MARKUP, key: MARKUP, before: MARKUP, after: LONG }),
          meaning({ name: null, does: null }),
        ],
        [
          finding({ key: 'constructor', before: null, after: 'a\u202eb\u0007', change: 'added' }),
          meaning({ name: null, does: null }),
        ],
      ],
      text: {
        outcome: 'text',
        blocks: [
          block(
            0,
            line('removed', 1, null, `${MARKUP}=|${MARKUP}`),
            line('added', null, 1, `${MARKUP}=|${LONG}`),
            line('added', null, 2, 'constructor=|a\u202eb\u0007'),
          ),
        ],
        skippedAtEnd: 0,
        moreChanged: 0,
      },
    }),
  }),
  'grouped-and-doubled': (now) => ({
    compared: comparedVersions(now, {
      told: [
        [
          finding({
            severity: 'high',
            section: 'IBGateway',
            key: null,
            change: 'grouped',
            before: null,
            after: null,
            text: '[IBGateway] is gone, and Trusted addresses and API only with it',
          }),
          meaning({ name: null, does: null, explains: 'trusted-address' }),
        ],
        [
          finding({
            severity: 'high',
            section: 'Logon',
            key: 'tradingMode',
            change: 'duplicated',
            before: 'p',
            after: 'p, l',
            text: 'Trading mode: set 2 times, on lines 4 and 9. Which one counts is not known.',
          }),
          meaning({ name: 'Trading mode', does: 'Paper or live, as last signed in.' }),
        ],
        [
          finding({
            section: 'IBGateway',
            key: 'TrustedIPs',
            change: 'emptied',
            before: '127.0.0.1,192.0.2.7',
            after: '',
          }),
          meaning({
            name: 'Trusted addresses',
            does: 'Computers that may connect without a dialog.',
          }),
        ],
        [
          finding({
            section: 'settings',
            key: null,
            change: 'grouped',
            before: null,
            after: null,
            text: '24 settings were added to [settings]',
          }),
          meaning({ name: null, does: null }),
        ],
      ],
    }),
  }),
  damaged: (now) => ({
    state: alone(
      folderState(now, { file: { outcome: 'present', at: now - HOUR, health: 'binary' } }),
    ),
    compared: comparedVersions(now, {
      told: [
        [
          finding({
            severity: 'high',
            section: null,
            key: null,
            change: 'damaged',
            before: null,
            after: null,
            text: 'The file holds NUL bytes: it is damaged',
          }),
          meaning({ name: null, does: null }),
        ],
      ],
      text: { outcome: 'not-text' },
    }),
  }),
  'several-folders': (now) => ({
    state: settingsState(
      folderState(now),
      unchangedFolder(now, { id: OTHER_FOLDER, shown: '~/Jts-live', connections: [] }),
    ),
  }),
  'not-loaded': (now) => ({ state: alone(folderState(now, { isLoaded: false })) }),
  'set-by-ibc': (now) => ({ state: alone(folderState(now, { setByIbc: true })) }),
  'store-changed': (now) => ({
    state: alone(
      folderState(now, {
        apiStoreChanged: true,
        apiStore: { name: 'abcdefgh/ibg.xml', changedAt: now - 5 * HOUR },
      }),
    ),
  }),
  'no-last-good': (now) => ({ state: alone(folderState(now, { lastGood: null, changes: null })) }),
  gone: () => ({ compared: null }),
  looking: () => ({ state: { folders: null } }),
  'no-folder': () => ({ state: { folders: [] } }),
  'access-denied': (now) => ({
    state: alone(
      folderState(now, { file: { outcome: 'unreadable', why: 'EACCES' }, changes: null }),
    ),
    compared: null,
  }),
  absent: (now) => ({
    state: alone(folderState(now, { file: { outcome: 'absent' }, changes: null })),
    compared: null,
  }),
  unstable: (now) => ({
    state: alone(
      folderState(now, { file: { outcome: 'unstable', since: now - 40_000 }, changes: null }),
    ),
    compared: null,
  }),
  'many-lines': (now) => ({
    compared: comparedVersions(now, {
      text: {
        outcome: 'text',
        blocks: [block(0, ...manyLines(22_000))],
        skippedAtEnd: 9000,
        moreChanged: 0,
      },
    }),
  }),
} satisfies Record<string, (now: number) => SettingsScript>;
export type SettingsCase = keyof typeof settingsCases;
