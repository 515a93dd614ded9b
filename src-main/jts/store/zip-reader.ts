import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, inflateRaw as inflateRawLater, type ZlibOptions } from 'node:zlib';
import { readAt } from './plain-files.ts';
import { systemError } from './store-problem.ts';
import {
  dataOffset,
  LOCAL_BYTES,
  MAX_END_BYTES,
  parseDirectory,
  parseEnd,
  type ZipMember,
} from './zip-directory.ts';

export interface ZipLimits {
  readonly members: number;
  /** Of all members, unpacked. */
  readonly totalBytes: number;
}

export type ZipProblem = 'not-an-archive' | 'damaged' | 'too-large';

/** A zip that is read by its directory, which alone counts; one member in memory at a time. */
export interface ZipFile {
  readonly members: ReadonlyMap<string, ZipMember>;
  /** Null: other bytes than its directory says, or they can't be unpacked. Throws what the file system says. */
  read(member: ZipMember): Promise<Buffer | null>;
  close(): Promise<void>;
}

const inflateRaw = promisify<Buffer, ZlibOptions, Buffer>(inflateRawLater);

/** What deflate adds at most to bytes that can't be packed is far less. */
const MOST_OVERHEAD = 64 * 1024;
const LONGEST_NAME = 300;

/** Throws what the file system says. */
export async function openZip(path: string, limits: ZipLimits): Promise<ZipFile | ZipProblem> {
  const file = await open(path, 'r');
  try {
    const members = await readMembers(file, limits);
    if (typeof members !== 'string') return new OpenZip(file, members);
    await file.close();
    return members;
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readMembers(
  file: FileHandle,
  limits: ZipLimits,
): Promise<ReadonlyMap<string, ZipMember> | ZipProblem> {
  const stat = await file.stat();
  if (!stat.isFile()) return 'not-an-archive';
  const tail = await part(file, Math.max(0, stat.size - MAX_END_BYTES), stat.size);
  const end = parseEnd(tail, stat.size - tail.length);
  if (end === null) return 'not-an-archive';
  const { count, directorySize, directoryOffset } = end;
  if (count > limits.members || directorySize > limits.members * LONGEST_NAME) return 'too-large';
  const directory = await part(file, directoryOffset, directoryOffset + directorySize);
  const list = parseDirectory(directory, count);
  if (list === null) return 'damaged';
  if (list.reduce((total, { size }) => total + size, 0) > limits.totalBytes) return 'too-large';
  const members = new Map(list.map((member) => [member.name, member]));
  if (members.size < list.length || overlap(list, directoryOffset)) return 'damaged';
  return members;
}

/** Members that share bytes are how a small archive claims to be a huge one. */
function overlap(members: readonly ZipMember[], end: number): boolean {
  const sorted = [...members].sort((a, b) => a.offset - b.offset);
  return sorted.some(({ offset, packedSize, name }, index) => {
    const next = sorted[index + 1]?.offset ?? end;
    return offset + LOCAL_BYTES + Buffer.byteLength(name) + packedSize > next;
  });
}

class OpenZip implements ZipFile {
  readonly members: ReadonlyMap<string, ZipMember>;
  readonly #file: FileHandle;

  constructor(file: FileHandle, members: ReadonlyMap<string, ZipMember>) {
    this.#file = file;
    this.members = members;
  }

  async read(member: ZipMember): Promise<Buffer | null> {
    const { offset, packedSize, size, method } = member;
    if (packedSize > size + MOST_OVERHEAD) return null;
    const local = await part(this.#file, offset, offset + LOCAL_BYTES);
    const start = dataOffset(local, offset);
    if (start === null) return null;
    const packed = await part(this.#file, start, start + packedSize);
    if (packed.length !== packedSize) return null;
    const bytes = method === 0 ? packed : await inflate(packed, size);
    return bytes?.length === size && crc32(bytes) === member.crc32 ? bytes : null;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

async function part(file: FileHandle, from: number, to: number): Promise<Buffer> {
  if (to < from) throw systemError('EINVAL', 'a part that ends before it begins');
  const bytes = Buffer.allocUnsafe(to - from);
  return bytes.subarray(0, await readAt(file, bytes, from));
}

/** In a thread of the system's. Null: it can't be unpacked, or to more than `size` bytes, where it stops. */
async function inflate(packed: Buffer, size: number): Promise<Buffer | null> {
  try {
    return await inflateRaw(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    // Whatever it throws, it says one thing: these bytes were not made of those that are asked for.
    return null;
  }
}
