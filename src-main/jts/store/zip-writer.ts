import { Zip, ZipDeflate } from 'fflate';
import type { FileHandle } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { writeAll } from './plain-files.ts';

/** Deflated without a pause, in about 5 ms. */
const SLICE_BYTES = 64 * 1024;
/** Equal contents make equal archives; and a clock before 1980 has no date in a zip. */
const NO_TIME = new Date(1980, 0, 2);
const UNIX = 3;
const OWNER_ONLY = 0o100600 * 0x10000;

/** Writes a zip member by member, never more than one in memory. */
export class ZipWriter {
  readonly #file: FileHandle;
  readonly #zip: Zip;
  #ready: Uint8Array[] = [];

  constructor(file: FileHandle) {
    this.#file = file;
    this.#zip = new Zip((error, chunk) => {
      if (error !== null) throw error;
      this.#ready.push(chunk);
    });
  }

  async add(name: string, bytes: Uint8Array): Promise<void> {
    const member = new ZipDeflate(name);
    Object.assign(member, { mtime: NO_TIME, os: UNIX, attrs: OWNER_ONLY });
    this.#zip.add(member);
    for (let at = 0; ; at += SLICE_BYTES) {
      const isLast = at + SLICE_BYTES >= bytes.length;
      member.push(bytes.subarray(at, at + SLICE_BYTES), isLast);
      await this.#flush();
      if (isLast) return;
      await nextTurn();
    }
  }

  async end(): Promise<void> {
    this.#zip.end();
    await this.#flush();
  }

  async #flush(): Promise<void> {
    for (const chunk of this.#ready) await writeAll(this.#file, chunk);
    this.#ready = [];
  }
}
