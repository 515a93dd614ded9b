import { parseArgs } from 'node:util';
import { clientIdSchema, hostSchema, portSchema } from '../contract/preferences.ts';
import type { AccountMode } from '../contract/target.ts';
import { NEEDS, type Need } from '../domain/need.ts';
import { UsageError } from './usage.ts';

export interface CheckOptions {
  readonly host: string | null;
  readonly port: number | null;
  readonly clientId: number | null;
  readonly expect: AccountMode | null;
  readonly need: Need;
  readonly waitMs: number;
  readonly timeoutMs: number;
  readonly json: boolean;
}

const MAX_SECONDS = 86_400;

/** Reads the options of `check`; anything it does not know is a `UsageError`. */
export function checkOptions(args: readonly string[]): CheckOptions {
  const { values } = parse(args);
  return {
    host: optional(values.host, host),
    port: optional(values.port, port),
    clientId: optional(values['client-id'], clientId),
    expect: optional(values.expect, oneOf('--expect', ['paper', 'live'] as const)),
    need: optional(values.need, oneOf('--need', NEEDS)) ?? 'data',
    waitMs: (optional(values.wait, seconds('--wait', 0)) ?? 0) * 1000,
    timeoutMs: (optional(values.timeout, seconds('--timeout', 0.1)) ?? 20) * 1000,
    json: values.json ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        host: { type: 'string' },
        port: { type: 'string' },
        'client-id': { type: 'string' },
        expect: { type: 'string' },
        need: { type: 'string' },
        wait: { type: 'string' },
        timeout: { type: 'string' },
        fresh: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function optional<Value>(text: string | undefined, read: (text: string) => Value): Value | null {
  return text === undefined ? null : read(text);
}

function host(text: string): string {
  if (hostSchema.safeParse(text).success) return text;
  throw new UsageError(`--host takes a name or an address, without a scheme or a port: ${text}`);
}

function wholeNumber(text: string): number {
  return /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
}

function port(text: string): number {
  const parsed = portSchema.safeParse(wholeNumber(text));
  if (parsed.success) return parsed.data;
  throw new UsageError(`--port takes a number from 1 to 65535: ${text}`);
}

function clientId(text: string): number {
  const parsed = clientIdSchema.safeParse(wholeNumber(text));
  if (parsed.success) return parsed.data;
  throw new UsageError(`--client-id takes a number from 1 to 2147483647, not 999: ${text}`);
}

function oneOf<Word extends string>(name: string, words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((one) => one === text);
    if (word !== undefined) return word;
    throw new UsageError(`${name} takes ${words.join(', ')}: ${text}`);
  };
}

function seconds(name: string, least: number): (text: string) => number {
  return (text) => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= MAX_SECONDS) return value;
    throw new UsageError(`${name} takes seconds from ${least} to ${MAX_SECONDS}: ${text}`);
  };
}
