// Stands in for the probe's worker and goes wrong once it is connected, as `misdeed` says:
// loop never comes back, throw throws, exit ends, hoard fills its memory, mute only pongs. Two go
// wrong before: slow takes its time to begin, asleep never does.
import { connect } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

const { misdeed: how } = globalThis;
const waitMs = { slow: 4500, asleep: 60_000 }[how] ?? 0;
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
const post = (kind) =>
  parentPort.postMessage({
    kind,
    atMs: Number(process.hrtime.bigint()) / 1e6,
    bytesSent: 0,
    bytesReceived: 0,
  });

parentPort.on('message', (command) => {
  if (command.do === 'ping') post('pong');
});
post('connecting');
const socket = connect(workerData.port, workerData.host, () => {
  socket.write('API\0\0\0\0\tv100..187');
  post('connected');
  setTimeout(misbehave, 50);
});

function misbehave() {
  if (how === 'throw') throw new Error('DU1234567 must not be told');
  if (how === 'exit') process.exit(0);
  if (how === 'loop') for (;;);
  const hoard = [];
  while (how === 'hoard') hoard.push({ at: hoard.length, text: `${hoard.length}` });
}
