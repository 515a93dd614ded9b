import { describe, expect, test } from 'vitest';
import { readIni } from '../../../../../src-main/jts/watching/ini-file.ts';

const value = (text: string, section: string, key: string): string | undefined =>
  readIni(text).get(section)?.get(key);

describe('readIni', () => {
  test.each([
    ['a semicolon', 'a;b'],
    ['a semicolon at the end', 'token,5.2a;'],
    ['a hash after a space', 'abc #def'],
    ['a leading semicolon', ';y'],
    ['a Windows path', 'C:\\Jts\\new\\table'],
    ['doubled backslashes', 'C:\\\\Jts\\\\x'],
    ['a path that ends in a backslash', 'C:\\Jts\\'],
    ['a network path', '\\\\files.example\\jts'],
    ['a backslash before a semicolon', 'a\\;b\\#c'],
    ['further equals signs', 'a=b==c'],
    ['what looks like a number', '0560'],
    ['a word with a meaning', 'true'],
    ['another one', 'null'],
    ['nothing', ''],
  ])('keeps %s', (_name, text) => {
    expect(value(`[S]\nkey=${text}\n`, 'S', 'key')).toBe(text);
  });

  test("reads IBC's file, which has no sections", () => {
    const text =
      '# IBC\r\n\r\nIbDir=C:\\Jts\\live\r\n  ; TradingMode=live\r\nTradingMode = paper\r\n';
    expect(readIni(text)).toEqual(
      new Map([
        [
          '',
          new Map([
            ['IbDir', 'C:\\Jts\\live'],
            ['TradingMode', 'paper'],
          ]),
        ],
      ]),
    );
  });

  test('a key before the first section does not hide a section of its name', () => {
    expect(value('S=x\n[S]\nkey=1', 'S', 'key')).toBe('1');
    expect(value('S=x\n[S]\nkey=1', '', 'S')).toBe('x');
  });

  test.each(['section.with.dots', 'with ]bracket', 'a\\.b', 'a;b#c', 'u:abc', 'constructor'])(
    'section [%s] is no other one',
    (name) => {
      expect(value(`[${name}]\nkey=1`, name, 'key')).toBe('1');
    },
  );

  test('a byte order mark, comments and lines without "=" are no settings', () => {
    expect(readIni('\uFEFF[S]\n;a=1\n  # b=2\nnovalue\nkey=1')).toEqual(
      new Map([
        ['', new Map()],
        ['S', new Map([['key', '1']])],
      ]),
    );
  });

  test('names from the language reach no prototype', () => {
    readIni('__proto__=1\n[__proto__]\npolluted=1\n[constructor]\nprototype=1\n');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
