import { describe, expect, test } from 'vitest';
import type { TextDifference } from '../../../../../src-main/contract/jts/settings-state.ts';
import { explained, revealed } from '../../../../../src-main/domain/jts/explained.ts';
import { edited, fixture, FIXTURES } from '../../../../support/jts/fixtures.ts';

const difference = (before: Uint8Array | null, after: Uint8Array | null): TextDifference =>
  explained(before, after).text;

/** `-3 text` and `+2 text`, `1:1 text`; what changed within a line between braces. */
function drawn(text: TextDifference): readonly string[] {
  if (text.outcome === 'not-text') return ['not text'];
  const blocks = text.blocks.flatMap(({ skipped, lines }) => [
    ...(skipped > 0 ? [`… ${skipped}`] : []),
    ...lines.map(({ kind, before, after, parts }) => {
      const place =
        kind === 'removed' ? `-${before}` : kind === 'added' ? `+${after}` : `${before}:${after}`;
      return `${place} ${parts.map((part) => (part.isChanged ? `{${part.text}}` : part.text)).join('')}`;
    }),
  ]);
  return text.skippedAtEnd > 0 ? [...blocks, `… ${text.skippedAtEnd}`] : blocks;
}

const clean = fixture('clean-gateway');
const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_none, at) => `k${at + 1}=1`);
const file = (lines: readonly string[]): Buffer => Buffer.from(['[ns]', ...lines, ''].join('\n'));

describe('the difference of the text', () => {
  test('shows a line that went, with three around it, and counts the rest', () => {
    expect(drawn(difference(clean, fixture('no-trusted-ips')))).toEqual([
      '1:1 [IBGateway]',
      '2:2 WriteDebug=false',
      '-3 TrustedIPs=127.0.0.1',
      '4:3 RemoteHostOrderRouting=ndc1.ibllc.com',
      '5:4 MainWindow.Height=560',
      '6:5 RemotePortOrderRouting=4001',
      '… 24',
    ]);
  });

  test('marks what changed within a line, and pairs lines by their key', () => {
    const after = edited(
      'clean-gateway',
      ['WriteDebug=false\nTrustedIPs=127.0.0.1', 'WriteDebug=true'],
      ['TimeZone=America/New_York', 'TimeZone=Europe/Berlin'],
    );
    expect(drawn(difference(clean, after))).toEqual([
      '1:1 [IBGateway]',
      '-2 WriteDebug={false}',
      '-3 TrustedIPs=127.0.0.1',
      '+2 WriteDebug={true}',
      '4:3 RemoteHostOrderRouting=ndc1.ibllc.com',
      '5:4 MainWindow.Height=560',
      '6:5 RemotePortOrderRouting=4001',
      '… 4',
      '11:10 [Logon]',
      '12:11 useRemoteSettings=false',
      '13:12 UserNameToDirectory=<redacted: 40 characters, #1>,<redacted: 40 characters, #2>',
      '-14 TimeZone={America}/{New_York}',
      '+13 TimeZone={Europe}/{Berlin}',
      '15:14 tradingMode=p',
      '16:15 colorPalletName=dark',
      '17:16 Steps=7',
      '… 13',
    ]);
  });

  test('a masked value that changed is marked as one', () => {
    const after = edited('clean-tws', ['2ndFactor=kcbd', '2ndFactor=abcd']);
    expect(drawn(difference(fixture('clean-tws'), after))).toContain(
      '+27 2ndFactor={<redacted: 46 characters, #2>}',
    );
  });

  test('a single unchanged line between two blocks is no fold', () => {
    const before = numbered(9);
    const after = before.map((line) => (/^k[19]=/.test(line) ? line.replace('=1', '=2') : line));
    expect(drawn(difference(file(before), file(after)))).not.toContain('… 1');
    const wider = numbered(10);
    const other = wider.map((line) => (/^k(1|10)=/.test(line) ? line.replace('=1', '=2') : line));
    expect(drawn(difference(file(wider), file(other)))).toContain('… 2');
  });

  test('line endings are no difference of the text', () => {
    expect(drawn(difference(clean, fixture('crlf')))).toEqual(['… 30']);
  });

  test.each([
    ['no file before', null, file(['k=1']), ['+1 [ns]', '+2 k=<redacted: 1 characters, #1>']],
    ['no file after', file(['darykq=1']), null, ['-1 [ns]', '-2 darykq=1']],
    ['none at all', null, null, []],
    ['the same', file(['k=1']), file(['k=1']), ['… 2']],
    ['no text', clean, fixture('binary-garbage'), ['not text']],
    ['no text before', fixture('binary-garbage'), clean, ['not text']],
  ])('%s', (_name, before, after, lines) => {
    expect(drawn(difference(before, after))).toEqual(lines);
  });

  test('every line of both sides is there once, in order', () => {
    for (const [name, other] of FIXTURES.flatMap((one) =>
      FIXTURES.map((two) => [one, two] as const),
    )) {
      if (name === 'huge' || other === 'huge') continue;
      const text = difference(fixture(name), fixture(other));
      if (text.outcome === 'not-text') continue;
      const skipped = text.blocks.reduce((sum, block) => sum + block.skipped, text.skippedAtEnd);
      const lines = text.blocks.flatMap((block) => block.lines);
      const count = (side: 'before' | 'after'): number =>
        lines.filter((line) => line[side] !== null).length + skipped;
      expect([name, other, count('before')]).toEqual([name, other, lineCount(fixture(name))]);
      expect([name, other, count('after')]).toEqual([name, other, lineCount(fixture(other))]);
    }
  });

  test('files that differ in thousands of lines are all removed and all added, but for both ends', () => {
    const before = ['darykq=1', ...numbered(2000), 'last=1'];
    const after = ['darykq=1', ...numbered(2000).map((line) => `x${line}`), 'last=1'];
    const lines = drawn(difference(file(before), file(after)));
    expect(lines.slice(0, 3)).toEqual([
      '1:1 [ns]',
      '2:2 darykq=1',
      '-3 k1=<redacted: 1 characters, #1>',
    ]);
    expect(lines.at(-1)).toBe('2003:2003 last=<redacted: 1 characters, #1>');
    expect(lines).toHaveLength(4003);
  });

  test('so are files with the same lines in reverse', () => {
    const before = numbered(2000);
    const changes = drawn(difference(file(before), file(before.toReversed())));
    expect(changes).toHaveLength(4001);
  });

  test('up to a thousand lines that went or came, those between stay', () => {
    const before = numbered(2000);
    const after = before.map((line, at) => (at % 4 === 0 ? `x${line}` : line));
    const lines = drawn(difference(file(before), file(after)));
    expect(lines.filter((line) => line.startsWith('-'))).toHaveLength(500);
    expect(lines.filter((line) => line.startsWith('+'))).toHaveLength(500);
  });

  test('of files that differ in more lines the first 5,000 are given out, and the rest is counted', () => {
    const before = ['darykq=1', ...numbered(6000), ...numbered(30).map((line) => `end${line}`)];
    const after = before.map((line) => (line.startsWith('k') ? `x${line}` : line));
    const text = difference(file(before), file(after));
    if (text.outcome === 'not-text') throw new Error('not text');
    const lines = text.blocks.flatMap((block) => block.lines);
    expect(lines).toHaveLength(5000);
    expect(lines.filter(({ kind }) => kind === 'removed')).toHaveLength(4998);
    // Nothing follows what is left out.
    expect([text.moreChanged, text.skippedAtEnd]).toEqual([7002, 0]);
    expect(difference(file(before), file(before))).toMatchObject({ moreChanged: 0 });
  });

  test('long runs are cut into blocks without a fold between them', () => {
    const text = difference(null, file(numbered(2500)));
    const blocks = text.outcome === 'text' ? text.blocks : [];
    expect(blocks.map(({ skipped, lines }) => [skipped, lines.length])).toEqual([
      [0, 1000],
      [0, 1000],
      [0, 501],
    ]);
  });

  test('a line as long as the file is marked as a whole', () => {
    const long = (word: string): Buffer =>
      Buffer.from(`[IBGateway]\nTrustedIPs=${`${word},`.repeat(100_000)}`);
    const text = difference(long('10.0.0.1'), long('10.0.0.2'));
    expect(text.outcome === 'text' && text.blocks[0]?.lines[1]?.parts).toHaveLength(1);
  });
});

