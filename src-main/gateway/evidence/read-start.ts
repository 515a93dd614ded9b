import { close, open, read } from 'node:fs';

export type FileStart = { ok: true; text: string } | { ok: false; code: string };

const USUAL_BYTES = 4_000;

/**
 * The first `capBytes` of a small file of /proc, in three steps of Node's thread pool where
 * `readFile` needs five: some hundred are read at a time. `code` is the errno.
 */
export async function readStart(path: string, capBytes: number): Promise<FileStart> {
  const opened = await openFile(path);
  if (!opened.ok) return opened;
  const first = await readBytes(opened.fd, Math.min(USUAL_BYTES, capBytes));
  // /proc answers in one piece, so only a full buffer means that there is more.
  const whole =
    first.ok && first.bytes.length === USUAL_BYTES && capBytes > USUAL_BYTES
      ? await readBytes(opened.fd, capBytes)
      : first;
  await closeFile(opened.fd);
  return whole.ok ? { ok: true, text: whole.bytes.toString('utf8') } : whole;
}

type Opened = { ok: true; fd: number } | { ok: false; code: string };
type Bytes = { ok: true; bytes: Buffer } | { ok: false; code: string };

function openFile(path: string): Promise<Opened> {
  return new Promise((resolve) => {
    open(path, 'r', (error, fd) => resolve(error ? failed(error) : { ok: true, fd }));
  });
}

function readBytes(fd: number, length: number): Promise<Bytes> {
  const buffer = Buffer.allocUnsafe(length);
  return new Promise((resolve) => {
    read(fd, buffer, 0, length, 0, (error, count) =>
      resolve(error ? failed(error) : { ok: true, bytes: buffer.subarray(0, count) }),
    );
  });
}

function closeFile(fd: number): Promise<void> {
  // Nothing was written: an error here loses nothing.
  return new Promise((resolve) => close(fd, () => resolve()));
}

export function failed(error: NodeJS.ErrnoException): { ok: false; code: string } {
  return { ok: false, code: error.code ?? 'UNKNOWN' };
}
