import { statusOf } from '../../mocked-main/fixtures.ts';
import {
  backupRow,
  backupRows,
  comparedVersions,
  folderState,
  OTHER_FOLDER,
  restorePreview,
  settingsState,
  unchangedFolder,
  type SettingsScript,
} from '../../mocked-main/settings.ts';
import type { Scene, Then } from '../scene.ts';

const HOUR = 3_600_000;
const running = { state: 'running', product: 'gateway', pid: 48_211 } as const;

const pressRestore: Then = ({ page }) =>
  page.getByRole('button', { name: 'Restore Last good' }).click();
/** Preview and folder say the same of who uses the file. */
const inUse = (now: number, script: SettingsScript = {}): SettingsScript => ({
  state: settingsState(folderState(now, { use: running })),
  ...script,
  answers: {
    'restore:preview': restorePreview(now, { use: running, apiStore: 'offered' }),
    ...script.answers,
  },
});

const scene = (
  name: string,
  settings?: (now: number) => SettingsScript,
  then?: Then,
  rest: Partial<Scene> = {},
): Scene => ({
  name,
  statuses: (now) => [statusOf('silent', now)],
  page: 'backups',
  ...(settings && { settings }),
  ...(then && { then }),
  ...rest,
});

export const backups: readonly Scene[] = [
  scene('timeline'),
  scene('all-well', (now) => ({
    state: settingsState(unchangedFolder(now)),
    answers: {
      'backups:list': backupRows(now)
        .filter(({ isDamaged, isNow }) => !isDamaged && !isNow)
        .map((row) => (row.isLastGood ? { ...row, isNow: true } : row)),
    },
  })),
  scene('choose-two', undefined, async ({ page }) => {
    await page.getByRole('button', { name: 'Compare two' }).click();
    await page.getByRole('checkbox').first().check();
  }),
  scene('note', undefined, ({ page }) =>
    page.getByRole('button', { name: 'Add a note to Settings changed' }).click(),
  ),
  scene('backed-up', undefined, ({ page }) =>
    page.getByRole('button', { name: /^Back up now/ }).click(),
  ),
  scene(
    'verified',
    (now) => ({
      answers: { 'backups:verify': { outcome: 'verified', checked: 40, damaged: 2 } },
      state: settingsState(folderState(now)),
    }),
    ({ page }) => page.getByRole('button', { name: 'Verify now' }).click(),
  ),
  scene('none-yet', (now) => ({
    state: settingsState(
      folderState(now, { backups: { count: 0, last: null }, lastGood: null, changes: null }),
    ),
    answers: { 'backups:list': [] },
  })),
  scene('no-folder', () => ({ state: settingsState() })),
  scene('two-folders', (now) => ({
    state: settingsState(
      folderState(now),
      folderState(now, {
        id: OTHER_FOLDER,
        shown: '~/Jts/ibgateway/1037',
        connections: ['127.0.0.1:4001'],
        queued: {
          backup: { id: '01k0queued', at: now - 5 * HOUR },
          isLastGood: false,
          expiresAt: now + 20 * HOUR,
          needsLook: true,
        },
      }),
    ),
  })),
  scene('restored', (now) => ({
    state: settingsState(
      unchangedFolder(now, {
        undo: {
          id: '01k0beforerestore',
          restoredAt: now - 60_000,
          restored: { id: '01k0lastgood', at: now - 5 * HOUR },
          isLastGood: true,
        },
        afterStart: { kind: 'waiting' },
      }),
    ),
  })),
  scene('overwritten', (now) => ({
    state: settingsState(
      folderState(now, { afterStart: { kind: 'overwritten', settings: ['Trusted addresses'] } }),
    ),
  })),
  scene('backups-fail', (now) => ({
    state: settingsState(
      folderState(now, { backupProblem: { problem: 'disk-full', at: now - 2 * HOUR } }),
    ),
  })),
  scene('restore-now', undefined, pressRestore),
  scene('restore-waits', (now) => inUse(now), pressRestore),
  scene(
    'restore-damaged',
    (now) => ({
      answers: {
        'restore:preview': restorePreview(now, {
          backup: backupRow(now, { isDamaged: true }),
          olderGood: { id: '01k0manual', at: now - 20 * HOUR },
        }),
      },
    }),
    pressRestore,
  ),
  scene(
    'restore-cut-off',
    (now) => ({
      answers: {
        'restore:preview': restorePreview(now, {
          backup: backupRow(now, { health: 'cut-off' }),
          apiStore: 'other-version',
        }),
      },
    }),
    pressRestore,
  ),
  scene(
    'restore-refused',
    () => ({
      answers: { 'restore:run': { outcome: 'refused', problem: 'changed-since-preview' } },
    }),
    async (mocked, now) => {
      await pressRestore(mocked, now);
      await mocked.page.getByRole('button', { name: 'Restore', exact: true }).click();
      await mocked.page.getByText('The file changed since this preview.').waitFor();
    },
  ),
  scene(
    'restore-not-put-back',
    () => ({ answers: { 'restore:run': { outcome: 'refused', problem: 'not-put-back' } } }),
    async (mocked, now) => {
      await pressRestore(mocked, now);
      await mocked.page.getByRole('button', { name: 'Restore', exact: true }).click();
      await mocked.page.getByText('could not be put back').waitFor();
    },
  ),
  scene(
    'waiting',
    (now) => ({
      state: settingsState(
        folderState(now, {
          use: running,
          queued: {
            backup: { id: '01k0lastgood', at: now - 5 * HOUR },
            isLastGood: true,
            expiresAt: now + 23 * HOUR,
            needsLook: false,
          },
        }),
      ),
    }),
    undefined,
  ),
  scene(
    'restore-store-only',
    (now) => ({
      answers: {
        'restore:preview': restorePreview(now, {
          compared: comparedVersions(now, {
            told: [],
            comparison: { verdict: 'same', findings: [], notes: [] },
          }),
          apiStore: 'offered',
        }),
      },
    }),
    pressRestore,
  ),
];
