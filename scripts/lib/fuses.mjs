// Electron's fuses are switches kept inside the executable: a marker, a version byte, a count and then
// one ASCII digit per fuse (https://www.electronjs.org/docs/latest/tutorial/fuses).
import { open } from 'node:fs/promises';

const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
const CHUNK = 8 << 20;

/** Positions in version 1 of the fuse wire. */
export const FUSE = { nodeCliInspect: 3, browserSnapshot: 6 };

/**
 * @param {string} executable
 * @param {[position: number, on: boolean][]} switches
 */
export async function setFuses(executable, switches) {
  const file = await open(executable, 'r+');
  try {
    const wire = await findWire(file);
    const version = Buffer.alloc(1);
    await file.read(version, 0, 1, wire);
    if (version[0] !== 1) throw new Error(`unknown fuse wire version ${version[0]}`);
    for (const [position, on] of switches) await file.write(on ? '1' : '0', wire + 2 + position);
  } finally {
    await file.close();
  }
}

async function findWire(file) {
  const chunk = Buffer.alloc(CHUNK);
  // Chunks overlap by the marker's length, so that one lying across a border is found.
  for (let at = 0; ; at += CHUNK - SENTINEL.length) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK, at);
    const found = chunk.subarray(0, bytesRead).indexOf(SENTINEL);
    if (found >= 0) return at + found + SENTINEL.length;
    if (bytesRead < CHUNK) throw new Error('no fuse wire found');
  }
}
