import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Not Gateway: a program of its own that listens on a port. */
export interface OtherProgram {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

/** Answers whatever comes as a web server does. */
const WEB_SERVER = `
const server = require('node:http').createServer((_, answer) => answer.end('<h1>It works</h1>'));
server.listen(0, '127.0.0.1', () => process.send(server.address().port));`;

/** Takes every connection, then asks behind it; where nobody listens there it hangs up. */
const RELAY = `
const net = require('node:net');
const server = net.createServer((front) => {
  const back = net.connect(Number(process.env.BEHIND), '127.0.0.1');
  front.on('error', () => back.destroy()).on('close', () => back.destroy());
  back.on('error', () => front.destroy()).on('close', () => front.destroy());
  front.pipe(back).pipe(front);
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));`;

export const startWebServer = (): Promise<OtherProgram> => start('web-server', WEB_SERVER, {});

/** Named socat, as the process list shows it. */
export const startRelay = (behind: number): Promise<OtherProgram> =>
  start('socat', RELAY, { BEHIND: String(behind) });

async function start(
  name: string,
  body: string,
  env: Readonly<Record<string, string>>,
): Promise<OtherProgram> {
  const dir = await mkdtemp(join(tmpdir(), 'other-program-'));
  // Linux takes a process's short name from the file it was started by.
  const program = join(dir, name);
  await symlink(process.execPath, program);
  const child = spawn(program, ['-e', `process.on('disconnect', () => process.exit());${body}`], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env,
  });
  const exited = once(child, 'exit');
  const [port] = (await once(child, 'message')) as [number];
  return {
    pid: child.pid ?? NaN,
    port,
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
      await rm(dir, { recursive: true, force: true });
    },
  };
}
