import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  answer,
  CommandStage,
  oneObject,
  type BackupJson,
} from '../../support/jts/command-stage.ts';
import { cliPath } from '../../support/built.ts';
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

describe('while Gateway is closed', () => {
  test('--json prints the entry it made, with its undo, which is undone the same way', async () => {
    const done = await stage.run('restore', good, '--yes', '--json');
    expect(done.code).toBe(0);
    const made = oneObject<BackupJson & { undo: string }>(done);
    expect(made).toStrictEqual({
      schema: 1,
      id: expect.any(String) as string,
      at: expect.any(String) as string,
      cause: 'restored',
      note: null,
      pinned: false,
      health: 'ok',
      seenWorking: null,
      files: [{ name: 'jts.ini', size: GOOD.length, sha256: FIXTURE_HASHES['clean-gateway'] }],
      undo: expect.any(String) as string,
    });
    expect(stage.read()).toEqual(GOOD);
    const [newest, safety] = await stage.list();
    expect([newest?.id, safety?.id, safety?.cause]).toEqual([made.id, made.undo, 'before-restore']);
    const undone = await stage.run('restore', made.undo, '--yes');
    expect(undone.code).toBe(0);
    expect(stage.read()).toEqual(BAD);
  });

  test('in words it says how to undo, ready to be typed', async () => {
    const { stdout, code } = await stage.run('restore', good, '--yes');
    expect(code).toBe(0);
    const [, undo = ''] = /^To undo: gatelight (restore .*)$/m.exec(stdout) ?? [];
    expect((await stage.bare(...undo.split(' '), '--yes')).code).toBe(0);
    expect(stage.read()).toEqual(BAD);
  });

  test('--when-closed restores at once', async () => {
    const { code } = await stage.run('restore', good, '--when-closed', '--yes');
    expect(code).toBe(0);
    expect(stage.read()).toEqual(GOOD);
    expect(existsSync(queuePath())).toBe(false);
  });

  test('a jts.ini that was missing is missing again after the undo', async () => {
    rmSync(stage.path);
    const { undo } = oneObject<{ undo: string }>(
      await stage.run('restore', good, '--yes', '--json'),
    );
    expect(stage.read()).toEqual(GOOD);
    const undone = await stage.run('restore', undo, '--yes', '--json');
    expect(undone.stderr).toMatch(/There was no jts.ini then: a restore removes the present one\./);
    expect(JSON.parse(undone.stdout)).toMatchObject({ health: 'absent', files: [] });
    expect(existsSync(stage.path)).toBe(false);
  });

  test('contents that look damaged are warned of, and restored', async () => {
    stage.write(fixture('binary-garbage'));
    const { id } = JSON.parse((await stage.run('backup', '--json')).stdout) as BackupJson;
    stage.write(BAD);
    const end = await stage.run('restore', id, '--yes');
    expect(end.code).toBe(0);
    expect(end.stderr).toMatch(/^gatelight: This backup looks damaged: .* NUL bytes/);
    expect(stage.read()).toEqual(fixture('binary-garbage'));
  });
});

