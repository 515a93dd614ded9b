import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach } from 'vitest';

/** Each test begins with a new folder, which goes when it is over: after the file's `afterEach`, and after `end`. */
export function inNewFolder(begin: (dir: string) => void, end?: () => void): void {
  beforeEach(() => {
    const dir = mkdtempSync(join(tmpdir(), 'gatelight-test-'));
    begin(dir);
    return () => {
      end?.();
      rmSync(dir, { recursive: true });
    };
  });
}
