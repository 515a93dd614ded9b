import { expect, test } from 'vitest';
import { linkNameSchema } from '../../../../src-main/contract/requests.ts';
import { LINKS } from '../../../../src-main/desktop/external-links.ts';

test('security 12: every name that the page may say has an address, and no other', () => {
  expect(Object.keys(LINKS).sort()).toEqual([...linkNameSchema.options].sort());
});

test.each(Object.entries(LINKS))('security 12: %s leads to https', (_name, address) => {
  const url = new URL(address);
  expect(url.protocol).toBe('https:');
  expect([url.username, url.password, url.port]).toEqual(['', '', '']);
});
