// Reads chosen entries out of a zip with Node alone: `unzip` is not on every machine, and the archive
// we read holds 25,000 files of which fewer than a hundred are wanted.
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER_SIZE = 30;

/**
 * Extracts every file for which `place(name)` gives a relative path, keeping its permission bits.
 * No zip64, encryption or symbolic links.
 *
 * @param {string} zipPath
 * @param {string} targetDir
 * @param {(name: string) => string | undefined} place
 */
export async function extractFromZip(zipPath, targetDir, place) {
  const file = await open(zipPath);
  try {
    for (const entry of await listEntries(file)) {
      const path = entry.name.endsWith('/') ? undefined : place(entry.name);
      if (path === undefined) continue;
      const target = join(targetDir, path);
      if (!target.startsWith(targetDir + sep))
        throw new Error(`zip entry leaves its folder: ${entry.name}`);
      await mkdir(dirname(target), { recursive: true });
      await extractEntry(file, zipPath, entry, target);
    }
  } finally {
    await file.close();
  }
}

async function listEntries(file) {
  const { size } = await file.stat();
  const tail = await read(file, Math.max(0, size - 0xffff - 22), Math.min(size, 0xffff + 22));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || tail.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error('not a zip file');
  const directory = await read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));

  const entries = [];
  for (let at = 0; at < directory.length;) {
    if (directory.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('broken zip directory');
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      deflated: directory.readUInt16LE(at + 10) === 8,
      compressedSize: directory.readUInt32LE(at + 20),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function extractEntry(file, zipPath, entry, target) {
  // The local header repeats the name and may carry extra fields of another length.
  const header = await read(file, entry.offset, LOCAL_HEADER_SIZE);
  const start =
    entry.offset + LOCAL_HEADER_SIZE + header.readUInt16LE(26) + header.readUInt16LE(28);
  const sink = createWriteStream(target, { mode: entry.mode & 0o777 || 0o644 });
  if (entry.compressedSize === 0) return void (await pipeline([], sink));
  const source = createReadStream(zipPath, { start, end: start + entry.compressedSize - 1 });
  await (entry.deflated ? pipeline(source, createInflateRaw(), sink) : pipeline(source, sink));
}

async function read(file, position, length) {
  const buffer = Buffer.alloc(length);
  await file.read(buffer, 0, length, position);
  return buffer;
}