describe('refused, and nothing was changed', () => {
  test.each([
    '../../etc/passwd',
    '/etc/passwd',
    '..',
    '../journal',
    'objects',
    '20261125-093102-417-k3f9',
    '__proto__',
    'now',
    "'; rm -rf /",
    'a\u001b]0;x\u0007',
    '%2e%2e%2fjts.ini',
    'x'.repeat(5000),
  ])('id %j is looked up, never made into a path', async (id) => {
    const before = snapshot();
    const end = await stage.run('restore', id, '--yes', '--json');
    expect(answer(end)).toMatchObject({ code: 2, stdout: '' });
    expect(end.stderr).toMatch(/^gatelight: There is no backup .*\. Nothing was changed\.\n$/);
    // eslint-disable-next-line no-control-regex -- It is what must not be there.
    expect(end.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(snapshot()).toEqual(before);
  });

  test.each([[[]], [['--yes']], [['--yes', '--json']]])(
    'while Gateway runs on this folder: %j',
    async (args: readonly string[]) => {
      await gatewayRuns();
      const before = snapshot();
      const end = await stage.run('restore', good, ...args);
      expect(answer(end)).toMatchObject({ code: 2, stdout: '' });
      expect(end.stderr).toContain('Nothing was changed.');
      if (args.length > 0) expect(end.stderr).toMatch(/Gateway \(process \d+\) uses this folder/);
      expect(snapshot()).toEqual(before);
    },
  );

  test('a Gateway on another folder is no reason', async () => {
    await gatewayRuns(join(stage.root, 'elsewhere'));
    expect((await stage.run('restore', good, '--yes')).code).toBe(0);
  });

  test('without a terminal and without --yes', async () => {
    const before = snapshot();
    const end = await stage.run('restore', good);
    expect(answer(end)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'gatelight: There is no terminal to ask on; --yes restores unasked. Nothing was changed.\n',
    });
    expect(snapshot()).toEqual(before);
  });

  test('a backup whose bytes are damaged; an older good one is named', async () => {
    stage.write(fixture('crlf'));
    const { id, files } = await stage.backup();
    stage.write(BAD);
    const hash = files[0]?.sha256 ?? '';
    writeFileSync(join(stage.storeDir, 'objects', hash.slice(0, 2), hash.slice(2)), 'other');
    const before = snapshot();
    const end = await stage.run('restore', id, '--yes');
    expect(end.code).toBe(2);
    expect(end.stderr).toBe(
      `gatelight: The backup is damaged. Nothing was changed. The next older good one is ${good}.\n`,
    );
    expect(snapshot()).toEqual(before);
  });

  test('a backup of another folder', async () => {
    const before = snapshot();
    const end = await stage.bare('restore', good, '--yes', '--jts-dir', stage.home);
    expect(end.code).toBe(2);
    expect(end.stderr).toContain(`This is a backup of ${stage.dir}`);
    expect(readdirSync(stage.home)).toEqual([]);
    expect(snapshot()).toEqual(before);
  });

  test('a link that leads nowhere', async () => {
    rmSync(stage.path);
    execFileSync('ln', ['-s', 'nowhere/jts.ini', stage.path]);
    const end = await stage.run('restore', good, '--yes');
    expect(answer(end)).toMatchObject({ code: 2, stdout: '' });
    expect(end.stderr).toContain('The file is a link that leads nowhere. Nothing was changed.');
  });
});

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
  /** What a person sees, and the exit code. A terminal needs a program that has one: Python, on every Linux here. */
  function atTerminal(
    typed: string,
    ...args: readonly string[]
  ): { code: number | null; seen: string } {
    const all = ['-c', PTY, typed, process.execPath, cliPath, ...stage.named(['restore', ...args])];
    const env = { PATH: process.env['PATH'], HOME: stage.home, GATELIGHT_DATA: stage.dataDir };
    const { status, stdout } = spawnSync('python3', all, { env, encoding: 'utf8' });
    return { code: status, seen: stdout };
  }

  test('it shows what will change and asks; yes restores', () => {
    const { code, seen } = atTerminal('y\\r', good);
    expect(seen).toContain('Trusted addresses: 127.0.0.1 was added');
    expect(seen).toContain('Not part of jts.ini, so not restored: port, Read-Only API');
    expect(seen).toContain('Restore it? [y/N]');
    expect(seen).toContain(`Restored the backup of `);
    expect(code).toBe(0);
    expect(stage.read()).toEqual(GOOD);
  });

  test.each([
    ['no', 'n\\r'],
    ['nothing', '\\r'],
    ['yesterday', 'yesterday\\r'],
    ['the end of the input', '\\x04'],
    ['Ctrl+C', '\\x03'],
  ])('%s restores nothing', (_name, typed) => {
    const before = snapshot();
    const { code, seen } = atTerminal(typed, good);
    expect(seen).toContain('Nothing was changed.');
    expect(code).toBe(2);
    expect(snapshot()).toEqual(before);
  });

  test('while Gateway runs it asks whether to wait', async () => {
    await gatewayRuns();
    const { code, seen } = atTerminal('yes\\r', good, '--when-closed');
    expect(seen).toContain('Restore it when Gateway closes? [y/N]');
    expect(seen).toContain('Start Gatelight to carry it out.');
    expect(code).toBe(1);
    expect(stage.read()).toEqual(BAD);
  });
});

test('a reader that has gone does not change the exit code', async () => {
  const { child, ended } = stage.start('restore', good, '--yes', '--json');
  child.stdout?.destroy();
  const { code, stderr } = await ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stage.read()).toEqual(GOOD);
});
