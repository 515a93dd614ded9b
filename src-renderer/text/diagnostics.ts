import type { ConnectionStatus } from '$contract/connection-status';
import { needsSomebody } from '../model/hero.ts';

/** What the page says where no fix is open and none fits. */
export function calmLine(status: ConnectionStatus): string {
  if (status.state === 'paused') return 'Monitoring is paused, so nothing is known to fix.';
  return needsSomebody(status)
    ? 'There are no steps for this one: Overview says what was seen and what may help.'
    : 'When something keeps programs from connecting, the steps to fix it are here.';
}

export const NOTHING_WATCHED =
  'Nothing is watched yet. Set up a connection in Overview; when it fails, the steps to fix it are here.';
