import { PAGES, type Page } from '../contract/channels.ts';

/** The page that a second start names with `--page=`; everything else in its arguments is ignored. */
export function pageArgument(args: readonly string[]): Page | undefined {
  const named = args.find((arg) => arg.startsWith('--page='))?.slice('--page='.length);
  return PAGES.find((page) => page === named);
}
