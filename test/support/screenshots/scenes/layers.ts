import { reportText } from '$contract/report-text';
import { appState, reportOf, statusOf } from '../../mocked-main/fixtures.ts';
import type { Scene } from '../scene.ts';
import { USUAL } from './seen.ts';

/** What lies above the pages: dialogs, menus, and the window for a notification. */
export const layers: readonly Scene[] = [
  {
    name: 'shortcuts',
    statuses: (now) => [statusOf('ready', now, USUAL)],
    then: ({ page }) => page.keyboard.press('F1'),
  },
  {
    name: 'report',
    statuses: (now) => [statusOf('silent', now, USUAL)],
    then: async (mocked, now) => {
      const text = reportText(reportOf('silent', now), { mask: true });
      await mocked.answer('report:preview', { text });
      await mocked.page.getByRole('button', { name: 'Copy report' }).click();
    },
  },
  {
    name: 'snooze',
    statuses: (now) => [statusOf('silent', now, USUAL)],
    then: ({ page }) => page.getByRole('button', { name: 'Snooze notifications' }).click(),
  },
  {
    name: 'alert',
    statuses: (now) => [statusOf('not-running', now)],
    app: () =>
      appState({
        inside: {
          connection: '127.0.0.1:4002',
          title: 'Gateway stopped',
          body: "Paper 4002 closed at 14:31. Your programs can't trade or get data.",
          buttons: [
            { text: 'I closed it', action: 'closed-by-user' },
            { text: 'Snooze 15 min', action: 'snooze-15' },
          ],
        },
      }),
    hash: '#alert',
    size: [380, 170],
  },
];
