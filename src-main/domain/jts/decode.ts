export type LineEnds = 'lf' | 'crlf' | 'cr' | 'mixed' | 'none';

/** A settings file as text, and what of its bytes the text does not tell. */
export interface DecodedText {
  /** Without the byte order mark. */
  readonly text: string;
  readonly encoding: 'utf-8' | 'latin-1';
  readonly hasBom: boolean;
  readonly lineEnds: LineEnds;
  readonly hasFinalNewline: boolean;
}

/** UTF-8 where the bytes are that, strictly; else Latin-1, which any bytes are. Never throws. */
export function decode(bytes: Uint8Array): DecodedText {
  const utf8 = asUtf8(bytes);
  const decoded = utf8 ?? asLatin1(bytes);
  const hasBom = utf8?.startsWith(BOM) === true;
  const text = hasBom ? decoded.slice(BOM.length) : decoded;
  return {
    text,
    encoding: utf8 === null ? 'latin-1' : 'utf-8',
    hasBom,
    lineEnds: lineEndsOf(text),
    hasFinalNewline: text.endsWith('\n') || text.endsWith('\r'),
  };
}

/** Lines without their ends; a final newline begins no further line. Line `n` is at `n - 1`. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const BOM = '\uFEFF';

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const PORTION = 8192;

/** Not `TextDecoder('latin1')`: to that it is windows-1252. */
function asLatin1(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += PORTION) {
    text += String.fromCharCode(...bytes.subarray(start, start + PORTION));
  }
  return text;
}

function lineEndsOf(text: string): LineEnds {
  const crlf = text.includes('\r\n');
  const lf = /(?<!\r)\n/.test(text);
  const cr = /\r(?!\n)/.test(text);
  if (Number(crlf) + Number(lf) + Number(cr) > 1) return 'mixed';
  if (crlf) return 'crlf';
  if (lf) return 'lf';
  return cr ? 'cr' : 'none';
}
