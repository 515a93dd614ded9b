import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import {
  answer,
  CommandStage,
  oneObject,
  type BackupJson,
} from '../../support/jts/command-stage.ts';
import { fixture, FIXTURE_HASHES } from '../../support/jts/fixtures.ts';
import { startStandIn } from '../../support/simulated-gateway/stand-in-process.ts';

const GOOD = fixture('clean-gateway');
const BAD = fixture('no-trusted-ips');

/** A good version is saved, a bad one is there. */
async function begun(onEnd: (end: () => void) => void) {
  const stage = new CommandStage();
  onEnd(() => {
    stage.remove();
  });
  stage.write(GOOD);
  const { id: good } = await stage.backup();
  stage.write(BAD);
  return { stage, good };
}

const queuePath = ({ storeDir }: CommandStage): string => join(storeDir, 'queue.json');

describe.concurrent('while Gateway is closed', () => {
  test('--json prints the entry it made, with its undo, which is undone the same way', async ({
    expect,
    onTestFinished,
  }) => {
    const { stage, good } = await begun(onTestFinished);
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

  test('in words it says how to undo, ready to be typed', async ({ expect, onTestFinished }) => {
    const { stage, good } = await begun(onTestFinished);
    const { stdout, code } = await stage.run('restore', good, '--yes');
    expect(code).toBe(0);
    const [, undo = ''] = /^To undo: gatelight (restore .*)$/m.exec(stdout) ?? [];
    expect((await stage.bare(...undo.split(' '), '--yes')).code).toBe(0);
    expect(stage.read()).toEqual(BAD);
  });

  test('last-good is a name as for diff', async ({ expect, onTestFinished }) => {
    const { stage, good } = await begun(onTestFinished);
    const none = await stage.run('restore', 'last-good', '--yes');
    expect(answer(none)).toMatchObject({ code: 2, stdout: '' });
    expect(none.stderr).toMatch(/There is no last good version yet .* Nothing was changed\.\n$/);
    await stage.inStore((backups) => backups.mark(good, { lastGood: Date.now() }));
    const { code, stdout } = await stage.run('restore', 'last-good', '--yes');
    expect(stdout).toContain(`(${good})`);
    expect(code).toBe(0);
    expect(stage.read()).toEqual(GOOD);
  });

  test('what is there already is said to be, and nothing is made or asked', async ({
    expect,
    onTestFinished,
  }) => {
    const { stage, good } = await begun(onTestFinished);
    stage.write(GOOD);
    const before = statSync(stage.path).mtimeMs;
    const { code, stdout, stderr } = await stage.run('restore', good);
    expect(stdout).toMatch(/^Nothing to restore: the backup of .* is what is there already in /);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const json = oneObject(await stage.run('restore', good, '--yes', '--json'));
    expect(json).toMatchObject({ schema: 1, id: good, already: true });
    expect(json).not.toHaveProperty('undo');
    expect(await stage.list()).toHaveLength(1);
    expect(statSync(stage.path).mtimeMs).toBe(before);
  });

  test('--when-closed restores at once', async ({ expect, onTestFinished }) => {
    const { stage, good } = await begun(onTestFinished);
    const { code } = await stage.run('restore', good, '--when-closed', '--yes');
    expect(code).toBe(0);
    expect(stage.read()).toEqual(GOOD);
    expect(existsSync(queuePath(stage))).toBe(false);
  });

  test('a jts.ini that was missing is missing again after the undo', async ({
    expect,
    onTestFinished,
  }) => {
    const { stage, good } = await begun(onTestFinished);
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

  test('contents that look damaged are warned of, and restored', async ({
    expect,
    onTestFinished,
  }) => {
    const { stage } = await begun(onTestFinished);
    stage.write(fixture('binary-garbage'));
    const { id } = JSON.parse((await stage.run('backup', '--json')).stdout) as BackupJson;
    stage.write(BAD);
    const end = await stage.run('restore', id, '--yes');
    expect(end.code).toBe(0);
    expect(end.stderr).toMatch(/^gatelight: This backup looks damaged: .* NUL bytes/);
    expect(stage.read()).toEqual(fixture('binary-garbage'));
  });

  test('a Gateway on another folder is no reason', async ({ expect, onTestFinished }) => {
    const { stage, good } = await begun(onTestFinished);
    const elsewhere = await startStandIn({ configDir: join(stage.root, 'elsewhere') });
    onTestFinished(elsewhere.stop);
    expect((await stage.run('restore', good, '--yes')).code).toBe(0);
  });

  test('a reader that has gone does not change the exit code', async ({
    expect,
    onTestFinished,
  }) => {
    const { stage, good } = await begun(onTestFinished);
    const { child, ended } = stage.start('restore', good, '--yes', '--json');
    child.stdout?.destroy();
    const { code, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stage.read()).toEqual(GOOD);
  });
});

describe('refused, and nothing was changed', () => {
  let stage: CommandStage;
  let good = '';
  let stop: () => Promise<void> = () => Promise.resolve();
  beforeEach(async () => {
    ({ stage, good } = await begun(onTestFinished));
  });
  afterEach(async () => {
    await stop();
    stop = () => Promise.resolve();
  });

  /** All that a restore must not have touched. */
  const snapshot = () => {
    const { ino, mtimeMs, mode } = statSync(stage.path);
    const journal = readFileSync(join(stage.storeDir, 'journal.ndjson'));
    return {
      ino,
      mtimeMs,
      mode,
      bytes: stage.read(),
      journal,
      queue: existsSync(queuePath(stage)),
    };
  };

  async function gatewayRuns(configDir = stage.dir): Promise<void> {
    ({ stop } = await startStandIn({ configDir }));
  }

  test('ids are looked up, never made into a path', async () => {
    const ids = [
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
    ];
    const before = snapshot();
    const ends = await Promise.all(ids.map((id) => stage.run('restore', id, '--yes', '--json')));
    for (const end of ends) {
      expect(answer(end)).toMatchObject({ code: 2, stdout: '' });
      expect(end.stderr).toMatch(/^gatelight: There is no backup .*\. Nothing was changed\.\n$/);
      // eslint-disable-next-line no-control-regex -- It is what must not be there.
      expect(end.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    }
    expect(snapshot()).toEqual(before);
  });

  test('while Gateway runs on this folder', async () => {
    await gatewayRuns();
    const before = snapshot();
    const ends = await Promise.all(
      [['--yes'], ['--yes', '--json'], []].map((args) => stage.run('restore', good, ...args)),
    );
    for (const end of ends) expect(answer(end)).toMatchObject({ code: 2, stdout: '' });
    const [words, json, unasked] = ends;
    const running = /^gatelight: Gateway \(process \d+\) uses this folder .* Nothing was changed\./;
    expect(words?.stderr).toMatch(running);
    expect(json?.stderr).toMatch(running);
    expect(unasked?.stderr).toMatch(/Nothing was changed\.\n$/);
    expect(snapshot()).toEqual(before);
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
