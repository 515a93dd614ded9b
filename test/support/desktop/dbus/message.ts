import { Reader, splitSignature, Variant, Writer } from './wire.ts';

export const METHOD_CALL = 1;
export const METHOD_RETURN = 2;
export const ERROR = 3;
export const SIGNAL = 4;

export interface Message {
  type: number;
  serial: number;
  path?: string;
  interface?: string;
  member?: string;
  errorName?: string;
  replySerial?: number;
  destination?: string;
  sender?: string;
  signature?: string;
  body: unknown[];
}

/** Header fields by their number in the specification. */
const FIELDS = [
  [1, 'path', 'o'],
  [2, 'interface', 's'],
  [3, 'member', 's'],
  [4, 'errorName', 's'],
  [5, 'replySerial', 'u'],
  [6, 'destination', 's'],
  [7, 'sender', 's'],
  [8, 'signature', 'g'],
] as const;

const LITTLE_ENDIAN = 'l'.charCodeAt(0);
const PROTOCOL_VERSION = 1;
const FIXED_HEADER_SIZE = 16;

export function encodeMessage(message: Message): Buffer {
  const body = new Writer();
  splitSignature(message.signature ?? '').forEach((type, i) => body.write(type, message.body[i]));

  const header = new Writer();
  for (const value of [LITTLE_ENDIAN, message.type, 0, PROTOCOL_VERSION]) header.write('y', value);
  header.write('u', body.length);
  header.write('u', message.serial);
  const fields = FIELDS.flatMap(([code, name, type]) => {
    const value = message[name];
    return value === undefined ? [] : [[code, new Variant(type, value)]];
  });
  header.write('a(yv)', fields);
  header.align(8);
  return Buffer.concat([header.finish(), body.finish()]);
}

/** Takes the first whole message off `data`; undefined while it has not arrived completely. */
export function decodeMessage(data: Buffer): { message: Message; size: number } | undefined {
  if (data.length < FIXED_HEADER_SIZE) return undefined;
  if (data[0] !== LITTLE_ENDIAN) throw new Error('a big-endian D-Bus message');
  const bodySize = data.readUInt32LE(4);
  const headerSize = Math.ceil((FIXED_HEADER_SIZE + data.readUInt32LE(12)) / 8) * 8;
  const size = headerSize + bodySize;
  if (data.length < size) return undefined;

  const message: Message = { type: data.readUInt8(1), serial: data.readUInt32LE(8), body: [] };
  for (const [code, value] of new Reader(data, 12).read('a(yv)') as [number, unknown][]) {
    const name = FIELDS.find(([known]) => known === code)?.[1];
    if (name) Object.assign(message, { [name]: value });
  }
  // Alignment counts from the start of the message; the header ends on a multiple of eight, so from
  // the start of the body it is the same.
  const reader = new Reader(data.subarray(headerSize, size));
  message.body = splitSignature(message.signature ?? '').map((type) => reader.read(type));
  return { message, size };
}
