import { once } from 'node:events';
import { connect } from 'node:net';

/** Connects, says this, and waits without another word; answers what ends it. */
export async function connectQuietly(port: number, says: string): Promise<() => void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(says);
  return () => socket.destroy();
}
