import { expect, test } from 'vitest';
import { thisSystem } from '../../../../src-main/desktop/this-system.ts';

test.each([
  ['linux', { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' }, 'GNOME'],
  ['linux', { XDG_CURRENT_DESKTOP: 'XFCE' }, 'XFCE'],
  ['linux', { XDG_CURRENT_DESKTOP: '' }, null],
  ['linux', {}, null],
  ['darwin', { XDG_CURRENT_DESKTOP: 'XFCE' }, null],
  ['win32', {}, null],
] as const)('%s %j', (platform, env, desktop) => {
  expect(thisSystem(env, platform)).toEqual({ platform, desktop });
});
