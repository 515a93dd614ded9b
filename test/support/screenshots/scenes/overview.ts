import type { ConnectionStatus } from '$contract/connection-status';
import { targetOf } from '$contract/target';
import type { Verdict } from '$contract/verdict';
import {
  allVerdicts,
  appWith,
  live4001,
  pausedStatus,
  reportOf,
  statusOf,
  testingStatus,
} from '../../mocked-main/fixtures.ts';
import {
  folderState,
  settingsState,
  unchangedFolder,
  type SettingsScript,
} from '../../mocked-main/settings.ts';
import { connectionTo } from '../../preferences.ts';
import type { Scene } from '../scene.ts';
import { CONNECTED, gaveUp, lostAddress, USUAL } from './seen.ts';

const MINUTE = 60_000;
const remote = targetOf('192.0.2.7', 4002, 'paper');
const tws7497 = targetOf('127.0.0.1', 7497, 'paper');

const three = [
  connectionTo({ port: 4002 }),
  connectionTo({ port: 4001, expect: 'live', mode: null }),
  connectionTo({ port: 7497 }),
];

/** What fits this verdict only. */
function onlyOf(verdict: Verdict, now: number): Partial<ConnectionStatus> {
  if (verdict === 'ready') return CONNECTED;
  if (verdict !== 'unreachable') return {};
  // Nothing of another computer can be seen from here.
  const { evidence } = reportOf(verdict, now);
  const unseen = { outcome: 'not-checked' } as const;
  const report = reportOf(verdict, now, {
    target: remote,
    evidence: { ...evidence, process: unseen, listener: unseen },
  });
  return { target: remote, report };
}

/** All is well with what worked; silence may come from a change. */
function settingsOf(verdict: Verdict, now: number): SettingsScript {
  if (verdict !== 'silent') return { state: settingsState(unchangedFolder(now)) };
  return { state: settingsState(folderState(now, { mayExplain: lostAddress(now) })) };
}

export const overview: readonly Scene[] = [
  ...allVerdicts.map((verdict): Scene => ({
    name: verdict,
    statuses: (now) => [statusOf(verdict, now, { ...USUAL, ...onlyOf(verdict, now) })],
    settings: (now) => settingsOf(verdict, now),
  })),
  { name: 'paused', statuses: (now) => [pausedStatus(now)] },
  { name: 'checking', statuses: (now) => [testingStatus(now, 2500, USUAL)] },
  {
    name: 'planned-restart',
    statuses: (now) => [
      statusOf('not-running', now, {
        ...USUAL,
        state: 'restart',
        plannedRestart: { backBy: now + 9 * MINUTE, isAssumed: true },
      }),
    ],
  },
  {
    name: 'mode-not-chosen',
    statuses: (now) => [statusOf('not-tested', now, { target: live4001, mode: null })],
    app: () => appWith({ connections: three.slice(1, 2) }),
  },
  {
    name: 'no-dialog-found',
    statuses: (now) => [statusOf('silent', now, { ...USUAL, noDialog: true })],
  },
  {
    name: 'session-only',
    statuses: (now) => [
      statusOf('ready', now, { ...USUAL, ...CONNECTED, newClientAcceptedAt: now - 52 * MINUTE }),
    ],
  },
  {
    name: 'program-gave-up',
    statuses: (now) => [statusOf('ready', now, { ...USUAL, ...CONNECTED, ...gaveUp(now) })],
  },
  {
    name: 'several-connections',
    statuses: (now) => [
      statusOf('ready', now, USUAL),
      statusOf('not-tested', now, { target: live4001, mode: null }),
      statusOf('silent', now, { ...USUAL, target: tws7497 }),
    ],
    app: () => appWith({ connections: three }),
    then: ({ page }) => page.getByRole('button', { name: 'Connection on show' }).click(),
  },
  {
    name: 'nothing-set-up',
    statuses: () => [],
    app: () => appWith({ connections: [], firstRunDone: true }),
  },
];
