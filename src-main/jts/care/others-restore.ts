import { SETTINGS_FILE } from '../../contract/jts/backup.ts';
import { readIntent } from '../restore/intent.ts';
import { settingsHash } from '../store/settings-hash.ts';
import type { CarePorts } from './care-ports.ts';
import { newestKept } from './keep.ts';

/**
 * Whether another process is just making this of `jts.ini`, or did so last: the command line restores
 * beside the app. `hash` null: no file.
 */
export function isRestoredByOther(
  { backups, storeDir }: Pick<CarePorts, 'backups' | 'storeDir'>,
  profile: string,
  hash: string | null,
): boolean {
  const intent = readIntent(storeDir);
  const isIntended =
    typeof intent !== 'string' &&
    intent.profile === profile &&
    intent.files.some(({ name, after }) => name === SETTINGS_FILE && after === hash);
  if (isIntended) return true;
  // Entered before the intent is removed.
  const newest = newestKept(backups.list(profile));
  return newest?.cause === 'restored' && settingsHash(newest) === hash;
}
