import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../../../../src-main/contract/jts/finding.ts';
import { compareSettings } from '../../../../../src-main/domain/jts/compare.ts';
import { edited, fixture, FIXTURES } from '../../../../support/jts/fixtures.ts';

const clean = fixture('clean-gateway');
const tws = fixture('clean-tws');
const gateway = (...edits: Parameters<typeof edited> extends [unknown, ...infer E] ? E : never) =>
  edited('clean-gateway', ...edits);

/** `high removed [IBGateway] TrustedIPs: words`. */
const told = ({ findings }: Comparison): readonly string[] =>
  findings.map(({ severity, change, section, key, text }) =>
    [severity, change, section === null ? '-' : `[${section}]`, key ?? '-', '|', text].join(' '),
  );

interface Pair {
  readonly what: string;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array | null;
  readonly verdict: Comparison['verdict'];
  readonly findings: readonly string[];
  readonly notes?: readonly string[];
}

const lines = (bytes: Uint8Array): string[] => Buffer.from(bytes).toString('latin1').split('\n');
const TRUSTED = 'TrustedIPs=127.0.0.1';
const SSL =
  'SupportsSSL=ndc1.ibllc.com:4000,true,20261102,false;cdc1.ibllc.com:4000,true,20261109,false';

const PAIRS: readonly Pair[] = [
  {
    what: 'identical bytes',
    before: clean,
    after: fixture('clean-gateway'),
    verdict: 'same',
    findings: [],
  },
  {
    what: 'no file before, none after',
    before: null,
    after: null,
    verdict: 'same',
    findings: [],
  },
  {
    what: 'trusted addresses: the entry is gone',
    before: clean,
    after: fixture('no-trusted-ips'),
    verdict: 'changed',
    findings: [
      'high removed [IBGateway] TrustedIPs | Trusted addresses: 127.0.0.1 was removed with the whole entry.',
    ],
  },
  {
    what: 'trusted addresses: emptied, which is another thing',
    before: clean,
    after: gateway([TRUSTED, 'TrustedIPs=']),
    verdict: 'changed',
    findings: [
      'high emptied [IBGateway] TrustedIPs | Trusted addresses: 127.0.0.1 was removed; the list is empty now.',
    ],
  },
  {
    what: 'trusted addresses: emptied with commas left',
    before: clean,
    after: gateway([TRUSTED, 'TrustedIPs= , ']),
    verdict: 'changed',
    findings: [
      'high emptied [IBGateway] TrustedIPs | Trusted addresses: 127.0.0.1 was removed; the list is empty now.',
    ],
  },
  {
    what: 'trusted addresses: the entry comes back',
    before: fixture('no-trusted-ips'),
    after: clean,
    verdict: 'changed',
    findings: ['medium added [IBGateway] TrustedIPs | Trusted addresses: 127.0.0.1 was added.'],
  },
  {
    what: 'trusted addresses: filled again',
    before: gateway([TRUSTED, 'TrustedIPs=']),
    after: clean,
    verdict: 'changed',
    findings: ['medium changed [IBGateway] TrustedIPs | Trusted addresses: 127.0.0.1 was added.'],
  },
  {
    what: 'trusted addresses: one more, not named as it may be masked',
    before: clean,
    after: gateway([TRUSTED, 'TrustedIPs=127.0.0.1,192.0.2.10']),
    verdict: 'changed',
    findings: ['medium changed [IBGateway] TrustedIPs | Trusted addresses: 1 address was added.'],
  },
  {
    what: 'trusted addresses: one of the local network more',
    before: clean,
    after: gateway([TRUSTED, 'TrustedIPs=127.0.0.1,192.168.1.5']),
    verdict: 'changed',
    findings: ['medium changed [IBGateway] TrustedIPs | Trusted addresses: 192.168.1.5 was added.'],
  },
  {
    what: 'trusted addresses: one lost, one won',
    before: clean,
    after: gateway([TRUSTED, 'TrustedIPs=10.0.0.7']),
    verdict: 'changed',
    findings: [
      'high changed [IBGateway] TrustedIPs | Trusted addresses: 127.0.0.1 was removed, 10.0.0.7 was added.',
    ],
  },
  {
    what: 'trusted addresses: any computer',
    before: clean,
    after: gateway([TRUSTED, 'TrustedIPs=127.0.0.1,0.0.0.0']),
    verdict: 'changed',
    findings: [
      'high changed [IBGateway] TrustedIPs | Trusted addresses: 0.0.0.0 (any computer) was added.',
    ],
  },
  {
    what: 'trusted addresses: any computer, the long way',
    before: clean,
    after: gateway([TRUSTED, 'TrustedIPs=127.0.0.1,::']),
    verdict: 'changed',
    findings: [
      'high changed [IBGateway] TrustedIPs | Trusted addresses: :: (any computer) was added.',
    ],
  },
  {
    what: 'trusted addresses: a range',
    before: clean,
    after: gateway([TRUSTED, 'TrustedIPs=127.0.0.1,203.0.113.0/24']),
    verdict: 'changed',
    findings: [
      'high changed [IBGateway] TrustedIPs | Trusted addresses: 1 range of addresses was added.',
    ],
  },
  {
    what: 'trusted addresses: what is no address',
    before: clean,
    after: gateway([TRUSTED, 'TrustedIPs=127.0.0.1,desk.example']),
    verdict: 'changed',
    findings: [
      'medium changed [IBGateway] TrustedIPs | Trusted addresses: 1 entry that is no address was added.',
    ],
  },
  {
    what: 'trusted addresses: the same in another order and with spaces',
    before: gateway([TRUSTED, 'TrustedIPs=127.0.0.1,10.0.0.7']),
    after: gateway([TRUSTED, 'TrustedIPs=10.0.0.7 , 127.0.0.1,']),
    verdict: 'housekeeping',
    findings: [],
    notes: ['Only spaces, blank lines or the order within a list differ.'],
  },
  {
    what: 'an empty trusted list that goes loses nobody',
    before: gateway([TRUSTED, 'TrustedIPs=']),
    after: fixture('no-trusted-ips'),
    verdict: 'changed',
    findings: [
      'low removed [IBGateway] TrustedIPs | Trusted addresses: the empty list was removed.',
    ],
  },
  {
    what: 'trading mode to live',
    before: clean,
    after: gateway(['tradingMode=p', 'tradingMode=l']),
    verdict: 'changed',
    findings: ['high changed [Logon] tradingMode | Trading mode: changed from paper to live.'],
  },
  {
    what: 'API mode off, encryption off',
    before: clean,
    after: gateway(['ApiOnly=true', 'ApiOnly=false'], ['UseSSL=true', 'UseSSL=false']),
    verdict: 'changed',
    findings: [
      'high changed [IBGateway] ApiOnly | API mode: changed from true to false.',
      'high changed [Logon] UseSSL | Encrypted connection: changed from true to false.',
    ],
  },
  {
    what: 'LocalServerPort, which is not the port of the API',
    before: clean,
    after: gateway(['LocalServerPort=4000', 'LocalServerPort=4001']),
    verdict: 'changed',
    findings: [
      'medium changed [IBGateway] LocalServerPort | Local server port: changed from 4000 to 4001.',
    ],
  },
  {
    what: 'order server and its port',
    before: clean,
    after: gateway(
      ['RemoteHostOrderRouting=ndc1.ibllc.com', 'RemoteHostOrderRouting=zdc1.ibllc.com'],
      ['RemotePortOrderRouting=4001', 'RemotePortOrderRouting=4000'],
    ),
    verdict: 'changed',
    findings: [
      'medium changed [IBGateway] RemoteHostOrderRouting | Order server: changed from ndc1.ibllc.com to zdc1.ibllc.com.',
      'medium changed [IBGateway] RemotePortOrderRouting | Order server port: changed from 4001 to 4000.',
    ],
  },
  {
    what: 'last server, time zone and language',
    before: clean,
    after: gateway(
      ['Peer=cdc1.ibllc.com:4001', 'Peer=ndc1.ibllc.com:4001'],
      ['TimeZone=America/New_York', 'TimeZone=Europe/Berlin'],
      ['Locale=en', 'Locale=de'],
    ),
    verdict: 'changed',
    findings: [
      'medium changed [Communication] Peer | Last server: changed from cdc1.ibllc.com:4001 to ndc1.ibllc.com:4001.',
      'medium changed [Logon] TimeZone | Time zone: changed from America/New_York to Europe/Berlin.',
      'medium changed [Logon] Locale | Language: changed from en to de.',
    ],
  },
  {
    what: 'server store and settings from the server',
    before: clean,
    after: gateway(
      ['s3store=true', 's3store=false'],
      ['useRemoteSettings=false', 'useRemoteSettings=true'],
    ),
    verdict: 'changed',
    findings: [
      'medium changed [Logon] s3store | Server store: changed from true to false.',
      'medium changed [Logon] useRemoteSettings | Settings from the server: changed from false to true.',
    ],
  },
  {
    what: 'SSL hosts: a second one lost',
    before: clean,
    after: gateway([SSL, 'SupportsSSL=ndc1.ibllc.com:4000,true,20261102,false']),
    verdict: 'changed',
    findings: ['medium changed [Logon] SupportsSSL | SSL hosts: 1 host lost.'],
  },
  {
    what: 'SSL hosts: a third one added',
    before: clean,
    after: gateway([SSL, `${SSL};sdc1.ibllc.com:4000,true,20261110,false`]),
    verdict: 'changed',
    findings: ['medium changed [Logon] SupportsSSL | SSL hosts: 1 host added.'],
  },
  {
    what: 'SSL hosts: the dates of today',
    before: clean,
    after: gateway([SSL, SSL.replaceAll('202611', '202612')]),
    verdict: 'housekeeping',
    findings: ['housekeeping changed [Logon] SupportsSSL | SSL hosts: only dates changed.'],
  },
  {
    what: 'SSL hosts: another order',
    before: clean,
    after: gateway([
      SSL,
      'SupportsSSL=cdc1.ibllc.com:4000,true,20261109,false;ndc1.ibllc.com:4000,true,20261102,false',
    ]),
    verdict: 'housekeeping',
    findings: [],
    notes: ['Only spaces, blank lines or the order within a list differ.'],
  },
  {
    what: 'SSL hosts: emptied',
    before: clean,
    after: gateway([SSL, 'SupportsSSL=']),
    verdict: 'changed',
    findings: [
      'medium emptied [Logon] SupportsSSL | SSL hosts: 2 hosts lost; the list is empty now.',
    ],
  },
  {
    what: 'SSL hosts: a host no longer speaks it',
    before: clean,
    after: gateway([SSL, SSL.replace('cdc1.ibllc.com:4000,true', 'cdc1.ibllc.com:4000,false')]),
    verdict: 'changed',
    findings: ['low changed [Logon] SupportsSSL | SSL hosts: what is noted for a host changed.'],
  },
  {
    what: 'window sizes and the step counter',
    before: clean,
    after: gateway(
      ['MainWindow.Height=560', 'MainWindow.Height=900'],
      ['MainWindow.Width=720', 'MainWindow.Width=1400'],
      ['screenHeight=1080', 'screenHeight=2160'],
      ['Steps=7', 'Steps=8'],
    ),
    verdict: 'housekeeping',
    findings: [
      'housekeeping changed [Logon] Steps | Step counter: changed from 7 to 8.',
      'housekeeping changed [Logon] screenHeight | Screen height: changed from 1080 to 2160.',
      'housekeeping changed [IBGateway] MainWindow.Height | Window height: changed from 560 to 900.',
      'housekeeping changed [IBGateway] MainWindow.Width | Window width: changed from 720 to 1400.',
    ],
  },
  {
    what: 'line endings',
    before: clean,
    after: fixture('crlf'),
    verdict: 'housekeeping',
    findings: [],
    notes: ['Line endings changed from LF to CRLF.'],
  },
  {
    what: 'sections and keys in another order',
    before: clean,
    after: Buffer.from(
      [
        ...lines(clean).slice(27, 29),
        '[Communication]',
        '[IBGateway]',
        ...lines(clean).slice(1, 9).reverse(),
        '[Logon]',
        ...lines(clean).slice(11, 25),
        '',
      ]
        .join('\n')
        .replace(
          /^.*\n.*\n\[Communication\]/,
          '[Communication]\nRegion=us\nPeer=cdc1.ibllc.com:4001',
        ),
    ),
    verdict: 'housekeeping',
    findings: [],
    notes: ['Sections or keys stand in another order.'],
  },
  {
    what: 'a byte order mark, and no final newline',
    before: clean,
    after: Buffer.concat([Uint8Array.of(0xef, 0xbb, 0xbf), clean.subarray(0, -2)]),
    verdict: 'housekeeping',
    findings: [],
    notes: ['The last line no longer ends in a line break.', 'A byte order mark was added.'],
  },
  {
    what: 'comments only',
    before: clean,
    after: gateway(['[Logon]', '; by hand\n[Logon]']),
    verdict: 'housekeeping',
    findings: [],
    notes: ['Comments, or lines that are no settings, changed.'],
  },
  {
    what: 'a debug log, and a key that nobody knows',
    before: clean,
    after: gateway(['WriteDebug=false', 'WriteDebug=true\nwhatIsThis=1']),
    verdict: 'changed',
    findings: [
      'low changed [IBGateway] WriteDebug | Debug log: changed from false to true.',
      'low added [IBGateway] whatIsThis | whatIsThis: added.',
    ],
  },
  {
    what: 'a second factor, whose value is not told',
    before: tws,
    after: edited('clean-tws', [
      '2ndFactor=kcbdflagpekopkdjmddoeiffhmapkopkjeafiojl',
      '2ndFactor=abcdflagpekopkdjmddoeiffhmapkopkjeafiojl',
    ]),
    verdict: 'changed',
    findings: ['medium changed [Communication] 2ndFactor | Second factor: changed.'],
  },
  {
    what: 'the settings of a user synced again',
    before: tws,
    after: edited('clean-tws', ['=1795000000123', '=1795009999999']),
    verdict: 'housekeeping',
    findings: [
      'housekeeping changed [settings] fhggmdcahdpmopfnindbeoaonbinmdlkjpggnhen | Last sync of a user: changed.',
    ],
  },
  {
    what: 'TWS has no [IBGateway], which is no finding',
    before: tws,
    after: edited('clean-tws', ['Steps=12', 'Steps=13']),
    verdict: 'housekeeping',
    findings: ['housekeeping changed [Logon] Steps | Step counter: changed from 12 to 13.'],
  },
  {
    what: 'a user leaves',
    before: clean,
    after: gateway([',gdinebopgkjfgnamehgpmhpafeaccknmohaijelh', '']),
    verdict: 'changed',
    findings: ['low changed [Logon] UserNameToDirectory | User folders: 1 entry removed.'],
  },
  {
    what: '[IBGateway] is gone',
    before: clean,
    after: Buffer.from(lines(clean).slice(10).join('\n')),
    verdict: 'changed',
    findings: [
      'high grouped [IBGateway] - | [IBGateway] is gone, with Trusted addresses, API mode, Local server port, Order server, Order server port and 3 more.',
    ],
  },
  {
    what: '[Communication] is gone, with a final newline',
    before: clean,
    after: Buffer.from(lines(clean).slice(0, 26).join('\n')),
    verdict: 'changed',
    findings: [
      'medium grouped [Communication] - | [Communication] is gone, with Last server and Region.',
    ],
  },
  {
    what: 'the section of a user is gone, and is not named',
    before: tws,
    after: edited('clean-tws', [
      '[u:fhggmdcahdpmopfnindbeoaonbinmdlkjpggnhen]\nAutoRestart=1\n',
      '',
    ]),
    verdict: 'changed',
    findings: [
      'low grouped [u:fhggmdcahdpmopfnindbeoaonbinmdlkjpggnhen] - | The section of a user is gone, with Automatic restart of a user.',
    ],
  },
  {
    what: 'a setting twice',
    before: clean,
    after: gateway([TRUSTED, `${TRUSTED}\nTrustedIPs=10.0.0.7`]),
    verdict: 'changed',
    findings: [
      'high duplicated [IBGateway] TrustedIPs | Trusted addresses: set 2 times, on lines 3 and 4. Which one counts is not known.',
    ],
  },
  {
    what: 'a setting three times, a section twice, another spelling',
    before: clean,
    after: fixture('duplicate-keys'),
    verdict: 'changed',
    findings: [
      'high duplicated [IBGateway] TrustedIPs | Trusted addresses: set 3 times, on lines 3, 5 and 15. Which one counts is not known.',
      'high duplicated [Logon] tradingMode | Trading mode: set 2 times, on lines 11 and 19. Which one counts is not known.',
      'high duplicated [Logon] UseSSL | Encrypted connection: set 2 times, in upper and lower case, on lines 9 and 10. Which one counts is not known.',
      'medium added [IBGateway] MasterClientID | Master client ID entry: added.',
      'medium removed [IBGateway] RemoteHostOrderRouting | Order server: removed.',
      'medium removed [IBGateway] RemotePortOrderRouting | Order server port: removed.',
      'medium removed [Logon] SupportsSSL | SSL hosts: 2 hosts lost with the whole entry.',
      'medium removed [Logon] TimeZone | Time zone: removed.',
      'medium removed [Logon] s3store | Server store: removed.',
      'medium removed [Logon] useRemoteSettings | Settings from the server: removed.',
      'medium grouped [Communication] - | [Communication] is gone, with Last server and Region.',
      'low removed [Logon] displayedproxymsg | Proxy notice shown: removed.',
      'low removed [Logon] os_titlebar | System title bar: removed.',
      'low removed [Logon] colorPalletName | Colours: removed.',
      'low removed [Logon] ibkrBranding | Branding: removed.',
      'low removed [Logon] UserNameToDirectory | User folders: 2 entries removed.',
      'low added [Logon] usessl | usessl: added.',
      'housekeeping removed [Logon] Steps | Step counter: removed.',
      'housekeeping removed [Logon] screenHeight | Screen height: removed.',
      'housekeeping removed [IBGateway] MainWindow.Height | Window height: removed.',
      'housekeeping removed [IBGateway] MainWindow.Width | Window width: removed.',
    ],
  },
  {
    what: 'a setting that was there twice before as well',
    before: gateway([TRUSTED, `${TRUSTED}\nTrustedIPs=10.0.0.7`]),
    after: gateway([TRUSTED, `${TRUSTED}\nTrustedIPs=10.0.0.7`], ['Steps=7', 'Steps=8']),
    verdict: 'housekeeping',
    findings: ['housekeeping changed [Logon] Steps | Step counter: changed from 7 to 8.'],
    notes: ['Trusted addresses: set 2 times, on lines 3 and 4.'],
  },
  {
    what: 'a setting that is there once again',
    before: gateway([TRUSTED, `${TRUSTED}\nTrustedIPs=10.0.0.7`]),
    after: clean,
    verdict: 'changed',
    findings: [
      'high duplicated [IBGateway] TrustedIPs | Trusted addresses: was set 2 times, on lines 3 and 4, once now.',
    ],
  },
  {
    what: 'cut off',
    before: clean,
    after: fixture('truncated'),
    verdict: 'damaged',
    findings: [
      'high damaged - - | The newer file looks cut off: it ends in mid-line, and sections are missing.',
      'medium changed [Logon] SupportsSSL | SSL hosts: 1 host lost, 1 host added.',
      'medium removed [Logon] s3store | Server store: removed.',
      'medium grouped [Communication] - | [Communication] is gone, with Last server and Region.',
      'low removed [Logon] displayedproxymsg | Proxy notice shown: removed.',
      'low removed [Logon] ibkrBranding | Branding: removed.',
      'housekeeping removed [Logon] screenHeight | Screen height: removed.',
    ],
    notes: ['The last line no longer ends in a line break.'],
  },
  {
    what: 'cut off before, whole now',
    before: fixture('truncated'),
    after: clean,
    verdict: 'damaged',
    findings: [
      'high damaged - - | The older file looks cut off: it ends in mid-line, and sections are missing.',
      'medium added [Communication] Peer | Last server: added.',
      'medium changed [Logon] SupportsSSL | SSL hosts: 1 host lost, 1 host added.',
      'medium added [Logon] s3store | Server store: added.',
      'low added [Communication] Region | Region: added.',
      'low added [Logon] displayedproxymsg | Proxy notice shown: added.',
      'low added [Logon] ibkrBranding | Branding: added.',
      'housekeeping added [Logon] screenHeight | Screen height: added.',
    ],
    notes: ['The last line now ends in a line break.'],
  },
  {
    what: 'emptied file',
    before: clean,
    after: fixture('empty'),
    verdict: 'damaged',
    findings: [
      'high damaged - - | The newer file is empty.',
      'high grouped [IBGateway] - | [IBGateway] is gone, with Trusted addresses, API mode, Local server port, Order server, Order server port and 3 more.',
      'high grouped [Logon] - | [Logon] is gone, with Trading mode, Encrypted connection, SSL hosts, Time zone, Language and 9 more.',
      'medium grouped [Communication] - | [Communication] is gone, with Last server and Region.',
    ],
  },
  {
    what: 'NUL bytes',
    before: clean,
    after: fixture('binary-garbage'),
    verdict: 'damaged',
    findings: ['high damaged - - | The newer file holds NUL bytes or is no text.'],
  },
  {
    what: 'another kind of file',
    before: clean,
    after: Buffer.from('<html><a href="x=1">Sign in</a></html>\n'),
    verdict: 'damaged',
    findings: ['high damaged - - | The newer file holds no settings: it is no jts.ini.'],
  },
  {
    what: 'damaged before and after alike',
    before: fixture('empty'),
    after: fixture('empty'),
    verdict: 'damaged',
    findings: [
      'high damaged - - | The newer file is empty.',
      'high damaged - - | The older file is empty.',
    ],
  },
  {
    what: 'no file any more',
    before: clean,
    after: null,
    verdict: 'changed',
    findings: [
      'high removed - - | The file jts.ini is gone.',
      'high grouped [IBGateway] - | [IBGateway] is gone, with Trusted addresses, API mode, Local server port, Order server, Order server port and 3 more.',
      'high grouped [Logon] - | [Logon] is gone, with Trading mode, Encrypted connection, SSL hosts, Time zone, Language and 9 more.',
      'medium grouped [Communication] - | [Communication] is gone, with Last server and Region.',
    ],
  },
  {
    what: 'no file before',
    before: null,
    after: Buffer.from('[IBGateway]\nTrustedIPs=0.0.0.0\nWriteDebug=true\n'),
    verdict: 'changed',
    findings: [
      'high added [IBGateway] TrustedIPs | Trusted addresses: 0.0.0.0 (any computer) was added.',
      'low added - - | The file jts.ini was not there before.',
      'low added [IBGateway] WriteDebug | Debug log: added.',
    ],
  },
  {
    what: 'Latin-1, which IBC would refuse',
    before: clean,
    after: fixture('latin1'),
    verdict: 'changed',
    findings: [
      'medium changed [Logon] TimeZone | Time zone: changed from America/New_York to America/Sao_Paulo.',
      'low added [Communication] SettingsDir | Settings folder: added.',
      'low added [Logon] windowTitle | windowTitle: added.',
    ],
    notes: [
      'The encoding changed from UTF-8 to Latin-1.',
      'The file is not UTF-8 and was read as Latin-1. IBC reads it as UTF-8 and would refuse it.',
    ],
  },
  {
    what: 'more than twenty of one section and severity are one',
    before: clean,
    after: gateway([
      'WriteDebug=false',
      Array.from({ length: 25 }, (_none, at) => `unknown${at}=1`).join('\n'),
    ]),
    verdict: 'changed',
    findings: ['low grouped [IBGateway] - | [IBGateway]: 26 differences: Debug log and 25 more.'],
  },
  {
    what: 'twenty are not',
    before: clean,
    after: gateway([
      'TrustedIPs',
      `${Array.from({ length: 20 }, (_none, at) => `unknown${10 + at}=1`).join('\n')}\nTrustedIPs`,
    ]),
    verdict: 'changed',
    findings: Array.from(
      { length: 20 },
      (_none, at) => `low added [IBGateway] unknown${10 + at} | unknown${10 + at}: added.`,
    ),
  },
  {
    what: 'an unparsed line',
    before: clean,
    after: gateway(['[Logon]', '[Logon]\nnovalue']),
    verdict: 'housekeeping',
    findings: [],
    notes: [
      'Comments, or lines that are no settings, changed.',
      '1 unparsed line, which is no setting: 12.',
    ],
  },
];

