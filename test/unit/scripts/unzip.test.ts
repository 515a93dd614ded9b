import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { extractFromZip } from '../../../scripts/lib/unzip.mjs';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'unzip-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

interface Entry {
  name: string;
  content: string;
  stored?: boolean;
  mode?: number;
}

/** A zip by the book, with an extra field in front of the data and a comment at the end. */
function writeZip(entries: Entry[]): string {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, stored = false, mode = 0o644 } of entries) {
    const data = stored ? Buffer.from(content) : deflateRawSync(content);
    const common = Buffer.alloc(26); // from "version needed" to the lengths, the same in both headers
    common.writeUInt16LE(stored ? 0 : 8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(Buffer.byteLength(content), 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    common.writeUInt16LE(4, 24);
    const extra = Buffer.alloc(4);
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04'),
      common,
      Buffer.from(name),
      extra,
      data,
    ]);
    parts.push(local);

    const attributes = Buffer.alloc(14); // comment length … offset
    attributes.writeUInt32LE((mode << 16) >>> 0, 6);
    attributes.writeUInt32LE(offset, 10);
    const made = Buffer.from([20, 3]);
    directory.push(Buffer.from('PK\x01\x02'), made, common, attributes, Buffer.from(name), extra);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(5, 20);
  const path = join(dir, 'test.zip');
  writeFileSync(path, Buffer.concat([...parts, listing, end, Buffer.from('hello')]));
  return path;
}

test('takes what is asked for, where it is asked for, with its permissions', async () => {
  const zip = writeZip([
    { name: 'top/', content: '', stored: true },
    { name: 'top/program', content: 'x'.repeat(100_000), mode: 0o755 },
    { name: 'top/locales/de.pak', content: 'plain', stored: true },
    { name: 'top/empty', content: '', stored: true },
    { name: 'top/unwanted', content: 'no' },
  ]);
  const out = join(dir, 'out');
  await extractFromZip(zip, out, (name) =>
    name.endsWith('unwanted') ? undefined : name.replace('top/', '').replace('program', 'electron'),
  );
  expect(readdirSync(out).sort()).toEqual(['electron', 'empty', 'locales']);
  expect(readFileSync(join(out, 'electron'), 'utf8')).toBe('x'.repeat(100_000));
  expect(statSync(join(out, 'electron')).mode & 0o777).toBe(0o755);
  expect(readFileSync(join(out, 'locales/de.pak'), 'utf8')).toBe('plain');
  expect(statSync(join(out, 'empty')).size).toBe(0);
});

test('writes nothing outside its folder', async () => {
  const zip = writeZip([{ name: '../escaped', content: 'x' }]);
  await expect(extractFromZip(zip, join(dir, 'out'), (name) => name)).rejects.toThrow('leaves');
  expect(readdirSync(dir)).toEqual(['test.zip']);
});

test('refuses what is not a zip, and one that was cut off', async () => {
  const zip = writeZip([{ name: 'a', content: 'x'.repeat(1000) }]);
  const whole = readFileSync(zip);
  writeFileSync(zip, whole.subarray(0, whole.length - 40));
  await expect(extractFromZip(zip, dir, (name) => name)).rejects.toThrow('not a zip file');
  writeFileSync(zip, 'something else');
  await expect(extractFromZip(zip, dir, (name) => name)).rejects.toThrow('not a zip file');
});
