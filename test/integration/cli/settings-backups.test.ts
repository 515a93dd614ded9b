import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  answer,
  CommandStage,
  oneObject,
  type BackupJson,
} from '../../support/jts/command-stage.ts';
import { edited, fixture, FIXTURE_HASHES } from '../../support/jts/fixtures.ts';
import { preferencesWith } from '../../support/preferences.ts';

let stage: CommandStage;
beforeEach(() => {
  stage = new CommandStage();
  stage.write(fixture('clean-gateway'));
});
afterEach(() => {
  stage.remove();
});

const ID = /^\d{8}-\d{6}-\d{3}-[0-9a-z]{4}$/;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe('backup', () => {
  test('--json prints the entry it made, and nothing else', async () => {
    const made = oneObject(await stage.run('backup', '--json', '--note', ' before  the trip '));
    expect(made).toStrictEqual({
      schema: 1,
      id: expect.stringMatching(ID) as string,
      at: expect.stringMatching(ISO) as string,
      cause: 'manual',
      note: 'before  the trip',
      pinned: false,
      health: 'ok',
      seenWorking: null,
      files: [{ name: 'jts.ini', size: 650, sha256: FIXTURE_HASHES['clean-gateway'] }],
    });
  });

  test('the same content again is the same entry, unless it has a new note', async () => {
    const first = await stage.backup();
    expect(first).not.toHaveProperty('already');
    expect(await stage.backup()).toStrictEqual({ ...first, already: true });
    const noted = await stage.backup('--note', 'Monday');
    expect(noted.id).not.toBe(first.id);
    expect(await stage.backup('--note', 'Monday')).toStrictEqual({ ...noted, already: true });
    expect(await stage.backup()).toStrictEqual({ ...noted, already: true });
    expect((await stage.list()).map(({ note }) => note)).toEqual(['Monday', null]);
  });

  test('in words: what was saved, or was already', async () => {
    const first = await stage.run('backup');
    expect(first.stdout).toMatch(/^Backed up: the backup of \d{4}-.* \(\d{8}-.*\)\n$/);
    const second = await stage.run('backup');
    expect(second.stdout).toMatch(/^Already backed up: /);
    expect([first.code, second.code, first.stderr, second.stderr]).toEqual([0, 0, '', '']);
  });

  test.each(['crlf', 'latin1', 'tricky-values', 'binary-garbage', 'empty'] as const)(
    '%s is saved byte for byte, damaged or not',
    async (name) => {
      stage.write(fixture(name));
      const end = await stage.run('backup', '--json');
      const { files } = JSON.parse(end.stdout) as BackupJson;
      const bytes = fixture(name);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      expect(files).toEqual([{ name: 'jts.ini', size: bytes.length, sha256 }]);
      const isDamaged = name === 'binary-garbage' || name === 'empty';
      expect(end.stderr === '').toBe(!isDamaged);
      expect(end.code).toBe(0);
    },
  );

  test('the API settings store goes along, without the name of its folder', async () => {
    stage.write('encrypted', 'fhggmdcahdpmopfnindbeoaonbinmdlkjpggnhen/ibg.xml');
    const end = await stage.run('backup', '--json');
    const { files } = oneObject<BackupJson>(end);
    expect(files.map(({ name }) => name)).toEqual(['jts.ini', 'ibg.xml']);
    const { stdout } = await stage.run('backups', '--json');
    expect(stdout).toContain('"ibg.xml"');
    expect(stdout).not.toContain('fhggmdcahd');
  });

  test('without a jts.ini nothing is saved', async () => {
    const elsewhere = join(stage.root, 'empty');
    mkdirSync(elsewhere);
    const end = await stage.bare('backup', '--json', '--jts-dir', elsewhere);
    expect(answer(end)).toEqual({
      code: 2,
      stdout: '',
      stderr: `gatelight: There is no jts.ini in ${elsewhere}.\n`,
    });
  });

  test('what can not be read is told', async () => {
    rmSync(stage.path);
    mkdirSync(stage.path);
    const end = await stage.bare('backup', '--json', '--jts-dir', stage.dir);
    const stderr = "gatelight: The settings file can't be read.\n";
    expect(answer(end)).toEqual({ code: 2, stdout: '', stderr });
  });
});

/** What was printed of one, as it stands in the list. */
const entryOf = (made: BackupJson): object =>
  Object.fromEntries(Object.entries(made).filter(([name]) => name !== 'schema'));

describe('backups', () => {
  test('--json lists them, newest first', async () => {
    const first = await stage.backup('--note', 'one');
    stage.write(fixture('crlf'));
    const second = await stage.backup();
    const listed = oneObject(await stage.run('backups', '--json'));
    expect(listed).toStrictEqual({
      schema: 1,
      backups: [entryOf(second), entryOf(first)],
      waiting: null,
    });
  });

  test('times of what was seen working are ISO as well', async () => {
    const { id } = await stage.backup();
    const at = Date.UTC(2026, 10, 25, 9, 31);
    await stage.inStore((store) => store.mark(id, { seenWorking: at, lastGood: at, pinned: true }));
    const [listed] = await stage.list();
    expect(listed).toMatchObject({ seenWorking: '2026-11-25T09:31:00.000Z', pinned: true });
    const { stdout } = await stage.run('backups');
    expect(stdout).toMatch(/ by you +last good, pinned\n$/);
  });

  test('none yet is no failure, and nothing is written', async () => {
    expect(answer(await stage.run('backups', '--json'))).toEqual({
      code: 0,
      stdout: '{"schema":1,"backups":[],"waiting":null}\n',
      stderr: '',
    });
    expect(readdirSync(stage.dataDir)).toEqual([]);
  });

  test('a note can not steer the terminal', async () => {
    await stage.backup('--note', 'a\u001b[31mb\u202ec');
    const { stdout } = await stage.run('backups');
    expect(stdout).toContain('“a [31mb\ufffdc”');
  });

  test('--verify reads everything once more and tells what is damaged', async () => {
    const { id, files } = await stage.backup();
    const whole = await stage.run('backups', '--verify', '--json');
    expect(whole.code).toBe(0);
    expect(oneObject(whole)).toMatchObject({
      verified: { checked: 1, damaged: [], tornLines: 0 },
    });
    const hash = files[0]?.sha256 ?? '';
    const object = join(stage.storeDir, 'objects', hash.slice(0, 2), hash.slice(2));
    const bytes = readFileSync(object);
    bytes[10] = (bytes[10] ?? 0) ^ 1;
    chmodSync(object, 0o600);
    writeFileSync(object, bytes);
    const broken = await stage.run('backups', '--verify', '--json');
    expect(broken.code).toBe(2);
    expect(oneObject(broken)).toMatchObject({ verified: { checked: 1, damaged: [id] } });
    expect((await stage.run('backups', '--verify')).stdout).toMatch(
      / DAMAGED\n.* 1 backup is damaged/s,
    );
  });
});

