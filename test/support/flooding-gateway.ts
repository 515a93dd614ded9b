/**
 * Hostile Gateways as a program of its own, so that its work is not mistaken for its victim's:
 *   tsx test/support/flooding-gateway.ts --listen
 * Its first line names the port of each flood, as JSON. It floods whoever says hello, until the
 * client is gone.
 */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { flood } from './simulated-gateway/bad-bytes.ts';
import { encodeFrame, lengthPrefix } from './simulated-gateway/frames.ts';
import { answer } from './simulated-gateway/message-ids.ts';

const version = encodeFrame([176, '20261122 14:31:52 CET']);
const accounts = encodeFrame([answer.managedAccounts, 1, 'DU1234567']);
const nextId = encodeFrame([answer.nextValidId, 1, 1]);
const notice = (code: number): Buffer =>
  encodeFrame([
    answer.notice,
    2,
    -1,
    code,
    `Market data farm connection is broken:farm${code}`,
    '',
  ]);

function* forever(bytes: Buffer): Generator<Buffer> {
  const piece = Buffer.concat(
    Array.from({ length: Math.max(1, Math.floor(65_536 / bytes.length)) }, () => bytes),
  );
  for (;;) yield piece;
}

function* after(start: readonly Buffer[], rest: Iterable<Buffer>): Generator<Buffer> {
  yield* start;
  yield* rest;
}

export const floods = {
  'huge length in place of a version': () => flood(512 * 1024 * 1024),
  'a frame that never ends': () =>
    after([version, lengthPrefix(1 << 20), Buffer.alloc((1 << 20) - 1, 0x41)], []),
  'long unknown messages': () =>
    after([version, accounts, nextId], forever(encodeFrame([9999, 'x'.repeat(1_000_000)]))),
  'short unknown messages': () => after([version], forever(encodeFrame([9999]))),
  notices: () => after([version, accounts, nextId], forever(notice(2103))),
  'notices before the session': () => after([version], forever(notice(2106))),
  'account lists': () => after([version, nextId], forever(accounts)),
  'next ids': () => after([version], forever(nextId)),
  'clock answers': () =>
    after(
      [version, accounts, nextId],
      forever(encodeFrame([answer.currentTime, 1, 1_700_000_000])),
    ),
  'messages before the version': () => forever(notice(2104)),
} as const satisfies Record<string, () => Iterable<Buffer>>;

export type FloodName = keyof typeof floods;

async function play(socket: Socket, bytes: Iterable<Buffer>): Promise<void> {
  const gone = new AbortController();
  socket.on('close', () => gone.abort());
  await once(socket, 'data');
  for (const piece of bytes) {
    if (!socket.writable) return;
    if (!socket.write(piece)) await once(socket, 'drain', gone);
  }
}

async function listen(name: FloodName): Promise<[FloodName, number]> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    void play(socket, floods[name]()).catch(() => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return [name, (server.address() as AddressInfo).port];
}

if (process.argv[2] === '--listen') {
  process.stdin.resume().on('end', () => process.exit());
  const ports = await Promise.all((Object.keys(floods) as FloodName[]).map(listen));
  console.log(JSON.stringify(Object.fromEntries(ports)));
}
