import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answer, CommandStage, oneObject, type DiffJson } from '../../support/jts/command-stage.ts';
import { edited, fixture, type Fixture } from '../../support/jts/fixtures.ts';

let stage: CommandStage;
beforeEach(() => {
  stage = new CommandStage();
  stage.write(fixture('clean-gateway'));
});
afterEach(() => {
  stage.remove();
});

/** As the app marks what was there while a test passed. */
async function lastGood(): Promise<string> {
  const { id } = await stage.backup();
  await stage.inStore((store) => store.mark(id, { lastGood: 1, seenWorking: 1 }));
  return id;
}

async function json(...args: readonly string[]): Promise<{ code: number | null; diff: DiffJson }> {
  const end = await stage.run('diff', '--json', ...args);
  return { code: end.code, diff: oneObject(end) };
}

describe('the verdict, and the exit code', () => {
  test('same: the very same bytes', async () => {
    await lastGood();
    expect(await json()).toStrictEqual({
      code: 0,
      diff: { schema: 1, verdict: 'same', findings: [], notes: [] },
    });
  });

  test('housekeeping: geometry is a finding, line ends are a note', async () => {
    await lastGood();
    stage.write(edited('crlf', ['Steps=7', 'Steps=8']));
    const { code, diff } = await json();
    expect(code).toBe(0);
    expect(diff.verdict).toBe('housekeeping');
    expect(diff.findings).toStrictEqual([
      {
        severity: 'housekeeping',
        section: 'Logon',
        key: 'Steps',
        change: 'changed',
        before: '7',
        after: '8',
        text: expect.any(String) as string,
      },
    ]);
    expect(diff.notes).toContain('Line endings changed from LF to CRLF.');
  });

  test('changed: most severe first, with the values of harmless keys', async () => {
    const id = await lastGood();
    stage.write(
      edited(
        'clean-gateway',
        ['TrustedIPs=127.0.0.1', 'TrustedIPs=203.0.113.9'],
        ['TimeZone=America/New_York', 'TimeZone=Europe/Zurich'],
        ['Locale=en', 'Locale=en\nNewThing=on'],
      ),
    );
    for (const args of [[], ['last-good'], [id], [id, 'now'], ['last-good', stage.path]]) {
      const { code, diff } = await json(...args);
      expect(code).toBe(1);
      expect(diff.verdict).toBe('changed');
      expect(diff.findings.map(({ severity, key, change }) => [severity, key, change])).toEqual([
        ['high', 'TrustedIPs', 'changed'],
        ['medium', 'TimeZone', 'changed'],
        ['low', 'NewThing', 'added'],
      ]);
      const [trusted, , unknown] = diff.findings;
      expect(trusted).toMatchObject({ before: '127.0.0.1', after: '203.0.113.9' });
      expect(unknown).toMatchObject({ before: null, after: '<redacted: 2 characters, #1>' });
    }
  });

  test.each<Fixture>(['empty', 'binary-garbage', 'truncated'])(
    'damaged: %s, with section and key null',
    async (name) => {
      await lastGood();
      stage.write(fixture(name));
      const { code, diff } = await json();
      expect(code).toBe(2);
      expect(diff.verdict).toBe('damaged');
      expect(diff.findings).toContainEqual({
        severity: 'high',
        section: null,
        key: null,
        change: 'damaged',
        before: null,
        after: null,
        text: expect.any(String) as string,
      });
    },
  );

  test('a file that is gone is a change', async () => {
    await lastGood();
    rmSync(stage.path);
    const { code, diff } = await json('last-good', 'now');
    expect([code, diff.verdict]).toEqual([1, 'changed']);
    const [gone] = diff.findings;
    expect(gone).toMatchObject({ severity: 'high', section: null, key: null, change: 'removed' });
  });
});

