import { parseArgs } from 'node:util';
import { UsageError } from './usage.ts';

type Known = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

/** The values of known options; anything else is a `UsageError`. */
export function parse<Options extends Known>(args: readonly string[], options: Options) {
  return parseWithNames(args, options, 0).values;
}

/** Beside options up to `most` words that are none. */
export function parseWithNames<Options extends Known>(
  args: readonly string[],
  options: Options,
  most: number,
) {
  try {
    const allowPositionals = most > 0;
    const parsed = parseArgs({ args: [...args], strict: true, allowPositionals, options });
    const extra = parsed.positionals[most];
    if (extra !== undefined) throw new UsageError(`Too much: ${extra}`);
    return parsed;
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError((error as Error).message);
  }
}
