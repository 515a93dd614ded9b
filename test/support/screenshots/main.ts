import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../app/running-app.ts';
import { takeFromApp, takeTray } from './app-pictures.ts';
import { takeMocked } from './mocked-pictures.ts';

// Pictures of every page and state, for the README and for a look at them all.

const PICTURES = join(ROOT, 'docs/pictures');
const [what = 'pages', only = ''] = process.argv.slice(2);

if (what === 'tray') {
  await takeTray(PICTURES);
} else if (what === 'app') {
  if (only === '' || only.includes('app')) await takeFromApp(PICTURES);
} else {
  // What was renamed leaves nothing behind; those of the app come afterwards.
  if (only === '') rmSync(PICTURES, { recursive: true, force: true });
  await takeMocked(PICTURES, only);
}