describe('what there is not', () => {
  test('no last good yet: a message and 2', async () => {
    await stage.backup();
    const end = await stage.run('diff', '--json');
    expect(answer(end)).toMatchObject({ code: 2, stdout: '' });
    expect(end.stderr).toMatch(/^gatelight: There is no last good version yet of /);
  });

  test.each(['nothing', '20261125-093102-417-k3f9', '../nothing/jts.ini', 'a\u001b[2Jb'])(
    'neither a backup nor a file: %j',
    async (name) => {
      const end = await stage.run('diff', name);
      expect(answer(end)).toMatchObject({ code: 2, stdout: '' });
      expect(end.stderr).toMatch(/^gatelight: There is no such backup and no such file: .*\n$/);
      // eslint-disable-next-line no-control-regex -- It is what must not be there.
      expect(end.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    },
  );

  test('a folder is no file', async () => {
    const end = await stage.run('diff', stage.dir);
    expect(answer(end)).toMatchObject({ code: 2, stdout: '' });
  });

  test('a backup whose bytes are gone', async () => {
    const { id, files } = await stage.backup();
    const hash = files[0]?.sha256 ?? '';
    writeFileSync(join(stage.storeDir, 'objects', hash.slice(0, 2), hash.slice(2)), 'other');
    const end = await stage.run('diff', id);
    expect(answer(end)).toMatchObject({ code: 2, stdout: '' });
    expect(end.stderr).toContain('The backup is damaged.');
  });
});

test('two files need no settings folder', async () => {
  const other = join(stage.root, 'other.ini');
  writeFileSync(other, fixture('no-trusted-ips'));
  const end = await stage.bare('diff', stage.path, other, '--json');
  expect(end.code).toBe(1);
  expect(oneObject<DiffJson>(end).findings).toMatchObject([
    { severity: 'high', key: 'TrustedIPs', change: 'removed', before: '127.0.0.1', after: null },
  ]);
});

test('in words, and line by line', async () => {
  const id = await lastGood();
  stage.write(fixture('no-trusted-ips'));
  const words = await stage.run('diff');
  expect(words.stdout.split('\n')).toEqual([
    expect.stringMatching(new RegExp(`^from last good, the backup of .* \\(${id}\\)$`)) as string,
    `to   now, ${stage.dir}`,
    'Settings that matter differ.',
    '  high    Trusted addresses: 127.0.0.1 was removed with the whole entry.',
    '          [IBGateway] TrustedIPs: 127.0.0.1 -> (not there)',
    '',
  ]);
  const text = await stage.run('diff', '--text');
  expect(text.stdout).toMatch(/^--- last good, .*\n\+\+\+ now, .*\n {1}\[IBGateway\]\n/);
  expect(text.stdout).toContain('\n-TrustedIPs=127.0.0.1\n');
  expect(text.stdout).toMatch(/\n@@ 24 lines the same @@\n$/);
  expect([words.code, words.stderr, text.code, text.stderr]).toEqual([1, '', 1, '']);
});

test('a reader that has gone does not change the exit code', async () => {
  await lastGood();
  stage.write(fixture('huge'));
  const { child, ended } = stage.start('diff', '--text');
  child.stdout?.destroy();
  const { code, stderr } = await ended;
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
});

describe('what must not be seen', () => {
  const SECRETS = [
    'hunter2-Passw0rd',
    'trader.joe',
    'U1234567',
    'DU7654321',
    'F9876543',
    'kcbdflagpekopkdjmddoeiffhmapkopkjeafiojl',
    'fhggmdcahdpmopfnindbeoaonbinmdlkjpggnhen',
    'aaaabbbbccccddddeeeeffffgggghhhhiiiijjjj',
    'pppponmlkjihgfedcbapponmlkjihgfedcbaponm',
    'secret-host.example.com',
    'C:\\Users\\Jane',
    '/home/jane-doe',
    'jane.doe@example.com',
    'sk_live_51HqLyjWDarjtT1zdp7dc',
    'eyJhbGciOiJIUzI1NiJ9',
    'my-own-comment-about-my-boss',
    'a line that is no setting: 4711-0815',
    'Proxy-Password-9',
    'https://bot:token@hooks.example.com',
    'BEGIN-RSA-PRIVATE',
    'restart-token-77aa',
    'janes-laptop',
    '+41 79 555 01 23',
    'CH9300762011623852957',
    'janes-window',
  ] as const;
  const [password, user, live, paper, advisor, factor, folder, other, third, host] = SECRETS;
  const planted = (round: string): string => `# ${SECRETS[15]}
[IBGateway]
TrustedIPs=127.0.0.1,${round === 'a' ? '192.168.1.5' : '192.168.1.6'}
ApiOnly=${round === 'a' ? 'true' : SECRETS[3]}
RemoteHostOrderRouting=${host}
MasterClientID=${live}${round}

[Logon]
UserNameToDirectory=${folder},${round === 'a' ? other : third}
Restart=${SECRETS[20]}${round}
TimeZone=${SECRETS[21]}${round}
Locale=${user}${round}
tradingMode=${round === 'a' ? 'p' : password}
SupportsSSL=${host}:4000,true,20261101,${SECRETS[22]}
${SECRETS[16]}${round}

[settings]
${folder}=179500000012${round === 'a' ? 3 : 4}
${other}=1795000000125

[u:${folder}]
AutoRestart=1
Profile=${user} ${password}${round}
${SECRETS[24]}=${round}
[u:${round === 'a' ? other : third}]
x=${paper}${round}
[Communication]
2ndFactor=${factor},5.2a;${round}
SettingsDir=${SECRETS[10]}${round}
Peer=${host}:4001
[Mine]
ProxyPassword=${SECRETS[17]}${round}
ProxyUser=${SECRETS[12]}
Hook=${SECRETS[18]}${round}
Key=${SECRETS[13]}${round}
Token=${SECRETS[14]}.${round}
Pem=${SECRETS[19]}${round}
Iban=${SECRETS[23]}${round}
Advisor=${advisor}${round}
${SECRETS[11]}=${round}
[${SECRETS[12]}]
x=1${round}
`;

  function logs(dir: string): string {
    const all = readdirSync(dir, { recursive: true }) as string[];
    const files = all.map((name) => join(dir, name)).filter((path) => statSync(path).isFile());
    const words = files.filter((path) => !path.includes('objects') && !path.endsWith('.zip'));
    return words.map((path) => readFileSync(path, 'latin1')).join('\n');
  }

  test('no command lets any of 25 planted secrets out', async () => {
    expect(SECRETS.length).toBeGreaterThanOrEqual(20);
    stage.write(planted('a'));
    stage.write('encrypted', `${folder}/ibg.xml`);
    const id = await lastGood();
    stage.write(planted('b'));
    for (const secret of SECRETS) expect(planted('a') + planted('b')).toContain(secret);
    const looks = [
      ['backup', '--json'],
      ['backups'],
      ['backups', '--verify', '--json'],
      ['diff'],
      ['diff', '--json'],
      ['diff', '--text'],
      ['diff', id, stage.path, '--text'],
      ['diff', 'now', id],
      ['diff', '/dev/null', 'now', '--text'],
      ['restore', id],
    ];
    const ends = [
      ...(await Promise.all(looks.map((args) => stage.run(...args)))),
      await stage.run('restore', id, '--yes'),
    ];
    const all = ends.map(({ stdout, stderr }) => stdout + stderr).join('\n');
    for (const secret of SECRETS) expect(all).not.toContain(secret);
    expect(all).toContain('192.168.1.6');
    expect(all).toContain('<redacted: ');
    const kept = logs(stage.dataDir);
    // The journal has to know where the API settings store goes.
    for (const secret of SECRETS.filter((one) => one !== folder)) {
      expect(kept).not.toContain(secret);
    }
  });
});
