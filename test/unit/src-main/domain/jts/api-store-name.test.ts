import { expect, test } from 'vitest';
import { isApiStoreName } from '../../../../../src-main/domain/jts/api-store-name.ts';

test.each([
  'abcdefgh/ibg.xml',
  'abcdefgh/tws.xml',
  'abcdefgh/ibg.xml.ibgzenc',
  'with space/IBG.ibgzenc',
  '.hidden/ibg',
])('%j may be one', (name) => {
  expect(isApiStoreName(name)).toBe(true);
});

test.each([
  'jts.ini',
  'ibg.xml',
  '/ibg.xml',
  '../ibg.xml',
  './ibg.xml',
  'a/../ibg.xml',
  'a/b/ibg.xml',
  '..\\ibg.xml',
  'a\\..\\..\\b/ibg.xml',
  'C:/ibg.xml',
  'a\0/ibg.xml',
  'a\nb/ibg.xml',
  'a\u001b[2J/ibg.xml',
  'a\u009b2J/ibg.xml',
  'a/ibg.xml/',
  'a/ibg.xml\n',
  'a/passwd',
  'a/ibgx.xml',
  `${'a'.repeat(400)}/ibg.xml`,
])('%j can’t be one', (name) => {
  expect(isApiStoreName(name)).toBe(false);
});
