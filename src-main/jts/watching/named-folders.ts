import { readText } from './bounded-read.ts';
import { readIni } from './ini-file.ts';

/** Options are a page long; IBC's configuration, most of it comments, is 40 KB. */
const MAX_OPTIONS_BYTES = 64 * 1024;
const MAX_CONFIG_BYTES = 512 * 1024;
/** Where the log of the last starts stands. */
const LOG_END_BYTES = 256 * 1024;

/**
 * Settings folders that other programs' files name, as they write them: maybe relative, or with a variable.
 * These files hold user names and passwords: nothing else of them leaves.
 */
export async function namedInOptions(path: string): Promise<readonly string[]> {
  const text = await readText(path, MAX_OPTIONS_BYTES);
  return matches(text, /^[ \t"]*-DjtsConfigDir=(.*)$/gm).slice(-1);
}

/** The last start's. */
export async function namedInLauncherLog(path: string): Promise<readonly string[]> {
  const text = await readText(path, LOG_END_BYTES, 'last');
  const rest = matches(text, /\bsettings dir(?:ectory)?\b[^\n/\\:=[]*[:=[]?[ \t]*(.*)$/gim);
  return rest.slice(-1).map((dir) => dir.replace(/[\].,;]+$/, ''));
}

export async function namedInIbcConfig(path: string): Promise<readonly string[]> {
  const text = await readText(path, MAX_CONFIG_BYTES);
  if (text === null) return [];
  const values = [...readIni(text).values()].flatMap((section) => section.get('IbDir') ?? []);
  return values.map(bare).filter((dir) => dir !== '');
}

export async function namedInIbcScript(path: string): Promise<readonly string[]> {
  const text = await readText(path, MAX_OPTIONS_BYTES);
  return matches(text, /^[ \t]*(?:export |set )?[ \t]*"?TWS_SETTINGS_PATH=(.*)$/gim).slice(-1);
}

function matches(text: string | null, shape: RegExp): readonly string[] {
  if (text === null) return [];
  return [...text.matchAll(shape)].map(([, dir = '']) => bare(dir)).filter((dir) => dir !== '');
}

const bare = (text: string): string => text.trim().replace(/^["']|["']$/g, '');