describe('compareSettings', () => {
  test.each(PAIRS)('$what', ({ before, after, verdict, findings, notes }) => {
    const comparison = compareSettings(before, after);
    expect(told(comparison)).toEqual(findings);
    expect(comparison.verdict).toBe(verdict);
    expect(comparison.notes).toEqual(notes ?? []);
  });

  test('there are twenty-five pairs and more', () => {
    expect(PAIRS.length).toBeGreaterThanOrEqual(25);
  });

  test('emptied and removed differ, also in their values', () => {
    const value = (after: Uint8Array): string | null | undefined =>
      compareSettings(clean, after).findings[0]?.after;
    expect(value(gateway([TRUSTED, 'TrustedIPs=']))).toBe('');
    expect(value(fixture('no-trusted-ips'))).toBeNull();
  });

  test('a duplicate tells its first and its last value', () => {
    expect(compareSettings(clean, fixture('duplicate-keys')).findings[0]).toMatchObject({
      before: '127.0.0.1',
      after: '127.0.0.1,192.0.2.10 … 192.0.2.77',
    });
  });

  test('another spelling does not hide the value from before', () => {
    const { findings } = compareSettings(clean, fixture('duplicate-keys'));
    expect(findings.find(({ key }) => key === 'UseSSL')).toMatchObject({
      before: 'true',
      after: 'true … false',
    });
  });

  test('of a large file, an order of its own for thousands of users is one finding', () => {
    const { findings } = compareSettings(clean, fixture('huge'));
    expect(findings.filter(({ section }) => section?.startsWith('u:') === true)).toEqual([
      expect.objectContaining({ section: 'u:', change: 'grouped', severity: 'low' }),
    ]);
  });

  test('any two fixtures compare without an error, and the other way round', () => {
    const small = FIXTURES.filter((name) => name !== 'huge');
    for (const one of small) {
      for (const other of small) {
        const there = compareSettings(fixture(one), fixture(other));
        const back = compareSettings(fixture(other), fixture(one));
        expect([one, other, there.verdict === 'same']).toEqual([
          one,
          other,
          back.verdict === 'same',
        ]);
      }
    }
  });

  test('every finding is a sentence, and most severe ones come first', () => {
    const order = ['high', 'medium', 'low', 'housekeeping'];
    for (const name of FIXTURES.filter((one) => one !== 'huge')) {
      const { findings } = compareSettings(clean, fixture(name));
      const ranks = findings.map(({ severity }) => order.indexOf(severity));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      for (const { text } of findings) expect(text).toMatch(/^[^\n]+\.$/);
    }
  });
});
