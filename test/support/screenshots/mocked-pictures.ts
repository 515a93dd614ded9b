import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MockedApp } from '../mocked-main/mocked-app.ts';
import { appState } from '../mocked-main/fixtures.ts';
import { backups } from './scenes/backups.ts';
import { configuration } from './scenes/configuration.ts';
import { diagnostics } from './scenes/diagnostics.ts';
import { firstRun } from './scenes/first-run.ts';
import { layers } from './scenes/layers.ts';
import { overview } from './scenes/overview.ts';
import { settings } from './scenes/settings.ts';
import { inLess } from './scenes/sizes.ts';
import { save } from './save.ts';
import type { Scene, Scenes } from './scene.ts';

const SCENES: Scenes = {
  overview,
  diagnostics,
  configuration,
  backups,
  settings,
  'first-run': firstRun,
  layers,
  compact: inLess([640, 520]),
  narrow: inLess([320, 640]),
};
const SIZE = [960, 760] as const;
/** Always the same moment, so that a picture changes only with what it shows. */
const NOW = Date.parse('2026-11-24T14:31:52-05:00');

/** The real page with a scripted main process behind it. `only`: the part of their path that is asked for. */
export async function takeMocked(docs: string, only: string): Promise<void> {
  const mocked = await MockedApp.launch();
  try {
    await mocked.page.clock.setFixedTime(NOW);
    for (const [folder, scenes] of Object.entries(SCENES)) {
      mkdirSync(join(docs, folder), { recursive: true });
      for (const theme of ['light', 'dark'] as const) {
        await mocked.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        for (const scene of scenes) {
          const path = join(folder, `${scene.name}-${theme}.png`);
          if (path.includes(only)) await take(mocked, scene, join(docs, path));
        }
      }
    }
    if (mocked.complaints.length > 0) throw new Error(mocked.complaints.join('\n'));
  } finally {
    await mocked.close();
  }
}

async function take(mocked: MockedApp, scene: Scene, path: string): Promise<void> {
  const { statuses, app = () => appState(), page, hash = '', size = SIZE, then } = scene;
  const settings = { now: NOW, ...scene.settings?.(NOW) };
  await mocked.resize(...size);
  await mocked.open(statuses(NOW), app(NOW), hash, settings);
  if (page !== undefined) await mocked.openPage(page);
  await then?.(mocked, NOW);
  await save(mocked.page, path);
}
