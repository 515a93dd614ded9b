import type { StoreProblem } from './backups.ts';

const PROBLEMS: Readonly<Record<string, StoreProblem>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'read-only',
  EFBIG: 'too-large',
};

/** Of what the file system said; anything else than its errors is a bug and goes on as such. */
export function storeProblem(error: unknown): { problem: StoreProblem; errno: string } {
  const errno = errnoOf(error);
  if (errno === null) throw error;
  return { problem: PROBLEMS[errno] ?? 'failed', errno };
}

export function errnoOf(error: unknown): string | null {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : null;
}

export const systemError = (errno: string, what: string): Error =>
  Object.assign(new Error(`${errno}: ${what}`), { code: errno });
