import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answer, CommandStage, oneObject } from '../../support/jts/command-stage.ts';
import { startCli } from '../../support/run-cli.ts';
import { fixture, FIXTURE_HASHES } from '../../support/jts/fixtures.ts';
import { startStandIn } from '../../support/simulated-gateway/stand-in-process.ts';

const GOOD = fixture('clean-gateway');
const BAD = fixture('no-trusted-ips');

let stage: CommandStage;
let good = '';
let stop: () => Promise<void> = () => Promise.resolve();
beforeEach(async () => {
  stage = new CommandStage();
  stage.write(GOOD);
  ({ id: good } = await stage.backup());
  stage.write(BAD);
});
afterEach(async () => {
  await stop();
  stop = () => Promise.resolve();
  stage.remove();
});

const queuePath = (): string => join(stage.storeDir, 'queue.json');

/** All that a restore must not have touched. */
const snapshot = () => {
  const { ino, mtimeMs, mode } = statSync(stage.path);
  const journal = readFileSync(join(stage.storeDir, 'journal.ndjson'));
  return { ino, mtimeMs, mode, bytes: stage.read(), journal, queue: existsSync(queuePath()) };
};

async function gatewayRuns(configDir = stage.dir): Promise<void> {
  ({ stop } = await startStandIn({ configDir }));
}

describe('--when-closed while Gateway runs', () => {
  test('queues it, and says that the app has to carry it out', async () => {
    await gatewayRuns();
    const end = await stage.run('restore', good, '--when-closed', '--yes', '--json');
    expect(end.code).toBe(1);
    expect(JSON.parse(end.stdout)).toStrictEqual({
      schema: 1,
      queued: {
        id: good,
        queuedAt: expect.stringMatching(/Z$/) as string,
        expiresAt: expect.stringMatching(/Z$/) as string,
      },
    });
    expect(end.stderr).toMatch(/Start Gatelight to carry it out\.\n$/);
    expect(stage.read()).toEqual(BAD);
    const { queued } = JSON.parse(readFileSync(queuePath(), 'utf8')) as {
      queued: readonly { queuedAt: number; expiresAt: number }[];
    };
    expect(queued).toMatchObject([
      {
        profile: stage.dir,
        backupId: good,
        previewed: FIXTURE_HASHES['no-trusted-ips'],
        withApiStore: false,
        needsLook: false,
      },
    ]);
    const [first] = queued;
    expect((first?.expiresAt ?? 0) - (first?.queuedAt ?? 0)).toBe(24 * 3600_000);
    // Nothing is put there but what was asked for.
    expect(await stage.list()).toHaveLength(1);
  });

  test('also where it runs in the folder that the linked file really lies in', async () => {
    const real = join(stage.root, 'real');
    mkdirSync(real);
    renameSync(stage.path, join(real, 'jts.ini'));
    symlinkSync(join(real, 'jts.ini'), stage.path);
    await gatewayRuns(real);
    const at = await stage.run('restore', good, '--yes');
    expect(at.code).toBe(2);
    // Said before anything is tried.
    expect(at.stderr).toMatch(
      /\(process \d+\) uses this folder .* --when-closed lets it wait\.\n$/,
    );
    const end = await stage.run('restore', good, '--when-closed', '--yes', '--json');
    expect(end.code).toBe(1);
    expect(JSON.parse(end.stdout)).toMatchObject({ queued: { id: good } });
    expect(stage.read()).toEqual(BAD);
    await stop();
    expect((await stage.run('restore', good, '--yes')).code).toBe(0);
    expect(readFileSync(join(real, 'jts.ini'))).toEqual(GOOD);
  });

  test('is told with the backups, and taken back by --cancel', async () => {
    await gatewayRuns();
    const none = await stage.run('restore', '--cancel');
    expect(answer(none)).toEqual({
      ...{ code: 2, stdout: '' },
      stderr: `gatelight: No restore waits for ${stage.dir}.\n`,
    });
    expect(oneObject(await stage.run('backups', '--json'))).toMatchObject({ waiting: null });
    await stage.run('restore', good, '--when-closed', '--yes');
    const waiting = {
      backup: good,
      queuedAt: expect.stringMatching(/Z$/) as string,
      expiresAt: expect.stringMatching(/Z$/) as string,
      needsLook: false,
    };
    expect(oneObject(await stage.run('backups', '--json'))).toMatchObject({ waiting });
    const listed = (await stage.run('backups')).stdout.split('\n');
    expect(listed[1]).toMatch(
      /^Waiting until \d{4}-.*: the backup of .* is restored when Gateway closes\. No app is running/,
    );
    // It is the only one that waits: no folder need be named.
    const taken = await stage.bare('restore', '--cancel', '--json');
    expect(taken.code).toBe(0);
    expect(oneObject(taken)).toStrictEqual({ schema: 1, cancelled: waiting });
    expect(oneObject(await stage.run('backups', '--json'))).toMatchObject({ waiting: null });
    await stop();
    expect(stage.read()).toEqual(BAD);
    expect((await stage.bare('restore', '--cancel')).code).toBe(2);
  });

  test('that needs another look, or expired, is told as that', async () => {
    await gatewayRuns();
    await stage.run('restore', good, '--when-closed', '--yes');
    const file = JSON.parse(readFileSync(queuePath(), 'utf8')) as { queued: object[] };
    const change = (what: object): void => {
      const queued = file.queued.map((one) => ({ ...one, ...what }));
      writeFileSync(queuePath(), JSON.stringify({ ...file, queued }));
    };
    change({ needsLook: true });
    expect((await stage.run('backups')).stdout).toContain(
      'needs another look, because jts.ini changed since its preview.',
    );
    change({ expiresAt: Date.now() - 1 });
    expect((await stage.run('backups')).stdout).not.toContain('Waiting');
    expect((await stage.run('restore', '--cancel')).code).toBe(2);
  });

  test('one per folder, and a later restore takes it away', async () => {
    await gatewayRuns();
    const { id: second } = await stage.backup('--note', 'second');
    await stage.run('restore', good, '--when-closed', '--yes');
    await stage.run('restore', second, '--when-closed', '--yes');
    const queued = (): readonly { backupId: string }[] =>
      (JSON.parse(readFileSync(queuePath(), 'utf8')) as { queued: [] }).queued;
    expect(queued()).toMatchObject([{ backupId: second }]);
    await stop();
    expect((await stage.run('restore', good, '--yes')).code).toBe(0);
    expect(queued()).toEqual([]);
  });
});

