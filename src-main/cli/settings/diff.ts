import { whyNotRestored } from '../../contract/jts/problem-words.ts';
import {
  CHANGED,
  DONE,
  FAILED,
  type Folder,
  type ReadProblem,
  type SettingsDeps,
} from './command.ts';
import { comparisonJson, comparisonText, lineText, type Titles } from './comparison-text.ts';
import { jsonLine } from './entry-json.ts';
import { backupNamed } from './entry-words.ts';
import { folderFor, namedEntry, type Missing } from './named-entry.ts';
import type { DiffOptions } from './options.ts';
import { plain } from './plain.ts';

interface Version {
  readonly title: string;
  readonly bytes: Uint8Array | null;
}

const CODES = { same: DONE, housekeeping: DONE, changed: CHANGED, damaged: FAILED } as const;

/** `gatelight diff`: what differs in meaning between two versions, or line by line; masked. */
export async function diff(options: DiffOptions, deps: SettingsDeps): Promise<number> {
  const { settings, print, complain } = deps;
  const folder = folderFor(settings, options.jtsDir, [options.older, options.newer]);
  const failed = (why: Missing): number => {
    complain(`gatelight: ${why}\n`);
    return FAILED;
  };
  const older = await versionOf(options.older, deps, folder);
  if (typeof older === 'string') return failed(older);
  const newer = await versionOf(options.newer, deps, folder);
  if (typeof newer === 'string') return failed(newer);
  const explained = await settings.explain(older.bytes, newer.bytes);
  if (explained === null) return failed('The comparison took too long.');
  const titles: Titles = { older: older.title, newer: newer.title };
  switch (options.form) {
    case 'json':
      print(jsonLine(comparisonJson(explained.comparison)));
      break;
    case 'text':
      print(lineText(explained.text, titles));
      break;
    case 'words':
      print(comparisonText(explained.comparison, titles));
      break;
  }
  return CODES[explained.comparison.verdict];
}

/** Only names that need the folder ask for it: two files can be compared without any. */
async function versionOf(
  name: string,
  { settings }: SettingsDeps,
  folder: () => Promise<Folder>,
): Promise<Version | Missing> {
  if (name === 'now') {
    const here = await folder();
    return asVersion(`now, ${plain(here.profile)}`, await here.now());
  }
  const entry = await namedEntry(name, settings, folder);
  if (typeof entry === 'string') return entry;
  if (entry !== null) {
    const title = name === 'last-good' ? 'last good, ' : '';
    return asVersion(`${title}${backupNamed(entry)}`, await settings.saved(entry));
  }
  const file = await settings.file(name);
  const isThere = file.outcome === 'read' ? file.bytes !== null : file.problem !== 'folder-missing';
  return isThere
    ? asVersion(plain(name), file)
    : `There is no such backup and no such file: ${plain(name)}`;
}

function asVersion(title: string, read: Awaited<ReturnType<Folder['now']>>): Version | Missing {
  if (read.outcome === 'read') return { title, bytes: read.bytes };
  return `${title}: ${unreadableWords(read.problem)}`;
}

/** The words of a restore serve: but nothing was to be changed here. */
function unreadableWords(problem: ReadProblem): string {
  return problem === 'no-permission'
    ? 'The file may not be read.'
    : whyNotRestored[problem].replace(/ Nothing was changed\.$/, '');
}
