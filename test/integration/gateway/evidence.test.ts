import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Evidence, GatewayProcess } from '../../../src-main/contract/evidence.ts';
import { targetOf, type Target } from '../../../src-main/contract/target.ts';
import { systemEvidence } from '../../../src-main/gateway/evidence.ts';
import { asNobody } from '../../support/root.ts';

const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;

const cleanUps: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const target = (port: number, host = '127.0.0.1'): Target => targetOf(host, port, null);

/** A listener of this process. */
async function listener(host = '127.0.0.1', port = 0): Promise<{ server: Server; port: number }> {
  const server = createServer({ allowHalfOpen: true });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(port, host);
  await once(server, 'listening');
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { server, port: (server.address() as AddressInfo).port };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Shows up as Java with Gateway's main class; listens on `ports`, as Java does on `::`. */
async function standIn(
  ports: readonly number[],
  { argv0 = '/opt/ibgateway/1030/jre/bin/java', uid }: { argv0?: string; uid?: number } = {},
): Promise<{ child: ChildProcess; pid: number; ports: number[] }> {
  const script = `
    const servers = ${JSON.stringify(ports)}.map((port) => require('node:net').createServer().listen(port, '::'));
    setTimeout(() => console.log(JSON.stringify(servers.map((one) => one.address().port))), 20);
    process.stdin.resume().on('end', () => process.exit());`;
  const args = ['-e', script, 'install4j.ibgateway.GWClient', '-user=alice', 'hunter2'];
  const child = spawn(process.execPath, args, {
    argv0,
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: '/',
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  cleanUps.push(() => end(child));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, pid: child.pid ?? 0, ports: JSON.parse(line.toString()) as number[] };
}

/** Other tests, or a person, may run a Gateway on this machine as well. */
function processOf({ process: seen }: Evidence, pid: number): GatewayProcess | undefined {
  return seen.outcome === 'found' ? seen.processes.find((one) => one.pid === pid) : undefined;
}

async function processWith(pid: number, port: number): Promise<GatewayProcess | undefined> {
  return processOf(await systemEvidence().gather(target(port)), pid);
}

async function freePort(): Promise<number> {
  const { server, port } = await listener();
  server.close();
  await once(server, 'close');
  return port;
}

describe.runIf(process.platform === 'linux')('evidence on Linux', () => {
  const evidence = systemEvidence();

  describe('the listener', () => {
    test.each([
      ['127.0.0.1', '127.0.0.1', 'found'],
      ['0.0.0.0', '127.0.0.1', 'found'],
      ['::', '127.0.0.1', 'found'],
      ['::', '::1', 'found'],
      ['::', 'localhost', 'found'],
      ['::1', '127.0.0.1', 'none'],
      ['127.0.0.2', '127.0.0.1', 'none'],
      ['127.0.0.2', '127.0.0.2', 'found'],
      ['127.0.0.1', '::1', 'none'],
    ])('on %s, seen for %s: %s', async (on, host, outcome) => {
      const { port } = await listener(on);
      expect((await evidence.gather(target(port, host))).listener.outcome).toBe(outcome);
    });

    test('belongs to this very process, which is no Gateway', async () => {
      const { port } = await listener();
      expect((await evidence.gather(target(port))).listener).toMatchObject({
        outcome: 'found',
        owner: { kind: 'other', pid: process.pid },
        closeWait: 0,
        clients: 0,
      });
    });

    test('counts clients and connections whose client has gone', async () => {
      const { server, port } = await listener('::');
      const accepted: Promise<unknown>[] = [];
      const clients: Socket[] = [];
      for (let count = 0; count < 3; count++) {
        accepted.push(once(server, 'connection'));
        const client = connect(port, '127.0.0.1');
        await once(client, 'connect');
        await accepted.at(-1);
        clients.push(client);
      }
      cleanUps.push(() => clients.forEach((client) => client.destroy()));
      // The server keeps its half: CLOSE_WAIT, as a Gateway that does not notice.
      clients[0]?.end();
      clients[1]?.end();
      await expect
        .poll(async () => (await evidence.gather(target(port))).listener)
        .toMatchObject({ closeWait: 2, clients: 1 });
    });

    test('a relay is known by its name', async () => {
      const dir = await mkdtemp(join(tmpdir(), 'evidence-'));
      cleanUps.push(() => rm(dir, { recursive: true }));
      // Linux takes the short name from the file that was started.
      await symlink(process.execPath, join(dir, 'socat'));
      const script = `const s = require('node:net').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port))`;
      const child = spawn(join(dir, 'socat'), ['-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      cleanUps.push(() => end(child));
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      expect((await evidence.gather(target(Number(line)))).listener).toMatchObject({
        owner: { kind: 'relay', pid: child.pid, program: 'socat' },
      });
    });
  });

  describe('a process of IB', () => {
    test('with version, age and ports; nothing of its arguments shows', async () => {
      const before = Date.now();
      const gateway = await standIn([0]);
      const [port = 0] = gateway.ports;
      const result = await evidence.gather(target(port));
      expect(result.listener).toMatchObject({ owner: { kind: 'gateway', pid: gateway.pid } });
      const seen = await processWith(gateway.pid, port);
      expect(seen).toMatchObject({
        product: 'gateway',
        version: '10.30',
        suspended: false,
        ports: [port],
      });
      // The kernel counts hundredths of a second.
      expect(seen?.startedAt).toBeGreaterThan(before - 50);
      expect(seen?.startedAt).toBeLessThanOrEqual(Date.now());
      expect(JSON.stringify(result)).not.toMatch(/alice|hunter2|GWClient|jre/);
    });

    test('stopped by a signal, and going on', async () => {
      const { child, pid, ports } = await standIn([0]);
      const isSuspended = async (): Promise<boolean | undefined> =>
        (await processWith(pid, ports[0] ?? 0))?.suspended;
      child.kill('SIGSTOP');
      await expect.poll(isSuspended).toBe(true);
      child.kill('SIGCONT');
      await expect.poll(isSuspended).toBe(false);
    });

    test('the same program under a name that is not Java is none', async () => {
      const { pid, ports } = await standIn([0], { argv0: 'editor' });
      expect(await processWith(pid, ports[0] ?? 0)).toBeUndefined();
    });

    test('its other port is offered, unless another connection has it', async () => {
      const closed = await freePort();
      const { pid, ports } = await standIn([0]);
      const [port = 0] = ports;
      expect((await evidence.gather(target(closed))).otherPorts).toContain(port);
      const taken = await evidence.gather(target(closed), [port]);
      expect(taken.otherPorts).not.toContain(port);
      expect(JSON.stringify(taken.process)).not.toContain(`"pid":${pid},`);
    });

    test('gone: the next look knows', async () => {
      const { child, pid, ports } = await standIn([0]);
      const [port = 0] = ports;
      expect(await processWith(pid, port)).toBeDefined();
      await end(child);
      expect(await processWith(pid, port)).toBeUndefined();
      expect((await evidence.gather(target(port))).listener.outcome).toBe('none');
    });
  });

  describe.runIf(isRoot)('as an ordinary user', () => {
    test("another user's listener is there, its owner unknown", async () => {
      const { ports } = await standIn([0], { argv0: 'editor' });
      const result = await asNobody(() => systemEvidence().gather(target(ports[0] ?? 0)));
      expect(result.listener).toMatchObject({ outcome: 'found', owner: { kind: 'unknown' } });
    });

    test("another user's Gateway is there, its ports unknown, its usual port offered", async () => {
      const { pid, ports } = await standIn([7496]);
      const result = await asNobody(() => systemEvidence().gather(target(1)));
      expect(ports).toEqual([7496]);
      expect(processOf(result, pid)).toMatchObject({ ports: null });
      expect(result.otherPorts).toContain(7496);
    });

    test('files that may be listed but not looked at are no "no ports"', async () => {
      const { pid } = await standIn([0], { uid: NOBODY });
      process.seteuid?.(NOBODY); // and still another group: the kernel then refuses
      try {
        expect(await processWith(pid, 1)).toMatchObject({ ports: null });
      } finally {
        process.seteuid?.(0);
      }
    });

    test("one's own Gateway is seen with its port", async () => {
      const { pid, ports } = await standIn([0], { uid: NOBODY });
      const [port = 0] = ports;
      const result = await asNobody(() => systemEvidence().gather(target(port)));
      expect(processOf(result, pid)).toMatchObject({ ports: [port] });
      expect(result.listener).toMatchObject({ owner: { kind: 'gateway', pid } });
    });
  });

  describe('fingerprint', () => {
    test('none, one, the same one, another one', async () => {
      const port = await freePort();
      expect(await evidence.listenerFingerprint(port)).toBe('none');
      const first = await listener('127.0.0.1', port);
      const seen = await evidence.listenerFingerprint(port);
      expect(seen).toMatch(/^127\.0\.0\.1 \d+$/);
      expect(await evidence.listenerFingerprint(port)).toBe(seen);
      first.server.close();
      await once(first.server, 'close');
      expect(await evidence.listenerFingerprint(port)).toBe('none');
      await listener('127.0.0.1', port);
      expect(await evidence.listenerFingerprint(port)).not.toBe(seen);
    });

    test('null without /proc', async () => {
      expect(await systemEvidence('linux', '/no/such/proc').listenerFingerprint(4002)).toBeNull();
    });
  });

  test('the usual ports, without connecting to one', async () => {
    const { server } = await listener('127.0.0.1', 7497);
    let connections = 0;
    server.on('connection', () => connections++);
    const ports = await evidence.usualPorts();
    expect(ports.map(({ port }) => port)).toEqual([4001, 4002, 7496, 7497]);
    expect(ports[3]).toMatchObject({ listening: true, owner: { kind: 'other', pid: process.pid } });
    expect(connections).toBe(0);
  });
});

describe('a /proc of our own making', () => {
  const LISTENS =
    '   0: 00000000:0FA2 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 777 1 0 100 0 0 10 0\n';
  const JAVA = 'java\0-cp\0/x/Jts/ibgateway/1019/jars/a.jar\0ibgateway.GWClient\0.\0';
  const stat = (pid: number, comm: string, state: string, startTicks: number): string =>
    `${pid} (${comm}) ${state} 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 ${startTicks} 1 1\n`;

  interface Fake {
    cmdline?: string | null;
    stat?: string;
    comm?: string;
    fds?: readonly string[] | null;
  }

  async function proc(
    processes: Record<number, Fake>,
    files: Record<string, string> = {},
  ): Promise<string> {
    const dir = await mkdtemp(join(tmpdir(), 'evidence-'));
    cleanUps.push(() => rm(dir, { recursive: true }));
    await mkdir(join(dir, 'net'));
    const all = { uptime: '1000.00 1.00\n', 'net/tcp': LISTENS, ...files };
    for (const [name, text] of Object.entries(all)) await writeFile(join(dir, name), text);
    for (const [pid, fake] of Object.entries(processes)) {
      await mkdir(join(dir, pid));
      // A folder in its place: reading fails with something other than "gone".
      if (fake.cmdline === null) await mkdir(join(dir, pid, 'cmdline'));
      else await writeFile(join(dir, pid, 'cmdline'), fake.cmdline ?? '');
      if (fake.stat !== undefined) await writeFile(join(dir, pid, 'stat'), fake.stat);
      await writeFile(join(dir, pid, 'comm'), fake.comm ?? 'x\n');
      if (fake.fds === null) continue;
      await mkdir(join(dir, pid, 'fd'));
      const fds = fake.fds ?? [];
      await Promise.all(fds.map((link, fd) => symlink(link, join(dir, pid, 'fd', `${fd}`))));
    }
    return dir;
  }
  const look = async (...args: Parameters<typeof proc>) =>
    systemEvidence('linux', await proc(...args)).gather(target(4002));
  const init: Fake = { cmdline: '/sbin/init\0' };

  test('Gateway, its age from the ticks, its listener by the inode', async () => {
    const result = await look({
      1: init,
      42: {
        cmdline: JAVA,
        stat: stat(42, 'a) S (b', 'T', 70_000),
        comm: 'java\n',
        fds: ['/dev/null', 'socket:[777]', 'pipe:[777]', 'socket:[x]'],
      },
    });
    expect(result).toMatchObject({
      process: {
        outcome: 'found',
        processes: [{ pid: 42, version: '10.19', suspended: true, ports: [4002] }],
      },
      listener: { outcome: 'found', owner: { kind: 'gateway', pid: 42, program: 'java' } },
    });
    const started = result.process.outcome === 'found' ? result.process.processes[0]?.startedAt : 0;
    // Up for 1000 s, started 700 s after that: 300 s old.
    expect(Math.abs(Date.now() - 300_000 - (started ?? 0))).toBeLessThan(2_000);
  });

  test('no /proc at all: nothing is claimed', async () => {
    const result = await systemEvidence('linux', '/no/such/proc').gather(target(4002));
    expect(result).toMatchObject({
      process: { outcome: 'unknown', missing: 'the process list (/proc)' },
      listener: { outcome: 'unknown', missing: 'the socket table (/proc/net/tcp)' },
      windows: { outcome: 'not-checked' },
      otherPorts: [],
    });
  });

  test('no socket table: the process is seen, its ports are not', async () => {
    const dir = await proc({ 1: init, 42: { cmdline: JAVA, stat: stat(42, 'java', 'S', 1) } });
    await rm(join(dir, 'net'), { recursive: true });
    const result = await systemEvidence('linux', dir).gather(target(4002));
    expect(result).toMatchObject({
      process: { processes: [{ pid: 42, ports: null }] },
      listener: { outcome: 'unknown', missing: 'the socket table (/proc/net/tcp)' },
      windows: { outcome: 'not-checked' },
      otherPorts: [],
    });
  });

  test.each([
    ['process 1 does not show (hidepid)', { 42: init }],
    ['a command line may not be read', { 1: init, 42: { cmdline: null } }],
  ])('%s: "none" is not claimed', async (_name, processes) => {
    expect((await look(processes)).process).toMatchObject({
      outcome: 'unknown',
      missing: 'the process list (/proc)',
    });
  });

  test('without the time since the start no process has an age: unknown', async () => {
    expect((await look({ 1: init }, { uptime: 'x' })).process.outcome).toBe('unknown');
  });

  test('a listener whose owner no process shows is unknown', async () => {
    const { listener } = await look({ 1: init, 42: { ...init, fds: null } });
    expect(listener).toMatchObject({ outcome: 'found', owner: { kind: 'unknown' } });
  });

  test("an owner's name is cleaned", async () => {
    const { listener } = await look({
      1: { ...init, comm: 'sshd: alice\u001b[31m\n', fds: ['socket:[777]'] },
    });
    expect(listener).toMatchObject({ owner: { kind: 'relay', program: 'sshd' } });
  });

  test('the owner is asked for once; afterwards its link is enough', async () => {
    const dir = await proc({ 1: init, 42: { fds: ['socket:[777]'] } });
    const source = systemEvidence('linux', dir);
    const owner = async (): Promise<unknown> => (await source.gather(target(4002))).listener;
    expect(await owner()).toMatchObject({ owner: { pid: 42 } });
    await rm(join(dir, '42', 'fd', '0'));
    await symlink('socket:[777]', join(dir, '1', 'fd', '0'));
    expect(await owner()).toMatchObject({ owner: { pid: 1 } });
  });

  test('an owner whom nobody may see is not searched for again at every look', async () => {
    const dir = await proc({ 1: init });
    const source = systemEvidence('linux', dir);
    const owner = async (): Promise<unknown> => (await source.gather(target(4002))).listener;
    expect(await owner()).toMatchObject({ owner: { kind: 'unknown' } });
    await symlink('socket:[777]', join(dir, '1', 'fd', '0'));
    expect(await owner()).toMatchObject({ owner: { kind: 'unknown' } });
  });

  test('hostile content: long, broken and strange files', async () => {
    const result = await look(
      {
        1: init,
        2: { cmdline: '\0'.repeat(10_000) },
        3: { cmdline: `java\0${'x'.repeat(3_000_000)}\0ibgateway.GWClient\0` },
        4: { cmdline: JAVA, stat: 'nonsense' },
        5: { cmdline: JAVA, stat: stat(5, 'java', 'S', 1), fds: ['../../etc/passwd', 'socket:[]'] },
        6: {
          cmdline: `java\0-cp\0${'y'.repeat(100_000)}\0ibgateway.GWClient\0`,
          stat: stat(6, 'java', 'S', 1),
        },
      },
      { 'net/tcp': `${LISTENS}\u0000\u0000 garbage\n${'z'.repeat(100_000)}\n` },
    );
    // 3 is cut before its class, 4 has no age; the others count.
    expect(result.process).toMatchObject({ processes: [{ pid: 5, ports: [] }, { pid: 6 }] });
    expect(result.listener).toMatchObject({ outcome: 'found', owner: { kind: 'unknown' } });
  });
});
