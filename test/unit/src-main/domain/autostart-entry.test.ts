import { describe, expect, test } from 'vitest';
import {
  entryText,
  isNameable,
  startsAtLogin,
} from '../../../../src-main/domain/autostart-entry.ts';

const PROGRAM = '/opt/Gatelight/gatelight';
const exec = (text: string): string => /^Exec=(.*)$/m.exec(text)?.[1] ?? '';
const edited = (from: string | RegExp, to: string): string =>
  entryText(PROGRAM, true).replace(from, to);

test('the file starts the program without its window, and says so to GNOME', () => {
  expect(entryText(PROGRAM, true)).toBe(
    [
      '[Desktop Entry]',
      'Type=Application',
      'Name=Gatelight',
      'Comment=Shows whether API clients can work with IB Gateway or TWS',
      'Exec="/opt/Gatelight/gatelight" --hidden',
      'Icon=gatelight',
      'Terminal=false',
      'X-GNOME-Autostart-enabled=true',
      '',
    ].join('\n'),
  );
  expect(exec(entryText(PROGRAM, false))).toBe('"/opt/Gatelight/gatelight"');
});

describe('a path is written so that nothing in it is read as anything else', () => {
  // As the Desktop Entry Specification lays quoting over escaping.
  test.each([
    ['/home/a b/gate light', String.raw`"/home/a b/gate light"`],
    ['/opt/a"b', String.raw`"/opt/a\\"b"`],
    ['/opt/$HOME/`id`', '"/opt/\\\\$HOME/\\\\`id\\\\`"'],
    ['/opt/back\\slash', String.raw`"/opt/back\\\\slash"`],
    ['/opt/two\nlines\tand\rmore', String.raw`"/opt/two\nlines\tand\rmore"`],
    ['/opt/;rm -rf ~&', '"/opt/;rm -rf ~&"'],
    ['/opt/Müller/貿易', '"/opt/Müller/貿易"'],
  ])('%j', (program, expected) => {
    const text = entryText(program, false);
    expect(exec(text)).toBe(expected);
    expect(text.split('\n')).toHaveLength(9);
    expect(startsAtLogin(text, program, [])).toBe(true);
    expect(startsAtLogin(text, `${program}x`, [])).toBe(false);
    expect(isNameable(program)).toBe(true);
  });

  test.each(['/opt/a=b', '/opt/100%', '/opt/\u0000', '/opt/\u001b[2J', '/opt/\u007f'])(
    '%j can not be written at all',
    (program) => {
      expect(isNameable(program)).toBe(false);
    },
  );
});

describe('what the user or the desktop did to the file is believed', () => {
  const on = (text: string, desktops: readonly string[] = ['XFCE']): boolean =>
    startsAtLogin(text, PROGRAM, desktops);

  test.each([
    ['untouched', entryText(PROGRAM, true)],
    ['without hiding', entryText(PROGRAM, false)],
    ['with a switch of its own', edited('--hidden', '--hidden --page=settings')],
    ['without quotes', edited(/^Exec=.*$/m, `Exec=${PROGRAM} --hidden`)],
    ['with spaces around the sign', edited('Exec=', 'Exec = ')],
    ['with lines as Windows ends them', entryText(PROGRAM, true).replaceAll('\n', '\r\n')],
    ['for this desktop', edited('Icon=', 'OnlyShowIn=GNOME;XFCE;\nIcon=')],
    ['not for another desktop', edited('Icon=', 'NotShowIn=KDE;\nIcon=')],
    ['disabled in a group that does not count', `${entryText(PROGRAM, true)}[X]\nHidden=true\n`],
    ['in another language', edited('Icon=', 'Name[de]=Torlicht\nIcon=')],
  ])('on: %s', (_what, text) => {
    expect(on(text)).toBe(true);
  });

  test.each([
    ['hidden', edited('Icon=', 'Hidden=true\nIcon=')],
    ['disabled by GNOME', edited('enabled=true', 'enabled=false')],
    ['of another program', edited(PROGRAM, '/opt/other')],
    ['with another program before it', edited('Exec=', 'Exec=/usr/bin/env ')],
    ['for another desktop only', edited('Icon=', 'OnlyShowIn=KDE;\nIcon=')],
    ['not for this desktop', edited('Icon=', 'NotShowIn=XFCE;\nIcon=')],
    ['a link', edited('Type=Application', 'Type=Link')],
    ['without a program', edited(/^Exec=.*\n/m, '')],
    ['without its group', entryText(PROGRAM, true).split('\n').slice(1).join('\n')],
    ['empty', ''],
    ['no such file', '\u0000\u0001'],
  ])('off: %s', (_what, text) => {
    expect(on(text)).toBe(false);
  });
});
