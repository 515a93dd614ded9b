import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { FIXTURE_HASHES, FIXTURES, fixture } from '../../../../support/jts/fixtures.ts';

test.each(FIXTURES)('%s.ini has the bytes it was made with', (name) => {
  expect(createHash('sha256').update(fixture(name)).digest('hex')).toBe(FIXTURE_HASHES[name]);
});
