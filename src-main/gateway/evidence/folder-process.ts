import type { PlatformPath } from 'node:path';
import type { FolderProcess } from '../../contract/jts/settings-folder.ts';
import { ibProcess, isJava, isLauncher } from './ib-process.ts';

/** IB's launchers hand on what stands behind `-J`. */
const SETTING = /^(?:-J)?-DjtsConfigDir=(.*)$/s;
/** What IB's installer puts in place of; some of its launchers start Java with it as it is. */
const PLACEHOLDER = /^\$\{.*\}$/s;

/** What the arguments say about the settings folder; `untold`: there is one, but not which. */
export type ToldFolder =
  | { readonly kind: 'none' }
  | { readonly kind: 'untold' }
  | { readonly kind: 'dir'; readonly dir: string };

/** The last one counts for Java. Nothing else of the arguments is looked at. */
export function toldFolder(args: readonly string[]): ToldFolder {
  const values = args.flatMap((arg) => SETTING.exec(arg)?.[1] ?? []).filter((dir) => dir !== '');
  const dir = values.findLast((value) => !PLACEHOLDER.test(value));
  if (dir !== undefined) return { kind: 'dir', dir };
  return { kind: values.length > 0 ? 'untold' : 'none' };
}

/** Whether it has to be counted where its arguments can't be read. */
export const mayBeIb = (executable: string): boolean =>
  isJava(executable) || isLauncher(executable);

/**
 * What a process that may use a settings folder counts as; empty: it is none of IB's. `args`: null where
 * they can't be read. `cwd`: asked for a relative folder only; null where it can't be read. Arguments hold
 * user name and password: nothing of them leaves but the folder.
 */
export async function folderUses(
  pid: number,
  executable: string,
  args: readonly string[] | null,
  { isAbsolute, resolve }: Pick<PlatformPath, 'isAbsolute' | 'resolve'>,
  cwd: () => Promise<string | null>,
  told: ToldFolder = toldFolder(args ?? []),
): Promise<readonly FolderProcess[]> {
  const unknown: FolderProcess = { pid, product: null, configDir: null };
  if (args === null) return mayBeIb(executable) ? [unknown] : [];
  // Java with this setting is one of the two, whatever its main class will be called one day.
  const isOther = told.kind === 'none' || !isJava(executable);
  const product = ibProcess(executable, args)?.product ?? (isOther ? null : 'gateway');
  if (product === null) return [];
  switch (told.kind) {
    case 'none':
      return [{ pid, product, configDir: null }];
    case 'untold':
      // Most probably the default folder, but maybe any: it must hold up a restore of each.
      return [{ pid, product, configDir: null }, unknown];
    case 'dir': {
      if (isAbsolute(told.dir)) return [{ pid, product, configDir: told.dir }];
      const from = await cwd();
      return from === null ? [unknown] : [{ pid, product, configDir: resolve(from, told.dir) }];
    }
  }
}
