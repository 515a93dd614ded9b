import type { ForeignService } from '../contract/observation.ts';

/**
 * Frames of the API: a 4-byte big-endian length that excludes itself, then NUL-separated fields
 * (vendor clients; the length counts up to 16 MiB − 1 there, far more than any handshake needs).
 */
const LENGTH_BYTES = 4;
/** No version frame is longer; anything above is another protocol's text read as a length. */
export const MAX_FIRST_FRAME = 4096;
/** Once the peer has proven to be a Gateway. Still bounded, so that a worker's memory is. */
export const MAX_LATER_FRAME = 1 << 20;
/** The vendor's client skips what comes before the version; we skip this much. */
export const MAX_SKIPPED = 10;
/** Below it is no V100+ server; @stoqey/ib refuses it too. */
export const MIN_SERVER_VERSION = 100;

/**
 * Message ids that a Gateway may send on its own before the version frame: 4 notices, 9 next valid
 * id, 15 managed accounts, 14 news bulletins. Seen skipped by the vendor's Python client.
 */
const EARLY_MESSAGES: ReadonlySet<number> = new Set([4, 9, 14, 15]);

/** What the gate found in a chunk. Byte counts are the caller's business. */
export type GateEvent =
  | { kind: 'frame-skipped'; messageId: number }
  | { kind: 'version'; serverVersion: number; connectionTime: string }
  | { kind: 'unsupported-version'; serverVersion: number }
  | { kind: 'foreign-bytes'; service: ForeignService; reason: string };

export interface GateResult {
  /** Whole frames that may reach the reader behind the gate, in order. */
  readonly pass: readonly Buffer[];
  readonly events: readonly GateEvent[];
}

const NOTHING: GateResult = { pass: [], events: [] };

/**
 * Stands between the socket and @stoqey/ib, whose reader loops for ever on a negative length and
 * buffers without bound on a huge one. Nothing passes before the version frame was judged;
 * afterwards only whole frames of sane length do. Once shut it stays shut.
 */
export class FrameGate {
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #versionSeen = false;
  #skipped = 0;
  #shut = false;

  /** True when a verdict about the bytes has been given and nothing passes any more. */
  get shut(): boolean {
    return this.#shut;
  }

  /** Bytes of a frame that is not complete yet. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  take(chunk: Buffer): GateResult {
    if (this.#shut || chunk.length === 0) return NOTHING;
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.length;

    const pass: Buffer[] = [];
    const events: GateEvent[] = [];
    while (this.#pendingBytes >= 1) {
      const bad = this.#judgeLength();
      if (bad) {
        events.push(this.#close(bad));
        break;
      }
      if (this.#pendingBytes < LENGTH_BYTES) break;
      const length = this.#peek(LENGTH_BYTES).readUInt32BE();
      if (this.#pendingBytes < LENGTH_BYTES + length) break;
      const frame = this.#cut(LENGTH_BYTES + length);
      if (this.#versionSeen) pass.push(frame);
      else this.#judgeFirst(frame, pass, events);
      if (this.shut) break;
    }
    return { pass, events };
  }

  /** A reason why the length at hand can't be one, else null. Judges as early as the bytes allow. */
  #judgeLength(): string | null {
    const limit = this.#versionSeen ? MAX_LATER_FRAME : MAX_FIRST_FRAME;
    const head = this.#peek(LENGTH_BYTES);
    if (head.length < LENGTH_BYTES) {
      // The missing bytes can only make the number larger: a first byte of 'H' is decided already.
      const least = Buffer.concat([head, Buffer.alloc(LENGTH_BYTES - head.length)]).readUInt32BE();
      return least > limit ? lengthReason(least) : null;
    }
    const length = head.readUInt32BE();
    return length < 1 || length > limit ? lengthReason(length) : null;
  }

  #judgeFirst(frame: Buffer, pass: Buffer[], events: GateEvent[]): void {
    const body = frame.subarray(LENGTH_BYTES);
    if (body.at(-1) !== 0) {
      events.push(this.#close('the first frame does not end with NUL', frame));
      return;
    }
    const fields = body.subarray(0, -1).toString('utf8').split('\0');
    const first = fields[0] ?? '';
    if (!/^\d{1,9}$/.test(first)) {
      events.push(this.#close('the first field is no number', frame));
      return;
    }
    const number = Number(first);
    if (fields.length === 2) {
      if (number < MIN_SERVER_VERSION) {
        this.#shut = true;
        events.push({ kind: 'unsupported-version', serverVersion: number });
        return;
      }
      this.#versionSeen = true;
      pass.push(frame);
      events.push({
        kind: 'version',
        serverVersion: number,
        connectionTime: printable(fields[1] ?? ''),
      });
      return;
    }
    if (!EARLY_MESSAGES.has(number) || this.#skipped >= MAX_SKIPPED) {
      events.push(this.#close('no version frame', frame));
      return;
    }
    this.#skipped += 1;
    events.push({ kind: 'frame-skipped', messageId: number });
  }

  #close(reason: string, frame?: Buffer): GateEvent {
    const seen = frame ?? this.#peek(64);
    this.#shut = true;
    this.#pending = [];
    this.#pendingBytes = 0;
    return { kind: 'foreign-bytes', service: looksLike(seen), reason };
  }

  #peek(bytes: number): Buffer {
    const first = this.#pending[0] ?? Buffer.alloc(0);
    if (first.length >= bytes) return first.subarray(0, bytes);
    return this.#merge().subarray(0, bytes);
  }

  #cut(bytes: number): Buffer {
    const all = this.#merge();
    const rest = all.subarray(bytes);
    this.#pending = rest.length > 0 ? [rest] : [];
    this.#pendingBytes = rest.length;
    return all.subarray(0, bytes);
  }

  #merge(): Buffer {
    const all = this.#pending.length === 1 ? this.#pending[0] : Buffer.concat(this.#pending);
    const merged = all ?? Buffer.alloc(0);
    this.#pending = [merged];
    return merged;
  }
}

function lengthReason(length: number): string {
  if (length === 0) return 'a frame of length zero';
  if (length >= 0x80_00_00_00) return 'a negative frame length';
  return 'a frame length beyond the limit';
}

/** Names what the first bytes, maybe only one of them, look like. TLS records begin 14–17 hex, 03. */
export function looksLike(bytes: Buffer): ForeignService {
  const text = bytes.subarray(0, 4).toString('latin1');
  const isStartOf = (word: string): boolean => text !== '' && word.startsWith(text);
  if (['HTTP', '<htm', '<HTM', '<!DO', '<!do'].some(isStartOf)) return 'http';
  if (isStartOf('SSH-')) return 'ssh';
  const [type, major] = bytes;
  if (type !== undefined && type >= 0x14 && type <= 0x17 && (major === 3 || bytes.length === 1)) {
    return 'tls';
  }
  return 'unknown';
}

/** The zone in the connection time is free text of the host's locale, maybe not UTF-8. Shown, never parsed. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is removed
  return text.replace(/[\u0000-\u001f\u007f\ufffd]/g, '?').slice(0, 80);
}
