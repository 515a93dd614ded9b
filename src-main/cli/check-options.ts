import { clientIdSchema, hostSchema, portSchema } from '../contract/preferences.ts';
import type { AccountMode } from '../contract/target.ts';
import { NEEDS, type Need } from '../domain/need.ts';
import { parse } from './parse.ts';
import { UsageError } from './usage.ts';

export interface CheckOptions {
  readonly host: string | null;
  readonly port: number | null;
  readonly clientId: number | null;
  readonly expect: AccountMode | null;
  readonly need: Need;
  readonly waitMs: number;
  readonly timeoutMs: number;
  /** Test, whatever others know. */
  readonly fresh: boolean;
  readonly json: boolean;
}

export interface WatchOptions extends CheckOptions {
  readonly heartbeats: boolean;
}

export interface RunOptions {
  readonly check: CheckOptions;
  /** The program and its arguments, as they came. */
  readonly command: readonly [string, ...string[]];
}

const MAX_SECONDS = 86_400;
/** `run` is there to wait. */
const RUN_WAIT_MS = 300_000;

const CHECK = {
  host: { type: 'string' },
  port: { type: 'string' },
  'client-id': { type: 'string' },
  expect: { type: 'string' },
  need: { type: 'string' },
  wait: { type: 'string' },
  timeout: { type: 'string' },
  fresh: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** Reads the options of `check`; anything it does not know is a `UsageError`. */
export function checkOptions(args: readonly string[]): CheckOptions {
  return read(parse(args, CHECK), 0);
}

export function watchOptions(args: readonly string[]): WatchOptions {
  const values = parse(args, { ...CHECK, heartbeats: { type: 'boolean' } });
  return { ...read(values, 0), heartbeats: values.heartbeats ?? false };
}

export function statusOptions(args: readonly string[]): { readonly json: boolean } {
  return { json: parse(args, { json: { type: 'boolean' } }).json ?? false };
}

/** Options of `run` end at the first `--`; what follows is not ours. */
export function runOptions(args: readonly string[]): RunOptions {
  const end = args.indexOf('--');
  const [program, ...rest] = end === -1 ? [] : args.slice(end + 1);
  const check = read(parse(end === -1 ? args : args.slice(0, end), CHECK), RUN_WAIT_MS);
  if (!program) throw new UsageError('run takes "--" and a command to start.');
  return { check, command: [program, ...rest] };
}

type Values = Partial<Record<Exclude<keyof typeof CHECK, 'fresh' | 'json'>, string>> & {
  readonly fresh?: boolean;
  readonly json?: boolean;
};

function read(values: Values, waitMs: number): CheckOptions {
  const wait = optional(values.wait, seconds('--wait', 0));
  return {
    host: optional(values.host, host),
    port: optional(values.port, port),
    clientId: optional(values['client-id'], clientId),
    expect: optional(values.expect, oneOf('--expect', ['paper', 'live'] as const)),
    need: optional(values.need, oneOf('--need', NEEDS)) ?? 'data',
    waitMs: wait === null ? waitMs : wait * 1000,
    timeoutMs: (optional(values.timeout, seconds('--timeout', 0.1)) ?? 20) * 1000,
    fresh: values.fresh ?? false,
    json: values.json ?? false,
  };
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
