/**
 * A process that restores both files and stops for good a moment before it writes the one named, until it is killed:
 *   node --import tsx test/support/jts/restore-halfway-process.ts ROOT HOME BACKUP_ID NAME
 * It says so with a line on stdout.
 */
import { writeSync } from 'node:fs';
import { Restorer } from '../../../src-main/jts/restore/restore.ts';
import { hastyClock } from './hasty-clock.ts';
import { restoreStage } from './restore-stage.ts';

const [root = '', home = '', backupId = '', stopAt = ''] = process.argv.slice(2);
const stage = restoreStage(root, hastyClock(20), home);
const restorer = new Restorer({
  ...stage.ports,
  onOwnWrite: (_profile, name) => {
    if (name !== stopAt) return;
    writeSync(1, 'halfway\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
});
const outcome = await restorer.restore({
  profile: stage.profile,
  backupId,
  previewed: stage.hash(),
  withApiStore: true,
});
// Not reached where it stops.
throw new Error(JSON.stringify(outcome));
