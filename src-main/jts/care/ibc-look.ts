import { stat } from 'node:fs/promises';
import type { Finding } from '../../contract/jts/finding.ts';
import { setByIbc, trustedAddresses } from '../../domain/jts/meaning.ts';

/** Whether the trusted addresses look like IBC's doing, which sets them at each start of Gateway. */
export class IbcLook {
  #changed: { addresses: Finding; recreatedAt: number | null } | null = null;

  /** `findings`: unmasked, of what came into the file at `path`. */
  async changed(findings: readonly Finding[], path: string): Promise<void> {
    // Gateway's own first file trusts 127.0.0.1 as well.
    if (findings.some(({ section, change }) => section === null && change === 'added')) return;
    const addresses = trustedAddresses(findings);
    if (addresses !== undefined) this.#changed = { addresses, recreatedAt: await bornAt(path) };
  }

  /** `startedAt`: of the Gateway that runs, epoch ms. */
  isIbcs(startedAt: number | null): boolean {
    if (this.#changed === null) return false;
    const { addresses, recreatedAt } = this.#changed;
    return setByIbc(addresses, { recreatedAt, startedAt });
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
