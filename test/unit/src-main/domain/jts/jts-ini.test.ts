import { describe, expect, test } from 'vitest';
import { decode } from '../../../../../src-main/domain/jts/decode.ts';
import { entriesOf, parseJtsIni } from '../../../../../src-main/domain/jts/jts-ini.ts';
import { readIni } from '../../../../../src-main/jts/watching/ini-file.ts';
import { FIXTURES, fixture, type Fixture } from '../../../../support/jts/fixtures.ts';

const parsed = (name: Fixture) => parseJtsIni(decode(fixture(name)).text);
const values = (text: string, section: string, key: string): readonly string[] | undefined =>
  parseJtsIni(text)
    .sections.get(section)
    ?.get(key)
    ?.map(({ value }) => value);

/** Written once more, as plainly as can be: what stands after the first `=` of each setting's line. */
function byHand(name: Fixture): readonly (readonly [line: number, key: string, value: string])[] {
  const lines = decode(fixture(name)).text.split(/\r\n|\r|\n/);
  return lines.flatMap((raw, index) => {
    const [key = '', ...rest] = raw.trim().split('=');
    const isOther = /^[;#[]/.test(raw.trim()) || rest.length === 0 || key.trim() === '';
    return isOther ? [] : [[index + 1, key.trim(), rest.join('=').trim()] as const];
  });
}

describe('parseJtsIni', () => {
  test.each(FIXTURES.filter((name) => name !== 'binary-garbage'))(
    'every value of %s.ini is the text after the first "="',
    (name) => {
      const entries = entriesOf(parsed(name));
      expect(entries.map(({ line, key, value }) => [line, key, value])).toEqual(byHand(name));
    },
  );

  test.each([
    ['clean-gateway', 24],
    ['clean-tws', 22],
    ['crlf', 24],
    ['huge', 22_698],
    ['empty', 0],
  ] as const)('%s.ini has %d settings', (name, count) => {
    expect(entriesOf(parsed(name))).toHaveLength(count);
  });

  test('garbage is read without an error', () => {
    expect(() => parsed('binary-garbage')).not.toThrow();
  });

  test('every SSL host is kept', () => {
    const [entry] = parsed('tricky-values').sections.get('Logon')?.get('SupportsSSL') ?? [];
    expect(entry?.value.split(';').map((host) => host.split(',')[0])).toEqual([
      'ndc1.ibllc.com:4000',
      'cdc1.ibllc.com:4000',
      'sdc1.ibllc.com:4000',
    ]);
  });

  test('duplicates are kept with their lines, in sections that stand there twice as well', () => {
    const entries = parsed('duplicate-keys').sections.get('IBGateway')?.get('TrustedIPs');
    expect(entries?.map(({ line, value }) => [line, value])).toEqual([
      [3, '127.0.0.1,192.0.2.10'],
      [5, '127.0.0.1'],
      [15, '192.0.2.77'],
    ]);
  });

  test('names are told apart by case', () => {
    expect(values('[a]\nKey=1\nkey=2', 'a', 'Key')).toEqual(['1']);
    expect(values('[a]\nKey=1\nkey=2', 'a', 'key')).toEqual(['2']);
  });

  test('comments are no settings, indented or at the end', () => {
    const { sections, unparsed } = parsed('comments');
    expect(
      sections
        .get('IBGateway')
        ?.get('TrustedIPs')
        ?.map(({ value }) => value),
    ).toEqual(['127.0.0.1']);
    expect(
      sections
        .get('Logon')
        ?.get('tradingMode')
        ?.map(({ value }) => value),
    ).toEqual(['p']);
    expect(unparsed).toEqual([]);
  });

  test('a line that is nothing at all is reported', () => {
    expect(parsed('tricky-values').unparsed).toEqual([17]);
    expect(parseJtsIni('[a]\n=1\n[b\n[c] ; no\n').unparsed).toEqual([2, 3, 4]);
  });

  test.each([
    ['section.with.dots', '1'],
    ['section with ]bracket', '2'],
  ])('[%s] is a section', (section, value) => {
    expect(parsed('tricky-values').sections.get(section)?.get('k')?.[0]?.value).toBe(value);
  });

  test('keys before the first section have none', () => {
    expect(values('k=1\n[a]\nk=2', '', 'k')).toEqual(['1']);
  });

  test('names of the language are names like others and reach no prototype', () => {
    const { sections } = parsed('tricky-values');
    expect(sections.get('__proto__')?.get('polluted')?.[0]?.value).toBe('1');
    expect(sections.get('constructor')?.get('prototype')?.[0]?.value).toBe('1');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted');
  });

  test('every line has its kind and its section', () => {
    expect(parseJtsIni('; c\n[a]\nk=v\n\nx').lines).toEqual([
      { kind: 'comment', section: '', line: 1 },
      { kind: 'section', section: 'a', line: 2 },
      { kind: 'entry', section: 'a', line: 3, key: 'k', value: 'v' },
      { kind: 'blank', section: 'a', line: 4 },
      { kind: 'unparsed', section: 'a', line: 5 },
    ]);
  });
});

describe('beside the package ini, escaped', () => {
  /** Quoted values, duplicates, lists and __proto__ are read otherwise by it; see `readIni`. */
  const isComparable = (section: string, key: string, value: string, count: number): boolean =>
    count === 1 &&
    section !== '__proto__' &&
    !key.endsWith('[]') &&
    !(/^".*"$/.test(value) || /^'.*'$/.test(value));

  test.each(FIXTURES.filter((name) => name !== 'binary-garbage'))(
    '%s.ini reads the same',
    (name) => {
      const other = readIni(decode(fixture(name)).text);
      const different = [...parsed(name).sections].flatMap(([section, keys]) =>
        [...keys].flatMap(([key, [entry, ...more]]) => {
          const value = entry?.value ?? '';
          if (!isComparable(section, key, value, more.length + 1)) return [];
          const read = other.get(section)?.get(key);
          return read === value ? [] : [[section, key, value, read]];
        }),
      );
      expect(different).toEqual([]);
    },
  );
});
