import type { ConnectionStatus } from '../contract/connection-status.ts';
import { isLocal } from '../contract/target.ts';

/** Gateway may have a window on this computer: it is not elsewhere, nor known not to run here. */
export function gatewayIsHere({ target, verdict, report }: ConnectionStatus): boolean {
  return (
    isLocal(target.host) && verdict !== 'not-running' && report?.evidence.process.outcome !== 'none'
  );
}
