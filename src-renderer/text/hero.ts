import type { ConnectionStatus } from '$contract/connection-status';
import { productName } from '$contract/target-words';
import { isUnproven } from '$contract/unproven';
import { RESUME } from './monitoring.ts';
import { modeLabel } from './target.ts';
import type { HeroActionId, TestBar } from '../model/hero.ts';

const LABELS: Readonly<Record<HeroActionId, (status: ConnectionStatus) => string>> = {
  resume: () => RESUME,
  'choose-mode': () => 'Choose how it is watched',
  test: () => 'Test connection',
  'change-mode': () => 'Change mode',
  'show-gateway': ({ target }) => `Show ${productName[target.product]}`,
  fix: () => 'Fix step by step',
  'continue-fix': () => 'Continue fixing',
  'start-gateway': ({ target }) => `How to start ${productName[target.product]}`,
  accepted: () => 'I clicked Accept',
  closed: () => 'I closed it',
  'copy-report': () => 'Copy report',
  'copy-details': () => 'Copy connection details',
  'back-up': () => 'Back up settings',
  'watch-other-port': ({ report }) => `Watch ${report?.details.otherPort ?? 'that port'}`,
  'change-port': () => 'Change the port',
  clients: () => 'Who is connected',
  explain: () => 'What this means',
  'ignore-farms': ({ report }) => `Ignore ${farmNames(report?.details.farms ?? [])}`,
  'change-account': ({ report }) =>
    `Change to ${report?.details.accountKind === 'live' ? 'live' : 'paper'}`,
  'change-restart': () => 'Change planned time',
  settings: () => 'Open Settings',
  'system-status': () => 'System status',
};

export const heroLabel = (id: HeroActionId, status: ConnectionStatus): string => LABELS[id](status);

/** `usfarm`, `usfarm and usfuture`, `3 farms`: a button has room for two names. */
export function farmNames(farms: readonly string[]): string {
  return farms.length > 2 ? `${farms.length} farms` : farms.join(' and ');
}

/** Quiet lines below everything else that is said about a connection. */
export function heroNotes(status: ConnectionStatus, now: number): readonly string[] {
  const { target, verdict, crowdedBy, watchedBy, closedByUser, acceptedByHand } = status;
  const name = productName[target.product];
  const byHand = verdict === 'ready' && acceptedByHand && isUnproven(status, now);
  return [
    closedByUser ? 'You closed it: no notifications until it is ready again.' : null,
    byHand
      ? `The last new client was answered so late that somebody probably had to accept it. No test runs by itself until you ask for one, so that ${name} does not ask again.`
      : null,
    crowdedBy === null
      ? null
      : `New programs are not tested for now: ${crowdedBy} clients are on port ${target.port}, and ${name} takes 32.`,
    watchedBy === null ? null : `Watched by another Gatelight process, PID ${watchedBy}.`,
  ].filter((line) => line !== null);
}

export const testBarText: Readonly<Record<TestBar, string>> = {
  testing: 'A test is under way',
  paused: 'Monitoring is paused: resume it to test',
  'no-mode': 'Choose how this account is watched before the first test',
  'watched-elsewhere': 'Another Gatelight process watches and tests this connection',
};

/** What really answered counts more than what was chosen: `Live, paper chosen`. */
export function accountShown({ target, verdict, report }: ConnectionStatus): {
  readonly label: string;
  readonly isLive: boolean;
} {
  const kind = report?.details.accountKind;
  const chosen = modeLabel[target.mode];
  if (verdict !== 'wrong-account' || kind === undefined || kind === 'unknown')
    return { label: chosen, isLive: target.mode === 'live' };
  const seen = kind === 'mixed' ? 'Paper and Live' : modeLabel[kind];
  return { label: `${seen}, ${chosen.toLowerCase()} chosen`, isLive: true };
}
