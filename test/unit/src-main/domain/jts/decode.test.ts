import { describe, expect, test } from 'vitest';
import { decode, linesOf } from '../../../../../src-main/domain/jts/decode.ts';
import { fixture } from '../../../../support/jts/fixtures.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

describe('decode', () => {
  test('reads UTF-8', () => {
    expect(decode(bytes('[a]\nk=Zürich €\n'))).toEqual({
      text: '[a]\nk=Zürich €\n',
      encoding: 'utf-8',
      hasBom: false,
      lineEnds: 'lf',
      hasFinalNewline: true,
    });
  });

  test('reads as Latin-1 what is not UTF-8', () => {
    const decoded = decode(fixture('latin1'));
    expect(decoded.encoding).toBe('latin-1');
    expect(decoded.text).toContain('windowTitle=B\u00F6rse S\u00E3o Jos\u00E9 \u00A3');
    expect(Buffer.from(decoded.text, 'latin1').equals(fixture('latin1'))).toBe(true);
  });

  test('Latin-1 is not windows-1252', () => {
    expect(decode(Uint8Array.of(0x80, 0x93, 0xff)).text).toBe('\u0080\u0093\u00FF');
  });

  test('a byte order mark is noted and is no part of the text', () => {
    const decoded = decode(Buffer.concat([Uint8Array.of(0xef, 0xbb, 0xbf), bytes('[a]')]));
    expect(decoded).toMatchObject({ text: '[a]', hasBom: true });
    expect(decode(bytes('[a]')).hasBom).toBe(false);
  });

  test.each([
    ['a\nb\n', 'lf'],
    ['a\r\nb\r\n', 'crlf'],
    ['a\rb', 'cr'],
    ['a\r\nb\n', 'mixed'],
    ['a\r\r\n', 'mixed'],
    ['\n\r', 'mixed'],
    ['a', 'none'],
    ['', 'none'],
  ])('line ends of %j are %s', (text, lineEnds) => {
    expect(decode(bytes(text)).lineEnds).toBe(lineEnds);
  });

  test.each([
    ['a\n', true],
    ['a\r', true],
    ['a', false],
    ['', false],
  ])('final newline of %j: %s', (text, hasFinalNewline) => {
    expect(decode(bytes(text)).hasFinalNewline).toBe(hasFinalNewline);
  });

  test('megabytes that are no UTF-8 are read whole', () => {
    expect(decode(new Uint8Array(3_000_000).fill(0xe9)).text).toHaveLength(3_000_000);
  });
});

describe('linesOf', () => {
  test.each([
    ['a\nb\n', ['a', 'b']],
    ['a\r\nb', ['a', 'b']],
    ['a\rb\r\r', ['a', 'b', '']],
    ['\n', ['']],
    ['', []],
  ])('of %j', (text, lines) => {
    expect(linesOf(text)).toEqual(lines);
  });
});
