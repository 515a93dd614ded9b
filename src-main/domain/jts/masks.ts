import type { Finding } from '../../contract/jts/finding.ts';
import { isClear, isClearKey, isClearName, separatorOf, type Audience } from './clear-values.ts';
import { FIRST_TO_LAST } from './differences.ts';
import type { IniLine } from './jts-ini.ts';
import { isUserSection } from './jts-keys.ts';

export interface Masked {
  readonly text: string;
  readonly isMasked: boolean;
}

/** What an allow-list does not let through, as `<redacted: 40 characters, #1>`. */
export interface Masks {
  readonly finding: (finding: Finding) => Finding;
  /** One line as it stands in the file; `line` says what it is. */
  readonly line: (line: IniLine, raw: string) => Masked;
}

/**
 * Equal values get equal numbers, wherever they stand, in the order in which they are met: one of these is
 * made for everything that is shown together.
 */
export function masksFor(audience: Audience): Masks {
  const numbers = new Map<string, number>();

  /** Spaces around it stay: they are no secret, and a difference in them must not look like another value. */
  function redacted(text: string): string {
    const value = text.trim();
    if (value === '') return text;
    const number = numbers.get(value) ?? numbers.size + 1;
    numbers.set(value, number);
    return text.replace(value, () => `<redacted: ${value.length} characters, #${number}>`);
  }

  function value(section: string, key: string, text: string): string {
    const separator = separatorOf(section, key);
    const items = separator === null ? [text] : text.split(separator);
    return items
      .map((item) => (isClear(section, key, item, audience) ? item : redacted(item)))
      .join(separator ?? '');
  }

  /** Values of a key that stands there more than once are joined. */
  const joined = (section: string, key: string, text: string | null): string | null =>
    text
      ?.split(FIRST_TO_LAST)
      .map((one) => value(section, key, one))
      .join(FIRST_TO_LAST) ?? null;

  function section(name: string): string {
    if (isUserSection(name)) return `u:${redacted(name.slice(2))}`;
    return isClearName(name) ? name : redacted(name);
  }

  const key = (ofSection: string, name: string): string =>
    isClearKey(ofSection, name) ? name : redacted(name);

  function line(read: IniLine, raw: string): string {
    switch (read.kind) {
      case 'blank':
        return raw;
      case 'unparsed':
        return redacted(raw);
      case 'comment':
        return raw.replace(
          /^(\s*[;#]+)([^]*)$/,
          (_all, sign: string, rest: string) => sign + redacted(rest),
        );
      case 'section':
        return raw.replace(
          /^(\s*\[)([^]*)(\]\s*)$/,
          (_all, open: string, name: string, close: string) => open + section(name.trim()) + close,
        );
      case 'entry': {
        const equals = raw.indexOf('=');
        const before = raw.slice(0, equals);
        return `${before.replace(read.key, () => key(read.section, read.key))}=${value(read.section, read.key, raw.slice(equals + 1))}`;
      }
    }
  }

  return {
    finding: (finding) => {
      if (finding.section === null) return finding;
      const masked = {
        ...finding,
        section: section(finding.section),
        key: finding.key === null ? null : key(finding.section, finding.key),
        before: joined(finding.section, finding.key ?? '', finding.before),
        after: joined(finding.section, finding.key ?? '', finding.after),
      };
      const isMasked = (['section', 'key', 'before', 'after'] as const).some(
        (part) => masked[part] !== finding[part],
      );
      return { ...masked, isMasked };
    },
    line: (read, raw) => {
      const text = line(read, raw);
      return { text, isMasked: text !== raw };
    },
  };
}
