import { join } from 'node:path';
import { contentSchema, namesIn, type Owner } from '../../files/owner-lock.ts';
import { isAlive } from '../../files/process-identity.ts';
import { readSmallFile } from '../../files/small-files.ts';
import { folderOf } from './target-voices.ts';

const LOCK = /\.(?:lead|testing)\.\d+$/;
/** A test's last words stay after its lock was given back: who said them may still be closing. */
const TEST = /\.test\.json$/;

/** The processes of this user's that are Gatelight, this one among them: who watches or tests any target. */
export function gatelightPids(dataDir: string): ReadonlySet<number> {
  const dir = folderOf(dataDir);
  const owners = namesIn(dir).flatMap((name): readonly Owner[] => {
    if (!LOCK.test(name) && !TEST.test(name)) return [];
    const file = readSmallFile(join(dir, name));
    return file.outcome === 'read' ? ownersIn(file.text) : [];
  });
  return new Set([process.pid, ...owners.filter(isAlive).map(({ pid }) => pid)]);
}

function ownersIn(text: string): readonly Owner[] {
  try {
    const { owner } = contentSchema.parse(JSON.parse(text));
    return owner === null ? [] : [owner];
  } catch {
    return [];
  }
}
