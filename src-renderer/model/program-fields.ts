import { MAX_CLIENT_ID } from '$contract/connection-rules';
import { programFieldText } from '../text/program-check.ts';
import { hostField, portField, type Field } from './connection-fields.ts';

export const PROGRAM_FIELDS = ['host', 'port', 'clientId', 'limit'] as const;
export type ProgramField = (typeof PROGRAM_FIELDS)[number];

/** A day: more is a slip of the finger. */
const MAX_LIMIT_S = 86_400;

type Parsed = { host: string; port: number; clientId: number; limit: number };

/** What a program may use, which is more than Gatelight itself would: 0 and 999 are client IDs. */
const PARSERS: { readonly [Name in ProgramField]: (typed: string) => Field<Parsed[Name]> } = {
  host: hostField,
  port: portField,
  clientId: (typed) => {
    const id = /^\d{1,10}$/.test(typed.trim()) ? Number(typed.trim()) : null;
    return id === null || id > MAX_CLIENT_ID
      ? { ok: false, message: programFieldText.clientId }
      : { ok: true, value: id };
  },
  /** In seconds, with a point or a comma; the value is in milliseconds. */
  limit: (typed) => {
    const text = typed.trim().replace(',', '.');
    const seconds = /^\d{1,5}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
    return seconds <= 0 || seconds > MAX_LIMIT_S
      ? { ok: false, message: programFieldText.limit }
      : { ok: true, value: Math.round(seconds * 1000) };
  },
};

/** Nothing typed is nothing known, and no mistake. */
export function programValue<Name extends ProgramField>(
  name: Name,
  typed: string,
): Parsed[Name] | null {
  if (typed.trim() === '') return null;
  const field = PARSERS[name](typed);
  return field.ok ? field.value : null;
}

/** What is wrong with what was typed; null where nothing is. */
export function programError(name: ProgramField, typed: string): string | null {
  if (typed.trim() === '') return null;
  const field = PARSERS[name](typed);
  if (field.ok) return null;
  return field.message;
}
