import { SETTINGS_FILE } from '../../contract/jts/backup.ts';
import { hashOf } from './file-on-disk.ts';
import { inUse } from './files-in-use.ts';
import { pathIn, type PlannedFile } from './planned-files.ts';
import type { RestorePorts } from './restore-ports.ts';
import { saveBefore } from './safety-copy.ts';
import type { WritePorts } from './write-files.ts';

export const writePorts = (ports: RestorePorts, profile: string): WritePorts => ({
  clock: ports.clock,
  mayWrite: (name) => inUse(ports, profile, [name]),
  keepFound: async (files) => {
    // A backup without it would stand for a folder that has none.
    const hasSettings = files.some(({ name }) => name === SETTINGS_FILE);
    const saved = await saveBefore(
      ports,
      profile,
      hasSettings ? files : [settingsIn(profile), ...files],
    );
    if ('outcome' in saved) return saved;
    return saved.changes.slice(hasSettings ? 0 : 1).map(({ before }) => hashOf(before));
  },
  onOwnWrite: (name, sha256) => {
    ports.onOwnWrite(profile, name, sha256);
  },
});

const settingsIn = (profile: string): PlannedFile => ({
  name: SETTINGS_FILE,
  path: pathIn(profile, SETTINGS_FILE),
  bytes: null,
  sha256: null,
  mode: 0,
});
