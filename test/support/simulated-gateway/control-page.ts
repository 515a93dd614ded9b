import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { asHandshake } from './behaviour.ts';
import { controlActions } from './control-actions.ts';
import type { SimulatedGateway } from './simulated-gateway.ts';

export interface ControlPage {
  readonly port: number;
  stop(): Promise<void>;
}

/** A page on loopback that shows what the simulator sees and switches what it does. */
export async function startControlPage(
  gateway: SimulatedGateway,
  port: number,
): Promise<ControlPage> {
  const server = createServer((incoming, outgoing) => {
    answer(gateway, incoming, outgoing).catch((cause: unknown) => {
      send(outgoing, 500, { error: String(cause) });
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  gateway: SimulatedGateway,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method, url = '/', headers } = incoming;
  // A page of another site must not press these buttons, nor reach them by a name of its own for 127.0.0.1.
  const { host } = headers;
  const isOwn = /^(127\.0\.0\.1|localhost):\d+$/.test(host ?? '');
  if (!isOwn || (headers.origin !== undefined && headers.origin !== `http://${host}`)) {
    return send(outgoing, 403, { error: 'foreign-origin' });
  }
  if (method === 'GET' && url === '/') return sendPage(outgoing);
  if (method === 'GET' && url === '/state') return send(outgoing, 200, stateOf(gateway));
  if (method === 'POST' && url.startsWith('/do/')) {
    const name = url.slice('/do/'.length);
    if (!Object.hasOwn(controlActions, name))
      return send(outgoing, 404, { error: 'no-such-action' });
    await controlActions[name]?.run(gateway);
    return send(outgoing, 200, stateOf(gateway));
  }
  send(outgoing, 404, { error: 'not-found' });
}

export function stateOf(gateway: SimulatedGateway) {
  return {
    port: gateway.port,
    listening: gateway.isListening,
    handshake: asHandshake(gateway.behaviour.handshake).kind,
    frozen: gateway.isFrozen,
    linkLost: gateway.linkIsLost,
    ...gateway.record.summary(),
  };
}

async function sendPage(outgoing: ServerResponse): Promise<void> {
  const page = await readFile(join(import.meta.dirname, 'control-page.html'), 'utf8');
  const actions = Object.entries(controlActions).map(([name, { label, group }]) => ({
    name,
    label,
    group,
  }));
  outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  outgoing.end(page.replace('/* actions */ []', JSON.stringify(actions)));
}

function send(outgoing: ServerResponse, status: number, body: unknown): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  outgoing.end(JSON.stringify(body));
}
