import { expect, test } from 'vitest';
import { canTryAgain, startAtLoginReason } from '../../../../src-renderer/text/start-at-login.ts';
import { findTheIcon, systemName } from '../../../../src-renderer/text/system.ts';

test.each([
  [{ platform: 'linux', desktop: 'GNOME' }, 'Linux, GNOME'],
  [{ platform: 'linux', desktop: null }, 'Linux'],
  [{ platform: 'darwin', desktop: null }, 'macOS'],
] as const)('%j is %s', (system, name) => {
  expect(systemName(system)).toBe(name);
});

test.each([
  [{ platform: 'win32', desktop: null }, true, '^ area'],
  [{ platform: 'darwin', desktop: null }, true, 'If the bar is full'],
  [{ platform: 'linux', desktop: 'KDE' }, true, 'panel'],
  [{ platform: 'linux', desktop: 'GNOME' }, true, 'panel'],
  [{ platform: 'linux', desktop: 'GNOME' }, false, 'AppIndicator'],
  [{ platform: 'linux', desktop: 'sway' }, false, 'shows no tray icons'],
] as const)('where the light is on %j, tray %s', (system, tray, words) => {
  expect(findTheIcon(system, tray)).toContain(words);
});

test.each([
  ['unpackaged', 'linux', false, 'checkout'],
  ['unnameable', 'linux', false, 'another folder'],
  ['requires-approval', 'darwin', true, 'Login Items'],
  ['EROFS', 'linux', true, '(EROFS). The start entry is a file'],
  ['EPERM', 'win32', true, '(EPERM).'],
] as const)('why it can’t start at login: %s on %s', (why, platform, again, words) => {
  expect(startAtLoginReason(why, platform)).toContain(words);
  expect(canTryAgain(why)).toBe(again);
});
