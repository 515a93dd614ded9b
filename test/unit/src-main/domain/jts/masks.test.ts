import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../../../src-main/contract/jts/finding.ts';
import type { Audience } from '../../../../../src-main/domain/jts/clear-values.ts';
import { compareSettings } from '../../../../../src-main/domain/jts/compare.ts';
import { explained } from '../../../../../src-main/domain/jts/explained.ts';
import { parseJtsIni } from '../../../../../src-main/domain/jts/jts-ini.ts';
import { masksFor, type Masks } from '../../../../../src-main/domain/jts/masks.ts';
import { edited, fixture } from '../../../../support/jts/fixtures.ts';

/** The lines of a text as they are shown, each by itself. */
function shown(text: string, audience: Audience = 'screen', masks: Masks = masksFor(audience)) {
  const raw = text.split('\n');
  return parseJtsIni(text).lines.map((line) => masks.line(line, raw[line.line - 1] ?? ''));
}
const shownLine = (section: string, line: string, audience: Audience = 'screen'): string =>
  shown(`[${section}]\n${line}`, audience)[1]?.text ?? '';

const FOLDER = 'fhggmdcahdpmopfnindbeoaonbinmdlkjpggnhen';

describe('a line', () => {
  test.each([
    ['IBGateway', 'TrustedIPs=127.0.0.1, 192.0.2.10 ,,203.0.113.0/24'],
    ['IBGateway', 'TrustedIPs='],
    ['IBGateway', 'TrustedIPs=0.0.0.0,::1,2001:db8::7,localhost,10.0.0.*,10.0.0.1-10.0.0.9'],
    ['IBGateway', 'ApiOnly=true'],
    ['IBGateway', 'LocalServerPort=4000'],
    ['IBGateway', 'MainWindow.Width = 720'],
    ['IBGateway', 'RemoteHostOrderRouting=ndc1.ibllc.com'],
    ['Communication', 'Peer=cdc1.ibllc.com:4001'],
    ['Communication', 'Peer=192.0.2.1:4001'],
    [
      'Logon',
      'SupportsSSL=ndc1.ibllc.com:4000,true,20261102,false;cdc1.ibllc.com:4000,true,,false;',
    ],
    ['Logon', 'tradingMode=p'],
    ['Logon', 'TimeZone=America/Argentina/Buenos_Aires'],
    ['Logon', 'TimeZone=GMT+01:00'],
    ['Logon', 'TimeZone=EST5EDT'],
    ['Logon', 'Locale=pt_BR'],
    ['Logon', 'colorPalletName=dark'],
    ['Logon', '  '],
  ])('[%s] %s is shown as it is', (section, line) => {
    expect(shownLine(section, line)).toBe(line);
  });

  test.each([
    ['Communication', `2ndFactor=${FOLDER},5.2a;`, '2ndFactor=<redacted: 46 characters, #1>'],
    [
      'Logon',
      `UserNameToDirectory=${FOLDER},abc`,
      'UserNameToDirectory=<redacted: 40 characters, #1>,<redacted: 3 characters, #2>',
    ],
    ['Logon', 'Restart=OK', 'Restart=<redacted: 2 characters, #1>'],
    [
      'Communication',
      'SettingsDir=C:\\Users\\Jane\\Jts',
      'SettingsDir=<redacted: 17 characters, #1>',
    ],
    ['browser', 'linux_browser=/home/jane/bin/x', 'linux_browser=<redacted: 16 characters, #1>'],
    [
      'settings',
      `${FOLDER}=1795000000123`,
      '<redacted: 40 characters, #1>=<redacted: 13 characters, #2>',
    ],
    ['Logon', 'unknown = some thing ', 'unknown = <redacted: 10 characters, #1> '],
    ['Logon', 'tradingMode=hunter2', 'tradingMode=<redacted: 7 characters, #1>'],
    ['Logon', 'TimeZone=MySecretWord', 'TimeZone=<redacted: 12 characters, #1>'],
    ['IBGateway', 'ApiOnly=U1234567', 'ApiOnly=<redacted: 8 characters, #1>'],
    [
      'IBGateway',
      'TrustedIPs=127.0.0.1, desk.example',
      'TrustedIPs=127.0.0.1, <redacted: 12 characters, #1>',
    ],
    ['Communication', 'Peer=desk.example:4001', 'Peer=<redacted: 17 characters, #1>'],
    ['Communication', 'Peer=DU1234567.ibllc.com:4001', 'Peer=<redacted: 24 characters, #1>'],
    ['Logon', '; a note of mine', '; <redacted: 14 characters, #1>'],
    ['Logon', '#password=x', '#<redacted: 10 characters, #1>'],
    ['Logon', 'novalue', '<redacted: 7 characters, #1>'],
    ['Logon', `${FOLDER}=1`, '<redacted: 40 characters, #1>=<redacted: 1 characters, #2>'],
    ['Logon', '\x1b[31mred=1', '<redacted: 8 characters, #1>=<redacted: 1 characters, #2>'],
  ])('[%s] %s is masked', (section, line, masked) => {
    expect(shownLine(section, line)).toBe(masked);
  });

  test('the section of a user keeps its kind only, and of its keys the known one', () => {
    expect(shown(`[u:${FOLDER}]\nAutoRestart=1\njane.doe=1`).map(({ text }) => text)).toEqual([
      '[u:<redacted: 40 characters, #1>]',
      'AutoRestart=1',
      '<redacted: 8 characters, #2>=<redacted: 1 characters, #3>',
    ]);
  });

  test('says whether something in it is masked', () => {
    expect(shown('[Logon]\nLocale=en\nx=1').map(({ isMasked }) => isMasked)).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('equal values have equal numbers, wherever they stand', () => {
    const masks = masksFor('screen');
    const text = `[Logon]\nUserNameToDirectory=other,${FOLDER}\n[settings]\n${FOLDER}=1\n[u:${FOLDER}]`;
    expect(shown(text, 'screen', masks).map((line) => line.text)).toEqual([
      '[Logon]',
      'UserNameToDirectory=<redacted: 5 characters, #1>,<redacted: 40 characters, #2>',
      '[settings]',
      '<redacted: 40 characters, #2>=<redacted: 1 characters, #3>',
      '[u:<redacted: 40 characters, #2>]',
    ]);
  });

  test('a replacement pattern in a value is text', () => {
    expect(shownLine('Logon', "a$&b=$&$1$'")).not.toContain('$1');
  });
});

describe('in a report', () => {
  test.each([
    ['IBGateway', 'TrustedIPs=127.0.0.1,192.168.1.5,10.0.0.0/8,::1,fe80::1,0.0.0.0,::', null],
    [
      'IBGateway',
      'TrustedIPs=127.0.0.1,192.0.2.10',
      'TrustedIPs=127.0.0.1,<redacted: 10 characters, #1>',
    ],
    ['IBGateway', 'TrustedIPs=203.0.113.0/24', 'TrustedIPs=<redacted: 14 characters, #1>'],
    ['IBGateway', 'TrustedIPs=172.32.0.1', 'TrustedIPs=<redacted: 10 characters, #1>'],
    ['IBGateway', 'TrustedIPs=2001:db8::7', 'TrustedIPs=<redacted: 11 characters, #1>'],
    ['Communication', 'Peer=192.0.2.1:4001', 'Peer=<redacted: 14 characters, #1>'],
    ['Communication', 'Peer=cdc1.ibllc.com:4001', null],
  ])('[%s] %s', (section, line, masked) => {
    expect(shownLine(section, line, 'report')).toBe(masked ?? line);
  });
});

describe('a finding', () => {
  const finding = (before: Uint8Array, after: Uint8Array, key: string): Finding => {
    const { findings } = compareSettings(before, after);
    const masks = masksFor('screen');
    const found = findings.map(masks.finding).find((_one, at) => findings[at]?.key === key);
    if (found === undefined) throw new Error(`no finding of ${key}`);
    return found;
  };
  const clean = fixture('clean-gateway');

  test('of an allowed key is not touched', () => {
    expect(finding(clean, fixture('no-trusted-ips'), 'TrustedIPs')).toMatchObject({
      before: '127.0.0.1',
      after: null,
      isMasked: false,
    });
  });

  test('of another key tells that its value changed, and no more', () => {
    const tws = fixture('clean-tws');
    const other = edited('clean-tws', ['2ndFactor=kcbd', '2ndFactor=abcd']);
    expect(finding(tws, other, '2ndFactor')).toMatchObject({
      key: '2ndFactor',
      before: '<redacted: 46 characters, #1>',
      after: '<redacted: 46 characters, #2>',
      isMasked: true,
    });
  });

  test('of a duplicate masks each of its values', () => {
    expect(finding(clean, fixture('tricky-values'), 'array[]')).toMatchObject({
      after: expect.stringMatching(/^<redacted: 3 .*> … <redacted: 3 .*>$/) as string,
      isMasked: true,
    });
    expect(finding(clean, fixture('duplicate-keys'), 'TrustedIPs')).toMatchObject({
      after: '127.0.0.1,192.0.2.10 … 192.0.2.77',
      isMasked: false,
    });
  });

  test('of the whole file has nothing to mask', () => {
    const [first] = compareSettings(clean, fixture('empty')).findings;
    expect(first && masksFor('screen').finding(first)).toBe(first);
  });
});

/** Where somebody's secret may stand, and what it looks like there. */
const PLANTED = [
  ['Logon', 'password', 'hunter2-correct-horse'],
  ['Logon', 'UserNameToDirectory', 'edemoSECRETuser,dsecretfolder'],
  ['Logon', 'Restart', 'RESTART-TOKEN-77'],
  ['Logon', 'tradingMode', 'planted-mode'],
  ['Logon', 'TimeZone', 'PlantedZone'],
  ['Logon', 'Locale', 'planted locale'],
  ['Logon', 'colorPalletName', 'PLANTEDpallet'],
  ['Logon', 'FontSize', '12345678'],
  ['Logon', 'SupportsSSL', 'host.of.mine.example:4000,true,20261102,false'],
  ['Logon', 'LastUser', 'jane.doe'],
  ['IBGateway', 'TrustedIPs', 'jane-desktop.home.example'],
  ['IBGateway', 'ApiOnly', 'DU7654321'],
  ['IBGateway', 'MasterClientID', 'U7654321'],
  ['IBGateway', 'LocalServerPort', 'F7654321'],
  ['IBGateway', 'RemoteHostOrderRouting', 'vpn.private.example'],
  ['IBGateway', 'ApiToken', 'ghp_abcdefghijklmnop'],
  ['Communication', '2ndFactor', 'kcbdflagpekopkdjmddoeiffhmapkopkjeafiojl,5.2a;'],
  ['Communication', 'SettingsDir', '/home/janedoe/Jts'],
  ['Communication', 'Peer', 'me@proxy.example:4001'],
  ['settings', 'gdinebopgkjfgnamehgpmhpafeaccknmohaijelh', '1795123456789'],
  ['u:bbinebopgkjfgnamehgpmhpafeaccknmohaijelh', 'janes-login', '1795123999999'],
  ['browser', 'linux_browser', '/home/janedoe/bin/firefox'],
  ['own.section', 'note', 'my bank is Example Bank'],
] as const;
const BARE = ['; secret comment 4711', '# DU1112223', 'a secret line without equals'];

describe('planted secrets', () => {
  const secrets = [
    ...PLANTED.flatMap(([section, key, value]) => [
      value,
      ...(section === 'settings' ? [key] : []),
      ...(section.startsWith('u:') ? [section.slice(2), key] : []),
    ]),
    ...BARE.map((line) => line.slice(2)),
  ];
  const planted = (change: (value: string) => string): Buffer =>
    Buffer.from(
      [
        ...PLANTED.map(([section, key, value]) => `[${section}]\n${key}=${change(value)}`),
        ...BARE.map(change),
        '',
      ].join('\n'),
    );
  const original = planted((value) => value);

  test('there are twenty and more', () => {
    expect(secrets.length).toBeGreaterThanOrEqual(20);
  });

  test.each([
    ['added', fixture('clean-gateway'), original],
    ['removed', original, fixture('clean-gateway')],
    ['changed', original, planted((value) => `${value}x`)],
    ['changed before', planted((value) => `${value}x`), original],
    ['all there is', null, original],
    ['gone with the file', original, null],
    ['the same', original, original],
    ['twice', original, Buffer.concat([original, planted((value) => `${value}y`)])],
    ['in a file that is cut off', fixture('clean-gateway'), original.subarray(0, -1)],
  ])('never appear: %s', (_name, before, after) => {
    for (const audience of ['screen', 'report'] as const) {
      const text = JSON.stringify(explained(before, after, audience));
      expect(
        secrets.filter((secret) => text.includes(JSON.stringify(secret).slice(1, -1))),
      ).toEqual([]);
    }
  });

  test('the sentences of unmasked findings hold none either', () => {
    const findings = [
      ...compareSettings(null, original).findings,
      ...compareSettings(
        original,
        planted((value) => `${value}x`),
      ).findings,
      ...compareSettings(original, null).findings,
    ];
    const sentences = findings.map(({ text }) => text).join('\n');
    expect(secrets.filter((secret) => sentences.includes(secret))).toEqual([]);
  });
});
