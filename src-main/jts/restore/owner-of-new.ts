import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * A file that root makes in somebody's folder must be that person's, or Gateway could not write it
 * any more. Everybody else can give nothing away.
 */
export async function ownerOfNew(path: string, own: Owner): Promise<Owner> {
  return process.geteuid?.() === 0 ? stat(dirname(path)) : own;
}
