import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Somebody on this computer who must not be contacted, over TCP and UDP on one port. */
export interface TrapServer {
  readonly port: number;
  /** Connections and packets so far. */
  readonly contacts: () => number;
  readonly stop: () => Promise<void>;
}

export async function startTrapServer(): Promise<TrapServer> {
  let contacts = 0;
  const server = createServer((socket) => {
    contacts += 1;
    socket.on('error', () => undefined).end('HTTP/1.1 204 No Content\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const packets = createSocket('udp4', () => (contacts += 1));
  packets.bind(port, '127.0.0.1');
  await once(packets, 'listening');
  return {
    port,
    contacts: () => contacts,
    stop: async () => {
      packets.close();
      server.close();
      await once(server, 'close');
    },
  };
}
