/** Errors that cross the wire between main and page: codes, never prose, paths or stacks. */
export type FailureCode =
  | 'forbidden-sender'
  | 'invalid-request'
  | 'internal'
  | 'no-connection'
  | 'too-soon'
  | 'not-saved'
  | 'no-folder'
  | 'no-backup';

export type Result<Value> = { ok: true; value: Value } | { ok: false; error: FailureCode };

export const success = <Value>(value: Value): Result<Value> => ({ ok: true, value });
export const failure = (error: FailureCode): Result<never> => ({ ok: false, error });
