import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { ProcessAge } from './process-age.ts';

export interface StandInOptions {
  product?: 'gateway' | 'tws';
  /** Given: the process listens there (0 takes a free port), accepts, reads, and says nothing. */
  port?: number;
  /** A real Gateway shows up as an IPv6 listener on all interfaces: `::`. */
  host?: string;
  /** Its settings folder, told in its arguments; may be relative to `cwd`. */
  configDir?: string;
  cwd?: string;
  /** Windows on the desktop, as Java's. */
  windows?: StandInWindows;
}

export interface StandInWindows {
  readonly title: string;
  /** Title of a question that opens when the first bytes of a client arrive. */
  readonly onHello?: string;
  /** False: they do not say whose they are, as those of old programs. */
  readonly saysPid?: boolean;
}

export interface StandInProcess {
  readonly pid: number;
  readonly port: number | undefined;
  /** As the process list shows it. */
  readonly commandLine: readonly string[];
  /** Makes the process list show it this old. Linux as root; see `canAge()`. */
  readonly age: (seconds: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const JAVA = '/opt/ibgateway/1030/jre/bin/java';

/** As install4j's launcher starts them: main class, then the settings folder. */
const programs = {
  gateway: {
    jars: '/opt/ibgateway/1030/jars/jts4launch-1030.jar:/opt/ibgateway/1030/jars/total.jar',
    mainClass: 'ibgateway.GWClient',
    windowName: 'ibgateway-GWClient',
  },
  tws: {
    jars: '/opt/tws/1030/jars/jts4launch-1030.jar:/opt/tws/1030/jars/total.jar',
    mainClass: 'jclient.LoginFrame',
    windowName: 'jclient-LoginFrame',
  },
} as const;

/**
 * What the process runs. It says its port, then waits. The closing of its standard input ends it, so it never outlives
 * whoever started it, however that one ends.
 */
const body = `
const { STAND_IN_PORT: port, STAND_IN_HOST: host, STAND_IN_WINDOWS: windows } = process.env;
process.stdin.resume().on('end', () => process.exit(0));
const say = (at) => process.stdout.write(JSON.stringify(at ?? null) + '\\n');
const opened = windows === '' ? Promise.resolve(() => {}) : require(process.env.STAND_IN_WINDOWS_BODY)(JSON.parse(windows));
opened.then((ask) => {
  if (port === '') return say();
  const server = require('node:net').createServer((socket) => socket.on('error', () => {}).on('data', ask));
  server.on('error', () => process.exit(1));
  server.listen(Number(port), host, () => say(server.address().port));
});
`;
const WINDOWS_BODY = fileURLToPath(new URL('stand-in-windows.cjs', import.meta.url));

/** Starts a long-lived process whose name and arguments look like IB Gateway's or TWS's. */
export async function startStandIn({
  product = 'gateway',
  port,
  host = '127.0.0.1',
  configDir,
  cwd,
  windows,
}: StandInOptions = {}): Promise<StandInProcess> {
  const dir = await mkdtemp(join(tmpdir(), 'stand-in-'));
  // Linux takes a process's short name from the file it was started by, hence the link named java.
  // Node runs any file whatever its ending; it has to be the first argument.
  const java = join(dir, 'java');
  const runtime = join(dir, 'i4jruntime.jar');
  await symlink(process.execPath, java);
  await writeFile(runtime, body);
  const { jars, mainClass, windowName } = programs[product];
  const args = [runtime, '-cp', jars, '-Xmx768m', '-Dinstall4j.jvmDir=/opt/ibgateway/1030/jre'];
  args.push('-Dtwslaunch.autoupdate.serviceImpl=install4j');
  if (configDir !== undefined) args.push(`-DjtsConfigDir=${configDir}`);
  args.push(mainClass, '/root/Jts');
  const child = spawn(java, args, {
    argv0: JAVA,
    cwd,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      STAND_IN_PORT: port === undefined ? '' : String(port),
      STAND_IN_HOST: host,
      STAND_IN_WINDOWS: windows === undefined ? '' : JSON.stringify({ ...windows, windowName }),
      STAND_IN_WINDOWS_BODY: WINDOWS_BODY,
      DISPLAY: process.env['DISPLAY'],
      XAUTHORITY: process.env['XAUTHORITY'],
    },
  });
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout);
  const firstLine = await Promise.race([once(lines, 'line'), exited.then(() => undefined)]);
  const { pid } = child;
  if (!firstLine || pid === undefined) {
    await rm(dir, { recursive: true });
    throw new Error(`The stand-in process did not start (port ${port ?? 'none'}).`);
  }
  const age = new ProcessAge(pid, join(dir, 'stat'));
  return {
    pid,
    port: (JSON.parse(String(firstLine[0])) as number | null) ?? undefined,
    commandLine: [JAVA, ...args],
    age: (seconds) => age.set(seconds),
    stop: async () => {
      await age.undo();
      child.kill('SIGKILL');
      await exited;
      await rm(dir, { recursive: true, force: true });
    },
  };
}
