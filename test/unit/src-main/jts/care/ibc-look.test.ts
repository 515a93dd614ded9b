import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compareSettings } from '../../../../../src-main/domain/jts/compare.ts';
import { IbcLook } from '../../../../../src-main/jts/care/ibc-look.ts';
import { edited, fixture } from '../../../../support/jts/fixtures.ts';

const NARROW = fixture('clean-gateway');
const WIDE = edited('clean-gateway', ['=127.0.0.1', '=127.0.0.1,192.0.2.10']);
const MOVED = edited('clean-gateway', ['Steps=7', 'Steps=8']);
const differences = (before: Uint8Array, after: Uint8Array) =>
  compareSettings(before, after).findings;

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ibc-look-'));
  path = join(dir, 'jts.ini');
  writeFileSync(path, NARROW);
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

test('addresses set in a file made anew at a start look like IBC’s, also after other changes', async () => {
  const look = new IbcLook();
  expect(look.isIbcs(Date.now())).toBe(false);
  await look.changed(differences(WIDE, NARROW), path);
  expect(look.isIbcs(Date.now())).toBe(true);
  await look.changed(differences(NARROW, MOVED), path);
  expect(look.isIbcs(Date.now())).toBe(true);
  expect(look.isIbcs(Date.now() - 600_000)).toBe(false);
  expect(look.isIbcs(null)).toBe(false);
});

test('the first file of a Gateway trusts this computer alone as well', async () => {
  const look = new IbcLook();
  await look.changed(compareSettings(null, NARROW).findings, path);
  expect(look.isIbcs(Date.now())).toBe(false);
});

test('addresses that were widened since do not', async () => {
  const look = new IbcLook();
  await look.changed(differences(WIDE, NARROW), path);
  await look.changed(differences(NARROW, WIDE), path);
  expect(look.isIbcs(Date.now())).toBe(false);
});
