import {
  SETTINGS_PAGES,
  type SettingsPage,
} from '../../../../src-renderer/model/settings-pages.ts';
import { pageLabel } from '../../../../src-renderer/text/settings-pages.ts';
import { statusOf } from '../../mocked-main/fixtures.ts';
import type { Scene, Then } from '../scene.ts';

const openSettings =
  (name: SettingsPage): Then =>
  ({ page }) =>
    page
      .getByRole('navigation', { name: 'Settings pages' })
      .getByRole('button', { name: pageLabel[name] })
      .click();

export const settings: readonly Scene[] = SETTINGS_PAGES.map((name) => ({
  name,
  statuses: (now) => [statusOf('ready', now)],
  page: 'settings',
  then: openSettings(name),
}));
