import { appWith, statusOf } from '../../mocked-main/fixtures.ts';
import type { MockedApp } from '../../mocked-main/mocked-app.ts';
import type { Scene } from '../scene.ts';
import { USUAL } from './seen.ts';

const empty = (): ReturnType<typeof appWith> => appWith({ connections: [] });
/** Saved, and then with the connection. */
const test = async (mocked: MockedApp): Promise<void> => {
  await mocked.answer('preferences:change', appWith({ firstRunDone: true }));
  await mocked.page.getByRole('button', { name: 'Test this connection' }).click();
};

export const firstRun: readonly Scene[] = [
  { name: 'connection', statuses: () => [], app: empty },
  {
    name: 'connection-live',
    statuses: () => [],
    app: empty,
    then: ({ page }) => page.getByRole('radio', { name: /IB Gateway, live/ }).check(),
  },
  {
    name: 'result-ready',
    statuses: (now) => [statusOf('ready', now, USUAL)],
    app: empty,
    then: test,
  },
  {
    name: 'result-silent',
    statuses: (now) => [statusOf('silent', now)],
    app: empty,
    then: test,
  },
  {
    name: 'reach',
    statuses: (now) => [statusOf('ready', now)],
    app: empty,
    then: async (mocked) => {
      await test(mocked);
      await mocked.page.getByRole('button', { name: 'Continue' }).click();
    },
  },
];
