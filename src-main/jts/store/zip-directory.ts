/** Layout and numbers: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16. */

export interface ZipMember {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc32: number;
  readonly packedSize: number;
  readonly size: number;
  /** Of its local header. */
  readonly offset: number;
}

export interface ZipEnd {
  readonly count: number;
  readonly directorySize: number;
  readonly directoryOffset: number;
}

export const END_BYTES = 22;
/** The end and the longest comment that may follow it. */
export const MAX_END_BYTES = END_BYTES + 0xffff;
export const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const ENCRYPTED = 1;
const LINK = 0o120000;
const FILE_TYPE = 0o170000;

/** From the last bytes of a file, which begin at `position`. Null: no zip, or one in parts, or larger than 4 GB. */
export function parseEnd(tail: Buffer, position: number): ZipEnd | null {
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== END_SIGNATURE) continue;
    if (at + END_BYTES + tail.readUInt16LE(at + 20) !== tail.length) continue;
    const count = tail.readUInt16LE(at + 10);
    const directorySize = tail.readUInt32LE(at + 12);
    const directoryOffset = tail.readUInt32LE(at + 16);
    const isOnePart = tail.readUInt32LE(at + 4) === 0 && tail.readUInt16LE(at + 8) === count;
    const fits = directoryOffset + directorySize <= position + at;
    return isOnePart && fits ? { count, directorySize, directoryOffset } : null;
  }
  return null;
}

/** Null: not what a directory looks like, or a member that is encrypted, a link, or packed in another way. */
export function parseDirectory(bytes: Buffer, count: number): readonly ZipMember[] | null {
  const members: ZipMember[] = [];
  let at = 0;
  while (members.length < count) {
    if (at + CENTRAL_BYTES > bytes.length) return null;
    if (bytes.readUInt32LE(at) !== CENTRAL_SIGNATURE) return null;
    const method = bytes.readUInt16LE(at + 10);
    const isEncrypted = (bytes.readUInt16LE(at + 8) & ENCRYPTED) !== 0;
    const isLink = ((bytes.readUInt32LE(at + 38) >>> 16) & FILE_TYPE) === LINK;
    if (isEncrypted || isLink || (method !== 0 && method !== 8)) return null;
    const nameEnd = at + CENTRAL_BYTES + bytes.readUInt16LE(at + 28);
    const end = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (end > bytes.length) return null;
    members.push({
      name: bytes.toString('utf8', at + CENTRAL_BYTES, nameEnd),
      method,
      crc32: bytes.readUInt32LE(at + 16),
      packedSize: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at = end;
  }
  return at === bytes.length ? members : null;
}

/** Where the bytes of a member begin, from its local header. Null: it is none. */
export function dataOffset(local: Buffer, offset: number): number | null {
  if (local.length < LOCAL_BYTES || local.readUInt32LE(0) !== LOCAL_SIGNATURE) return null;
  return offset + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
}
