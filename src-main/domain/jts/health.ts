import type { Health } from '../../contract/jts/finding.ts';
import { readContent, type Content } from './content.ts';
import { linesOf } from './decode.ts';

/**
 * What is wrong with a file's content. `before`: the version before it, of which sections may be
 * missing; null where there is none. Null bytes: there is no file.
 */
export function healthOf(bytes: Uint8Array | null, before: Uint8Array | null): Health {
  if (bytes === null) return 'absent';
  return healthBeside(readContent(bytes), before === null ? null : readContent(before));
}

export const isDamaged = (health: Health): boolean => health !== 'ok' && health !== 'absent';

/** Of a content that came after another one. */
export function healthBeside(content: Content, before: Content | null): Health {
  if (content.health !== 'ok' || before?.health !== 'ok') return content.health;
  return !content.hasFinalNewline && lacksSectionOf(content, before) ? 'cut-off' : 'ok';
}

/**
 * Of a content beside the one that came after it, as in the preview of a restore. Sections may well have
 * been added since; but a last line that goes on in the other one was cut.
 */
export function healthAhead(content: Content, after: Content | null): Health {
  if (content.health !== 'ok' || after?.health !== 'ok') return content.health;
  if (content.hasFinalNewline || !lacksSectionOf(content, after)) return 'ok';
  const last = linesOf(content.text).at(-1) ?? '';
  const goesOn = linesOf(after.text).some((line) => line !== last && line.startsWith(last));
  return last !== '' && goesOn ? 'cut-off' : 'ok';
}

const lacksSectionOf = (content: Content, other: Content): boolean =>
  [...other.ini.sections.keys()].some((section) => !content.ini.sections.has(section));
