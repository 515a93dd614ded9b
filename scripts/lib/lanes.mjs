// Lets parts of the tests run at once without seeing each other. Most of a test's time is waiting, but tests look at
// the process list and the usual ports: each lane gets a process list and a network of its own. That takes Linux
// and the right to make them; where it is missing the parts run one after the other.
import { spawnSync } from 'node:child_process';

// The shell stays, as the lane's first process: it buries those that lost their parent.
const ENTER = 'mount -t proc proc /proc && ip link set lo up || exit; "$@"; exit $?';
const UNSHARE = [
  '--pid',
  '--fork',
  '--kill-child',
  '--mount',
  '--net',
  'bash',
  '-c',
  ENTER,
  'lane',
];

/** @param {string} program @param {string[]} args @returns {[string, string[]]} the same in a lane of its own */
export const inLane = (program, args) => ['unshare', [...UNSHARE, program, ...args]];

/** Whether lanes can be made here; tried, because rights differ. */
export function lanesWork() {
  if (process.platform !== 'linux') return false;
  return spawnSync(...inLane('true', []), { stdio: 'ignore' }).status === 0;
}
