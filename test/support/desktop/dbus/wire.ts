// The D-Bus wire format, as much of it as the test desktop speaks
// (https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol-marshaling).
// Talking to the bus directly is faster than starting a tool per question, and nothing has to be
// guessed back from printed text.

/** A value that says its own type. Only written; on reading variants are opened. */
export class Variant {
  constructor(
    readonly signature: string,
    readonly value: unknown,
  ) {}
}

const ALIGNMENT: Record<string, number> = {
  ...{ y: 1, g: 1, v: 1, n: 2, q: 2, b: 4, i: 4, u: 4, s: 4, o: 4, a: 4 },
  ...{ h: 4, x: 8, t: 8, d: 8, '(': 8, '{': 8 },
};

/** Splits a signature into single complete types: `sa{sv}(iu)` → `s`, `a{sv}`, `(iu)`. */
export function splitSignature(signature: string): string[] {
  const types: string[] = [];
  for (let at = 0; at < signature.length;) {
    const end = endOfType(signature, at);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

function endOfType(signature: string, at: number): number {
  const code = signature[at];
  if (code === 'a') return endOfType(signature, at + 1);
  if (code !== '(' && code !== '{') {
    if (code === undefined || !(code in ALIGNMENT)) throw new Error(`bad signature ${signature}`);
    return at + 1;
  }
  const close = code === '(' ? ')' : '}';
  let end = at + 1;
  while (signature[end] !== close) end = endOfType(signature, end);
  return end + 1;
}

const alignmentOf = (type: string): number => ALIGNMENT[type[0] ?? ''] ?? 1;
const membersOf = (type: string): string[] => splitSignature(type.slice(1, -1));

/** Little-endian only. Offsets count from where the message began, because alignment does. */
export class Writer {
  readonly #parts: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  finish(): Buffer {
    return Buffer.concat(this.#parts);
  }

  align(boundary: number): void {
    this.#push(Buffer.alloc((boundary - (this.#length % boundary)) % boundary));
  }

  write(type: string, value: unknown): void {
    this.align(alignmentOf(type));
    switch (type.charAt(0)) {
      case 'y':
        return this.#push(Buffer.of(Number(value)));
      case 'b':
        return this.write('u', value === true ? 1 : 0);
      case 'n':
      case 'q':
        return this.#number(2, (b) => b.writeUInt16LE(Number(value) & 0xffff));
      case 'i':
        return this.#number(4, (b) => b.writeInt32LE(Number(value)));
      case 'u':
        return this.#number(4, (b) => b.writeUInt32LE(Number(value)));
      case 'x':
      case 't':
        return this.#number(8, (b) =>
          b.writeBigUInt64LE(BigInt.asUintN(64, BigInt(Number(value)))),
        );
      case 'd':
        return this.#number(8, (b) => b.writeDoubleLE(Number(value)));
      case 's':
      case 'o': {
        const text = Buffer.from(`${String(value)}\0`);
        this.write('u', text.length - 1);
        return this.#push(text);
      }
      case 'g': {
        const text = Buffer.from(`${String(value)}\0`);
        return this.#push(Buffer.concat([Buffer.of(text.length - 1), text]));
      }
      case 'v': {
        const variant = value as Variant;
        this.write('g', variant.signature);
        return this.write(variant.signature, variant.value);
      }
      case 'a':
        return this.#array(type.slice(1), value);
      default:
        return this.#members(membersOf(type), value as readonly unknown[]);
    }
  }

  #array(element: string, value: unknown): void {
    const length = Buffer.alloc(4);
    this.#push(length);
    this.align(alignmentOf(element)); // not counted in the length
    const start = this.#length;
    const items = element.startsWith('{') ? Object.entries(value as object) : (value as unknown[]);
    for (const item of items) this.write(element, item);
    length.writeUInt32LE(this.#length - start);
  }

  #members(types: readonly string[], values: readonly unknown[]): void {
    types.forEach((type, index) => this.write(type, values[index]));
  }

  #number(size: number, fill: (buffer: Buffer) => unknown): void {
    const buffer = Buffer.alloc(size);
    fill(buffer);
    this.#push(buffer);
  }

  #push(part: Buffer): void {
    this.#parts.push(part);
    this.#length += part.length;
  }
}

/**
 * Gives numbers, strings, booleans, arrays (also for structs), plain objects (for `a{s…}`) and, for
 * `ay`, a Buffer. Wide integers become numbers.
 */
export class Reader {
  constructor(
    readonly buffer: Buffer,
    public at = 0,
  ) {}

  align(boundary: number): void {
    this.at = Math.ceil(this.at / boundary) * boundary;
  }

  read(type: string): unknown {
    this.align(alignmentOf(type));
    switch (type.charAt(0)) {
      case 'y':
        return this.buffer.readUInt8(this.#take(1));
      case 'b':
        return this.#uint32() === 1;
      case 'n':
        return this.buffer.readInt16LE(this.#take(2));
      case 'q':
        return this.buffer.readUInt16LE(this.#take(2));
      case 'i':
        return this.buffer.readInt32LE(this.#take(4));
      case 'u':
      case 'h':
        return this.#uint32();
      case 'x':
        return Number(this.buffer.readBigInt64LE(this.#take(8)));
      case 't':
        return Number(this.buffer.readBigUInt64LE(this.#take(8)));
      case 'd':
        return this.buffer.readDoubleLE(this.#take(8));
      case 's':
      case 'o':
        return this.#text(this.#uint32());
      case 'g':
        return this.#text(this.buffer.readUInt8(this.#take(1)));
      case 'v':
        return this.read(String(this.read('g')));
      case 'a':
        return this.#array(type.slice(1));
      default:
        return membersOf(type).map((member) => this.read(member));
    }
  }

  #array(element: string): unknown {
    const length = this.#uint32();
    this.align(alignmentOf(element));
    const end = this.at + length;
    if (element === 'y') return Buffer.from(this.buffer.subarray(this.#take(length), end));
    const items: unknown[] = [];
    while (this.at < end) items.push(this.read(element));
    return element.startsWith('{') ? Object.fromEntries(items as [string, unknown][]) : items;
  }

  #uint32(): number {
    return this.buffer.readUInt32LE(this.#take(4));
  }

  #text(length: number): string {
    const start = this.#take(length + 1);
    return this.buffer.toString('utf8', start, start + length);
  }

  #take(size: number): number {
    const start = this.at;
    this.at += size;
    return start;
  }
}
