import type { Scene } from '../scene.ts';
import { backups } from './backups.ts';
import { configuration } from './configuration.ts';
import { diagnostics } from './diagnostics.ts';
import { firstRun } from './first-run.ts';
import { overview } from './overview.ts';
import { settings } from './settings.ts';

const SHOWN: readonly (readonly [page: string, scenes: readonly Scene[], name: string])[] = [
  ['overview', overview, 'ready'],
  ['overview', overview, 'silent'],
  ['diagnostics', diagnostics, 'silent'],
  ['diagnostics', diagnostics, 'no-problem'],
  ['configuration', configuration, 'changed'],
  ['backups', backups, 'timeline'],
  ['backups', backups, 'restore-waits'],
  ['settings', settings, 'connections'],
  ['settings', settings, 'notifications'],
  ['first-run', firstRun, 'connection'],
];

/** Some of the other scenes in a smaller window. */
export const inLess = (size: readonly [number, number]): readonly Scene[] =>
  SHOWN.flatMap(([page, scenes, name]) =>
    scenes
      .filter((scene) => scene.name === name)
      .map((scene) => ({ ...scene, name: `${page}-${name}`, size })),
  );
