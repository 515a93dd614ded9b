import { refused, type Refused } from './refused.ts';
import type { RestorePorts } from './restore-ports.ts';
import type { WritePorts } from './write-files.ts';

/** Null: nobody uses the folder at this moment. */
export async function inUse(ports: RestorePorts, profile: string): Promise<Refused | null> {
  const use = await ports.folderUse(profile);
  return use.state === 'closed' ? null : refused('gateway-running');
}

export const writePorts = (ports: RestorePorts, profile: string): WritePorts => ({
  clock: ports.clock,
  mayWrite: () => inUse(ports, profile),
  onOwnWrite: (name, sha256) => {
    ports.onOwnWrite(profile, name, sha256);
  },
});
