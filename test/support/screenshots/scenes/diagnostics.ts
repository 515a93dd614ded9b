import { FIXABLE, type GuidedFix } from '$contract/guided-fix';
import type { AppState } from '$contract/app-state';
import { appState, fixed, fixOf, statusOf } from '../../mocked-main/fixtures.ts';
import { folderState, settingsState } from '../../mocked-main/settings.ts';
import type { Scene } from '../scene.ts';
import { CONNECTED, gaveUp, lostAddress } from './seen.ts';

const withFix = (fix: GuidedFix): AppState => appState({ fixes: { '127.0.0.1:4002': fix } });
const page = 'diagnostics';

export const diagnostics: readonly Scene[] = [
  ...FIXABLE.map((verdict): Scene => ({
    name: verdict,
    statuses: (now) => [statusOf(verdict, now)],
    app: (now) => {
      const fix = fixOf(verdict, now);
      // Two of the fixture's claims exclude each other.
      const claims = fix.claims.filter(({ kind }) => kind !== 'process-young');
      return withFix({ ...fix, claims });
    },
    page,
  })),
  {
    name: 'third-step',
    statuses: (now) => [statusOf('silent', now)],
    app: (now) => withFix(fixOf('silent', now, { at: 2 })),
    settings: (now) => ({
      state: settingsState(folderState(now, { mayExplain: lostAddress(now) })),
    }),
    page,
  },
  {
    name: 'fixed',
    statuses: (now) => [statusOf('ready', now)],
    app: (now) => withFix(fixed('silent', 'dialog-accepted', now)),
    page,
  },
  { name: 'offered', statuses: (now) => [statusOf('silent', now)], page },
  {
    name: 'no-problem',
    statuses: (now) => [statusOf('ready', now, { ...CONNECTED, ...gaveUp(now) })],
    page,
    then: ({ page: shown }) => shown.getByText("My program still can't connect").click(),
  },
];
