// The same as runner.py, in Node:  bot.mjs PORT SECONDS
import { connect } from 'node:net';

const [port, seconds] = process.argv.slice(2).map(Number);
const hello = Buffer.from('v100..187');
const length = Buffer.alloc(4);
length.writeUInt32BE(hello.length);
const client = connect(port, '127.0.0.1', () => {
  client.write(Buffer.concat([Buffer.from('API\0'), length, hello]));
  console.log('connected');
});
client.resume();
client.on('close', () => process.exit());
setTimeout(() => client.destroy(), seconds * 1000);
