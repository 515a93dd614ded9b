import { expect, test } from 'vitest';
import { pageArgument } from '../../../../src-main/domain/page-argument.ts';
import { PAGES } from '../../../../src-main/contract/channels.ts';

test.each(PAGES)('security 28: --page=%s names a page', (page) => {
  expect(pageArgument(['/usr/bin/gatelight', '--no-sandbox', `--page=${page}`])).toBe(page);
});

test('security 28: what only begins like it is passed over', () => {
  expect(pageArgument(['--page', '--pages=overview', '--page=settings'])).toBe('settings');
});

test.each([
  [[]],
  [['overview']],
  [['--page']],
  [['--page=']],
  [['--page', 'settings']],
  [['--page=Settings']],
  [['--page=settings ']],
  [['--page=../settings']],
  [['--page=settings#x']],
  [['--page=https://example.com']],
  [['--page=javascript:alert(1)']],
  [['--page=constructor']],
  [['--page=0']],
  [['--open=settings', '--inspect']],
])('security 28: %j names none', (args) => {
  expect(pageArgument(args)).toBeUndefined();
});
