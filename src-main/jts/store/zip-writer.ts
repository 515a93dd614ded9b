import { Zip, type ZipInputFile } from 'fflate';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, deflateRaw as deflateRawLater } from 'node:zlib';
import { writeAll } from './plain-files.ts';

const deflateRaw = promisify<Buffer, Buffer<ArrayBuffer>>(deflateRawLater);

/** Equal contents make equal archives; and a clock before 1980 has no date in a zip. */
const NO_TIME = new Date(1980, 0, 2);
const UNIX = 3;
const OWNER_ONLY = 0o100600 * 0x10000;
const DEFLATED = 8;

/** Writes a zip member by member, never more than one in memory; packed in a thread of the system's. */
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

  async add(name: string, bytes: Buffer): Promise<void> {
    const packed = await deflateRaw(bytes);
    const member: ZipInputFile = {
      filename: name,
      size: bytes.length,
      crc: crc32(bytes),
      compression: DEFLATED,
      mtime: NO_TIME,
      os: UNIX,
      attrs: OWNER_ONLY,
    };
    this.#zip.add(member);
    member.ondata?.(null, packed, true);
    await this.#flush();
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
