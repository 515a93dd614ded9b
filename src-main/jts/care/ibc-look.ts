import { stat } from 'node:fs/promises';
import type { Finding } from '../../contract/jts/finding.ts';
import { setByIbc } from '../../domain/jts/meaning.ts';
import type { Known } from './change-news.ts';

/** Whether the trusted addresses look like IBC's doing, which sets them at each start of Gateway. */
export class IbcLook {
  #changed: { before: Known; after: Known; recreatedAt: number | null } | null = null;

  async changed(
    findings: readonly Finding[],
    before: Known,
    after: Known,
    path: string,
  ): Promise<void> {
    if (!findings.some(({ key }) => key === 'TrustedIPs')) return;
    this.#changed = { before, after, recreatedAt: await bornAt(path) };
  }

  /** `startedAt`: of the Gateway that runs, epoch ms. */
  isIbcs(startedAt: number | null): boolean {
    if (this.#changed === null) return false;
    const { before, after, recreatedAt } = this.#changed;
    return setByIbc(before.bytes, after.bytes, { recreatedAt, startedAt });
  }
}

/** A file that was deleted and made anew is another one. Null: not told, or gone meanwhile. */
async function bornAt(path: string): Promise<number | null> {
  try {
    const { birthtimeMs } = await stat(path);
    return birthtimeMs > 0 ? birthtimeMs : null;
  } catch {
    return null;
  }
}