const lineCount = (bytes: Uint8Array): number => {
  const lines = Buffer.from(bytes)
    .toString('latin1')
    .split(/\r\n|\n|\r/);
  return lines.at(-1) === '' ? lines.length - 1 : lines.length;
};

describe('revealed', () => {
  const tws = fixture('clean-tws');
  const after = edited('clean-tws', ['2ndFactor=kcbd', '2ndFactor=abcd']);

  test('a line of one side, by its number', () => {
    expect(revealed(tws, after, { kind: 'line', side: 'after', line: 27 })).toEqual({
      before: null,
      after: '2ndFactor=abcdflagpekopkdjmddoeiffhmapkopkjeafiojl,5.2a;',
    });
    expect(revealed(tws, after, { kind: 'line', side: 'before', line: 21 })).toEqual({
      before: 'fhggmdcahdpmopfnindbeoaonbinmdlkjpggnhen=1795000000123',
      after: null,
    });
  });

  test('both values of a finding, by its place', () => {
    expect(revealed(tws, after, { kind: 'finding', index: 0 })).toEqual({
      before: 'kcbdflagpekopkdjmddoeiffhmapkopkjeafiojl,5.2a;',
      after: 'abcdflagpekopkdjmddoeiffhmapkopkjeafiojl,5.2a;',
    });
  });

  test.each([
    { kind: 'finding', index: 1 },
    { kind: 'line', side: 'after', line: 0 },
    { kind: 'line', side: 'after', line: 99 },
  ] as const)('nothing where nothing stands: %o', (what) => {
    expect(revealed(tws, after, what)).toBeNull();
  });

  test('nothing on the side without a file', () => {
    expect(revealed(null, after, { kind: 'line', side: 'before', line: 1 })).toBeNull();
  });

  test('line numbers are those of the difference, whatever the line ends', () => {
    const mixed = Buffer.from('[a]\r\nk=1\rl=2\n');
    const text = difference(null, mixed);
    const lines = text.outcome === 'text' ? text.blocks.flatMap((block) => block.lines) : [];
    expect(
      lines.map(
        ({ after: line }) =>
          revealed(null, mixed, { kind: 'line', side: 'after', line: line ?? 0 })?.after,
      ),
    ).toEqual(['[a]', 'k=1', 'l=2']);
  });
});