describe('an archive', () => {
  test('goes out and comes in on another computer', async () => {
    const made = await stage.backup('--note', 'travels');
    const zip = join(stage.root, 'all.zip');
    expect(oneObject(await stage.run('backups', '--export', zip, '--json'))).toStrictEqual({
      schema: 1,
      exported: { count: 1, skipped: 0 },
    });
    expect(statSync(zip).mode & 0o777).toBe(0o600);
    const other = new CommandStage();
    try {
      const end = await other.run('backups', '--import', zip);
      expect(answer(end)).toEqual({ code: 0, stdout: '1 backup imported.\n', stderr: '' });
      const again = await other.run('backups', '--import', zip);
      expect(again.stdout).toBe('0 backups imported. 1 was there already.\n');
      expect(await other.list()).toMatchObject([
        { cause: 'imported', note: 'travels', files: made.files },
      ]);
    } finally {
      other.remove();
    }
  });

  test('takes the place of an older archive, and of nothing else', async () => {
    await stage.backup();
    const zip = join(stage.root, 'all.zip');
    for (let times = 0; times < 2; times += 1) {
      expect((await stage.run('backups', '--export', zip)).code).toBe(0);
    }
    const end = await stage.run('backups', '--export', stage.path);
    expect(answer(end)).toMatchObject({ code: 2, stdout: '' });
    expect(stage.read()).toEqual(fixture('clean-gateway'));
  });

  test('that is none is refused', async () => {
    const end = await stage.run('backups', '--import', stage.path);
    expect(answer(end)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'gatelight: This is no archive of backups.\n',
    });
  });
});

describe('which folder', () => {
  const jts = (): string => join(stage.home, 'Jts');
  const other = (): string => join(stage.home, 'other');

  test('the only one there is', async () => {
    mkdirSync(jts());
    expect((await stage.bare('backups')).stdout).toBe(`No backups of ${jts()}\n`);
  });

  test('none: wrong usage', async () => {
    const end = await stage.bare('backups', '--json');
    expect(answer(end)).toMatchObject({ code: 64, stdout: '' });
    expect(end.stderr).toMatch(/No settings folder was found; name one with --jts-dir DIR\./);
  });

  function nameBoth(): void {
    mkdirSync(jts());
    mkdirSync(other());
    writeFileSync(
      join(other(), 'jts.ini'),
      edited('clean-gateway', ['tradingMode=p', 'tradingMode=l']),
    );
    writeFileSync(join(jts(), 'ibgateway.vmoptions'), `-DjtsConfigDir=${other()}\n`);
  }

  test('several: wrong usage with the list', async () => {
    nameBoth();
    for (const args of [['backup'], ['backups'], ['diff'], ['restore', 'last-good']]) {
      const end = await stage.bare(...args);
      expect(answer(end)).toMatchObject({ code: 64, stdout: '' });
      expect(end.stderr).toContain(`name one with --jts-dir DIR:\n  ${other()}\n  ${jts()}\n`);
    }
  });

  test('several: that of the backup which an id names', async () => {
    nameBoth();
    const path = join(other(), 'jts.ini');
    const before = readFileSync(path);
    const { id } = oneObject<BackupJson>(
      await stage.bare('backup', '--json', '--jts-dir', other()),
    );
    writeFileSync(path, fixture('no-trusted-ips'));
    const compared = await stage.bare('diff', id);
    expect(answer(compared)).toMatchObject({ code: 1, stderr: '' });
    expect(compared.stdout).toContain(`to   now, ${other()}\n`);
    const { code, stdout } = await stage.bare('restore', id, '--yes');
    expect(stdout).toContain(` in ${other()}.\n`);
    expect(code).toBe(0);
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(jts())).toEqual(['ibgateway.vmoptions']);
  });

  test('several: the one that the app watches', async () => {
    nameBoth();
    const preferences = JSON.stringify(preferencesWith({ port: 4002 }));
    writeFileSync(join(stage.dataDir, 'preferences.json'), preferences);
    expect((await stage.bare('backups')).stdout).toBe(`No backups of ${jts()}\n`);
  });

  test('its jts.ini stands for it; one that is not there is wrong usage', async () => {
    const named = await stage.bare('backups', '--jts-dir', stage.path);
    expect(named.stdout).toBe(`No backups of ${stage.dir}\n`);
    const end = await stage.bare('backups', '--jts-dir', join(stage.root, 'nowhere'));
    expect(answer(end)).toMatchObject({ code: 64, stdout: '' });
  });
});