const PTY = `
import os, pty, select, sys, time
answer, argv = sys.argv[1], sys.argv[2:]
pid, fd = pty.fork()
if pid == 0:
    os.execv(argv[0], argv)
seen, sent, end = b'', False, time.time() + 25
while time.time() < end:
    if select.select([fd], [], [], 0.2)[0]:
        try:
            part = os.read(fd, 65536)
        except OSError:
            break
        if not part:
            break
        seen += part
    if not sent and b'[y/N]' in seen:
        os.write(fd, answer.encode().decode('unicode_escape').encode())
        sent = True
sys.stdout.buffer.write(seen)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

describe('on a terminal', () => {
  /** What a person sees, and the exit code. A terminal needs a program that has one: here Python. */
  async function atTerminal(typed: string, ...args: readonly string[]) {
    const { ended } = startCli(stage.named(['restore', ...args]), {
      ...stage.options,
      under: ['python3', '-c', PTY, typed],
    });
    const { code, stdout: seen } = await ended;
    return { code, seen };
  }

  test('it shows what will change and asks; yes restores', async () => {
    const { code, seen } = await atTerminal('y\\r', good);
    expect(seen).toContain('Trusted addresses ([IBGateway] TrustedIPs): (not there) -> 127.0.0.1');
    expect(seen).not.toContain('was added');
    expect(seen).toContain('Not part of jts.ini, so not restored: port, Read-Only API');
    expect(seen).toContain('Restore it? [y/N]');
    expect(seen).toContain(`Restored the backup of `);
    expect(code).toBe(0);
    expect(stage.read()).toEqual(GOOD);
  });

  test('no, nothing, yesterday, the end of the input and Ctrl+C restore nothing', async () => {
    const before = snapshot();
    const typed = ['n\\r', '\\r', 'yesterday\\r', '\\x04', '\\x03'];
    const ends = await Promise.all(typed.map((keys) => atTerminal(keys, good)));
    for (const { code, seen } of ends) {
      expect(seen).toContain('Restore it? [y/N]');
      expect(seen).toContain('Nothing was changed.');
      expect(code).toBe(2);
    }
    expect(snapshot()).toEqual(before);
  });

  test('while Gateway runs it asks whether to wait', async () => {
    await gatewayRuns();
    const { code, seen } = await atTerminal('yes\\r', good, '--when-closed');
    expect(seen).toContain('Restore it when Gateway closes? [y/N]');
    expect(seen).toContain('Start Gatelight to carry it out.');
    expect(code).toBe(1);
    expect(stage.read()).toEqual(BAD);
  });
});
