import type { RestoreProblem } from '../../contract/jts/restore.ts';
import { errnoOf } from '../store/store-problem.ts';

/** Nothing was written. `errno`: what the system said, e.g. `ENOSPC`. */
export interface Refused {
  readonly outcome: 'refused';
  readonly problem: RestoreProblem;
  readonly errno: string | null;
}

export const refused = (problem: RestoreProblem, errno: string | null = null): Refused => ({
  outcome: 'refused',
  problem,
  errno,
});

const PROBLEMS: Readonly<Record<string, RestoreProblem>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'read-only',
  EBUSY: 'busy',
  ETXTBSY: 'busy',
  ELOOP: 'link-broken',
  EISDIR: 'not-a-file',
  ENXIO: 'not-a-file',
  ENOENT: 'folder-missing',
  ENOTDIR: 'folder-missing',
};

/** Of an error of the system. Anything else is a bug and is thrown on. */
export function refusedBy(error: unknown): Refused {
  const errno = errnoOf(error);
  if (errno === null) throw error;
  return refused(PROBLEMS[errno] ?? 'failed', errno);
}
