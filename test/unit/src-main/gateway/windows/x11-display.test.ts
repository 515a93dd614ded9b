import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { onDisplay } from '../../../../../src-main/gateway/windows/x11-display.ts';
import { listWindows } from '../../../../../src-main/gateway/windows/x11-list.ts';
import { chanceOf } from '../../../../support/virtual/chance.ts';

// Whoever sits behind the display's socket: what goes wrong is an answer, never an exception.

let dir: string;
let server: Server;
let open: Set<Socket>;
const path = (): string => join(dir, 'X0');

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'display-'));
  open = new Set();
});
afterEach(async () => {
  for (const socket of open) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
  rmSync(dir, { recursive: true });
});

async function served(answer: (socket: Socket) => void): Promise<void> {
  server = createServer((socket) => {
    open.add(socket.on('close', () => open.delete(socket)).on('error', () => undefined));
    socket.once('data', () => {
      answer(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(path(), resolve));
}
const look = (limitMs = 300) =>
  onDisplay({ number: '0', at: { path: path() } }, limitMs, listWindows);

const MISSING = { ok: false, missing: 'the X display' };
/** "Success", then what no server says. */
const success = (rest: Buffer): Buffer => Buffer.concat([Buffer.from([1, 0]), rest]);

const MIB = 1024 * 1024;
/** What a server with one screen says first; nothing in it is looked at but resources and the root. */
const HELLO = ((): Buffer => {
  const bytes = Buffer.alloc(8 + 72);
  bytes.set([1, 0, 11]);
  bytes.writeUInt16LE(72 / 4, 6);
  bytes.writeUInt32LE(0x1f_ffff, 16);
  bytes[28] = 1;
  bytes.writeUInt32LE(1, 40);
  return bytes;
})();
/** The head of an answer whose body has this many units of four bytes. */
const answer = (number: number, length: number): Buffer => {
  const bytes = Buffer.alloc(32);
  bytes[0] = 1;
  bytes.writeUInt16LE(number, 2);
  bytes.writeUInt32LE(length, 4);
  return bytes;
};
const ENDLESS = answer(1, 0x0fff_ffff);
const answerTo = (number: number): Buffer => answer(number, 0);
const EVENT = 2;

describe('security 33: a server that', () => {
  test.each<[string, (socket: Socket) => void]>([
    ['hangs up', (socket) => socket.end()],
    ['goes away', (socket) => socket.destroy()],
    ['refuses', (socket) => socket.write(Buffer.from([0, 2, 11, 0, 0, 0, 1, 0, 110, 111, 0, 0]))],
    ['says nothing', () => undefined],
    ['has no resources', (socket) => socket.write(success(Buffer.alloc(200)))],
    [
      'has none and says so bit by bit',
      (socket) => {
        socket.write(success(Buffer.alloc(10)));
        setTimeout(() => socket.write(Buffer.alloc(100)), 30);
      },
    ],
    ['has no screen', (socket) => socket.write(success(Buffer.alloc(200, 1)))],
    ['speaks something else', (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ])('%s', async (_name, answer) => {
    await served(answer);
    expect(await look()).toEqual(MISSING);
    expect(open.size === 0 || (await closed())).toBe(true);
  });

  test('babbles', { timeout: 20_000 }, async () => {
    let seed = 0;
    const noise = (): Buffer => {
      const chance = chanceOf(seed);
      return Buffer.from(Array.from({ length: 4000 }, () => chance(256)));
    };
    await served((socket) => {
      seed += 1;
      const bytes = noise();
      socket.write(seed % 2 === 0 ? bytes : success(bytes));
    });
    for (let run = 0; run < 40; run += 1) expect(await look(100)).toEqual(MISSING);
  });

  test.each<[string, Buffer]>([
    ['events', Buffer.alloc(32 * 2000, EVENT)],
    ['one answer without end', Buffer.concat([ENDLESS, Buffer.alloc(64_000)])],
    ['answers nobody asked for', Buffer.concat(Array<Buffer>(2000).fill(answerTo(60_000)))],
    [
      'errors',
      Buffer.concat(
        Array<Buffer>(2000).fill(Buffer.from([0, 3, 1, 0, ...Array<number>(28).fill(0)])),
      ),
    ],
  ])('floods with %s', async (_name, bytes) => {
    let isOver = false;
    let sent = 0;
    await served((socket) => {
      socket.write(HELLO);
      socket.on('close', () => (isOver = true));
      const pour = (): void => {
        while (!isOver && sent < 1024 * MIB && socket.write(bytes)) sent += bytes.length;
        if (!isOver) socket.once('drain', () => setImmediate(pour));
      };
      pour();
    });
    const before = process.memoryUsage().rss;
    const start = performance.now();
    expect(await look(1000)).toEqual(MISSING);
    expect(performance.now() - start).toBeLessThan(1500);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * MIB);
    expect(sent).toBeLessThan(100 * MIB);
  });

  test('is not there', async () => {
    await served(() => undefined);
    const nobody = { number: '9', at: { path: join(dir, 'X9') } };
    expect(await onDisplay(nobody, 300, listWindows)).toEqual(MISSING);
  });
});

async function closed(): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, 50));
  return open.size === 0;
}
