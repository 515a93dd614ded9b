import type { FolderUse } from '../../contract/jts/settings-folder.ts';
import { productName } from '../../contract/target-words.ts';

/** Why nothing can be written now, as a sentence. */
export function useWords(use: Exclude<FolderUse, { state: 'closed' }>): string {
  switch (use.state) {
    case 'running':
      return `${productName[use.product]} (process ${use.pid}) uses this folder and would overwrite a restore.`;
    case 'unknown':
      return `Whether Gateway uses this folder can't be told: ${use.missing} can't be read.`;
    case 'port-open':
      return `Something listens on port ${use.port}, which belongs to a connection about this folder.`;
    case 'restart-pending':
      return 'Gateway is about to start again: an autorestart file lies in this folder.';
  }
}
