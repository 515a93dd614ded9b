import { expect, test } from 'vitest';
import { ariaKeys, keys } from '../../../../src-renderer/text/keys.ts';

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const LINUX = 'Mozilla/5.0 (X11; Linux x86_64)';

test('shortcuts are written as the system writes them', () => {
  expect([keys('R', LINUX), keys('R', MAC)]).toEqual(['Ctrl+R', '⌘R']);
  expect([ariaKeys('R', LINUX), ariaKeys('R', MAC)]).toEqual(['Control+R', 'Meta+R']);
});
