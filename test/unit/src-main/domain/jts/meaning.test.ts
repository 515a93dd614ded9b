import { describe, expect, test } from 'vitest';
import { compareSettings } from '../../../../../src-main/domain/jts/compare.ts';
import { KNOWN_KEYS, knownKey, rankOf } from '../../../../../src-main/domain/jts/jts-keys.ts';
import {
  meaningOf,
  setByIbc,
  summaryOf,
  trustedAddresses,
} from '../../../../../src-main/domain/jts/meaning.ts';
import { edited, fixture } from '../../../../support/jts/fixtures.ts';

const clean = fixture('clean-gateway');

describe('the table of keys', () => {
  test('calls LocalServerPort by no name of the API port', () => {
    const port = knownKey('IBGateway', 'LocalServerPort');
    expect(port?.name).toBe('Local server port');
    expect(port?.does).toMatch(/port of the API is kept elsewhere/);
    expect(KNOWN_KEYS.map(({ name }) => name).filter((name) => /API.*port/i.test(name))).toEqual(
      [],
    );
  });

  test('has words for every key, and each key once', () => {
    const keys = KNOWN_KEYS.map(({ section, key }) => `${section} ${key}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { name, does } of KNOWN_KEYS) {
      expect(name).toMatch(/^[A-Za-z].*[^.]$/);
      expect(does).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('never shows what is personal', () => {
    for (const [section, key] of [
      ['Communication', '2ndFactor'],
      ['Logon', 'UserNameToDirectory'],
      ['Logon', 'Restart'],
      ['Communication', 'SettingsDir'],
      ['settings', 'anybody'],
    ] as const) {
      expect(knownKey(section, key)?.isShown).toBe(false);
    }
  });

  test('knows the keys of users whatever their folder', () => {
    expect(knownKey('u:abc', 'AutoRestart')?.name).toBe('Automatic restart of a user');
    expect(knownKey('u:abc', 'other')).toBeNull();
    expect(knownKey('settings', 'abc')?.name).toBe('Last sync of a user');
  });

  test.each(['__proto__', 'constructor', 'toString'])('does not know %s', (name) => {
    expect(knownKey(name, name)).toBeNull();
    expect(knownKey('Logon', name)).toBeNull();
    expect(rankOf('Logon', name)).toBe(KNOWN_KEYS.length);
  });
});

describe('meaningOf', () => {
  test('names a known setting and says what it does', () => {
    const [first] = compareSettings(clean, fixture('no-trusted-ips')).findings;
    expect(first && meaningOf(first)).toEqual({
      name: 'Trusted addresses',
      does: 'Computers that may connect without a dialog.',
    });
  });

  test('has nothing to say of unknown keys, of groups and of the whole file', () => {
    const findings = [
      ...compareSettings(clean, edited('clean-gateway', ['Locale=en', 'Locale=en\nx=1'])).findings,
      ...compareSettings(clean, fixture('empty')).findings,
    ];
    expect(findings.map(meaningOf)).toEqual(findings.map(() => ({ name: null, does: null })));
  });
});

describe('summaryOf', () => {
  test('counts by severity and names what matters, most severe first, each once', () => {
    const after = edited(
      'clean-gateway',
      ['TrustedIPs=127.0.0.1', 'TrustedIPs='],
      ['TimeZone=America/New_York', 'TimeZone=Europe/Berlin'],
      ['WriteDebug=false', 'WriteDebug=true'],
      ['Steps=7', 'Steps=8'],
    );
    expect(summaryOf(compareSettings(clean, after))).toEqual({
      counts: { high: 1, medium: 1, low: 1, housekeeping: 1 },
      settings: ['Trusted addresses', 'Time zone', 'Debug log'],
    });
  });

  test('a file that is gone is one change, whatever stood in it', () => {
    expect(summaryOf(compareSettings(clean, null))).toEqual({
      counts: { high: 1, medium: 0, low: 0, housekeeping: 0 },
      settings: ['jts.ini is gone'],
    });
  });

  test('names sections that are gone, and the file itself', () => {
    expect(summaryOf(compareSettings(clean, fixture('empty'))).settings).toEqual([
      'The whole file',
      '[IBGateway]',
      '[Logon]',
      '[Communication]',
    ]);
  });

  test('names nobody', () => {
    const summary = summaryOf(compareSettings(null, fixture('clean-tws')));
    expect(JSON.stringify(summary)).not.toContain('fhggmdcahdpmopfnindbeoaonbinmdlkjpggnhen');
  });

  test('of housekeeping names nothing', () => {
    expect(
      summaryOf(compareSettings(clean, edited('clean-gateway', ['Steps=7', 'Steps=8']))),
    ).toEqual({
      counts: { high: 0, medium: 0, low: 0, housekeeping: 1 },
      settings: [],
    });
  });

  test('of ten thousand sections that are gone names a few, and counts them all', () => {
    const more = Array.from({ length: 10_001 }, (_none, at) => `[s${at}]\na=1\n`).join('');
    const { counts, settings } = summaryOf(
      compareSettings(Buffer.concat([clean, Buffer.from(more)]), clean),
    );
    expect(Object.values(counts).reduce((sum, one) => sum + one)).toBe(10_001);
    expect(settings).toHaveLength(50);
  });
});

describe('setByIbc', () => {
  const wide = edited('clean-gateway', ['=127.0.0.1', '=127.0.0.1,192.0.2.10']);
  const spaced = edited('clean-gateway', ['=127.0.0.1', '= 127.0.0.1,127.0.0.1']);
  const start = { recreatedAt: 100_000, startedAt: 103_000 };

  test.each([
    ['127.0.0.1 alone, in a file made anew at a start', wide, clean, start, true],
    ['there was no entry before', fixture('no-trusted-ips'), clean, start, true],
    ['it was 127.0.0.1 before as well', spaced, clean, start, false],
    ['another address is left', clean, wide, start, false],
    ['none is left', wide, fixture('no-trusted-ips'), start, false],
    ['the file was written in place', wide, clean, { ...start, recreatedAt: null }, false],
    ['Gateway did not start', wide, clean, { ...start, startedAt: null }, false],
    ['Gateway started much later', wide, clean, { ...start, startedAt: 161_000 }, false],
    ['Gateway had started long ago', wide, clean, { ...start, startedAt: 39_000 }, false],
  ])('%s', (_name, before, after, when, expected) => {
    const { findings } = compareSettings(before, after);
    const addresses = trustedAddresses(findings) ?? { before: '127.0.0.1', after: '127.0.0.1' };
    expect(setByIbc(addresses, when)).toBe(expected);
  });

  test('has nothing to look at where the addresses are as they were, or the file is gone', () => {
    const moved = edited('clean-gateway', ['Steps=7', 'Steps=8']);
    expect(trustedAddresses(compareSettings(clean, moved).findings)).toBeUndefined();
    expect(trustedAddresses(compareSettings(wide, null).findings)).toBeUndefined();
  });
});
