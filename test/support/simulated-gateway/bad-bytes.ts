import { encodeFrame, lengthPrefix } from './frames.ts';

/** What has been met on a Gateway's port, or must be survived there, instead of a version frame. */
export const badBytes = {
  'http-400': Buffer.from(
    'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request',
  ),
  /** Record type 21 (alert), TLS 1.2, length 2, fatal, unexpected_message (RFC 5246, 7.2). */
  'tls-alert': Buffer.of(0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x0a),
  'ssh-banner': Buffer.from('SSH-2.0-OpenSSH_9.6p1 Ubuntu-3ubuntu13\r\n'),
  'zero-length': lengthPrefix(0),
  'nul-run': Buffer.alloc(64),
  /** -4 where the length is read as signed: @stoqey/ib 1.6.10 then loops for ever. */
  'negative-length': Buffer.concat([lengthPrefix(0xfffffffc), Buffer.from('176\0now\0')]),
  'high-bit-length': Buffer.concat([lengthPrefix(0x80000010), Buffer.alloc(16, 0x41)]),
  'huge-length': Buffer.concat([lengthPrefix(0x80000000), Buffer.alloc(1024, 0x41)]),
  /** Positive, but above the vendor's ceiling of 0xFFFFFF. */
  'over-long-length': Buffer.concat([lengthPrefix(0x01000000), Buffer.alloc(1024, 0x41)]),
  'no-number': encodeFrame(['hello', '20261122 14:31:52 CET']),
  'unknown-first-message': encodeFrame([9999, 1, 'what', 'is', 'this']),
  'one-field': encodeFrame([176]),
  random: Buffer.from('c3a1f9027e44d8906b15fe33a0c89d5272e60b84', 'hex'),
} as const satisfies Record<string, Buffer>;

export type BadBytesName = keyof typeof badBytes;

export function inPieces(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

/** A length of 2^31 - 1 and then so many bytes: @stoqey/ib buffers 16.8 MB of it before it gives up. */
export function* flood(totalBytes: number, pieceBytes = 64 * 1024): Generator<Buffer> {
  yield lengthPrefix(0x7fffffff);
  for (let sent = 0; sent < totalBytes; sent += pieceBytes) {
    yield Buffer.alloc(Math.min(pieceBytes, totalBytes - sent), 0x41);
  }
}
