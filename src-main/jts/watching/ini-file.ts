import { parse } from 'ini';

/** Values by section and key, as strings. Keys before the first section stand in section ''. */
export type IniValues = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads INI text with the package `ini`, which takes `;` and `#` in values for comments, backslashes for
 * escapes and dots in section names for nesting: all of them are escaped first. Lines without `=` are left
 * out. Where it differs from the tokenizer of `domain/jts`, which is the authority for `jts.ini`: quotes
 * around a value are taken off, the last duplicate wins, `k[]` is a list joined by commas, `__proto__` is
 * dropped. Never throws.
 */
export function readIni(text: string): IniValues {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  // A section of its own for what stands before the first: a key can't hide a section of its name.
  const parsed = parse(['[]', ...lines.flatMap(escapedLine)].join('\n'));
  return new Map(
    Object.entries(parsed).map(([section, values]) => [
      section.replaceAll(CLOSING, ']'),
      new Map(
        Object.entries(values as Record<string, unknown>).map(([key, value]) => [
          key,
          String(value),
        ]),
      ),
    ]),
  );
}

/** Stands for `]` inside a section's name, which the package can't read. */
const CLOSING = '\uE000';

function escapedLine(raw: string): readonly string[] {
  const line = raw.trim();
  if (line === '' || line.startsWith(';') || line.startsWith('#')) return [];
  if (line.startsWith('[') && line.endsWith(']')) {
    const name = line.slice(1, -1).replaceAll(']', CLOSING).replaceAll('.', '\\.');
    return [`[${escaped(name)}]`];
  }
  return line.includes('=') ? [escaped(line)] : [];
}

/** Also each backslash before one of these, which would be taken for an escape already. */
const escaped = (text: string): string =>
  text.replace(/\\(?=[\\;#])|[;#]/g, (character) => `\\${character}`);
