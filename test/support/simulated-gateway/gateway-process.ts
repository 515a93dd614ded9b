import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { GatewayRecord } from './record.ts';
import { ProcessAge } from './process-age.ts';

export type Summary = ReturnType<GatewayRecord['summary']>;

export interface GatewayProcessOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** The port is closed until `do('listen')`. */
  readonly closed?: boolean;
  /** Its settings folder, told in its arguments. */
  readonly configDir?: string;
}

/** A simulated Gateway in a process of its own, which looks like IB Gateway in the process list. */
export interface GatewayProcess {
  readonly pid: number;
  readonly port: number;
  /** One of `controlActions`. */
  do(action: string): Promise<Summary>;
  summary(): Promise<Summary>;
  /** SIGSTOP: it answers nothing, the kernel still takes connections. */
  suspend(): void;
  resume(): void;
  /** See `StandInProcess`. */
  age(seconds: number): Promise<void>;
  stop(): Promise<void>;
}

const JAVA = '/opt/ibgateway/1030/jre/bin/java';
const ARGS = ['-cp', '/opt/ibgateway/1030/jars/jts4launch-1030.jar', 'ibgateway.GWClient'];
const BODY = fileURLToPath(new URL('./gateway-process-body.ts', import.meta.url));
/** Found from here: the process runs in another folder. */
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

export async function startGatewayProcess({
  port = 0,
  closed = false,
  configDir,
}: GatewayProcessOptions = {}): Promise<GatewayProcess> {
  const dir = await mkdtemp(join(tmpdir(), 'gateway-process-'));
  // Linux takes a process's short name from the file it was started by.
  const java = join(dir, 'java');
  await symlink(process.execPath, java);
  const told = configDir === undefined ? [] : [`-DjtsConfigDir=${configDir}`];
  const child = spawn(java, [BODY, ...told, ...ARGS, '/root/Jts'], {
    argv0: JAVA,
    // Its end of the channel closes with whoever started it, and that ends it.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      NODE_OPTIONS: `--import ${TSX}`,
      GATEWAY_PORT: String(port),
      GATEWAY_CLOSED: closed ? 'yes' : '',
    },
  });
  const exited = once(child, 'exit');
  const { pid } = child;
  const first = await Promise.race([once(child, 'message'), exited.then(() => null)]);
  if (first === null || pid === undefined) {
    await rm(dir, { recursive: true });
    throw new Error(`The simulated Gateway's process did not start (port ${port}).`);
  }
  const [{ port: own }] = first as [{ port: number }];
  const age = new ProcessAge(pid, join(dir, 'stat'));
  const ask = async (action: string | null): Promise<Summary> => {
    const answered = once(child, 'message');
    child.send({ action });
    const [summary] = (await answered) as [Summary];
    return summary;
  };
  return {
    pid,
    port: own,
    do: ask,
    summary: () => ask(null),
    suspend: () => child.kill('SIGSTOP'),
    resume: () => child.kill('SIGCONT'),
    age: (seconds) => age.set(seconds),
    stop: async () => {
      await age.undo();
      child.kill('SIGKILL');
      await exited;
      await rm(dir, { recursive: true, force: true });
    },
  };
}
