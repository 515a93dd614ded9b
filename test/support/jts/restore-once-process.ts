/**
 * A process with a restore of its own, which begins when a line comes on stdin, and prints its outcome as JSON:
 *   node --import tsx test/support/jts/restore-once-process.ts ROOT BACKUP_ID PREVIEWED
 */
import { once } from 'node:events';
import { restoreStage } from './restore-stage.ts';

const [root = '', backupId = '', previewed = ''] = process.argv.slice(2);
const stage = restoreStage(root);
process.stdout.write('"ready"\n');
await once(process.stdin, 'data');
const outcome = await stage.restorer.restore({
  profile: stage.profile,
  backupId,
  previewed,
  withApiStore: false,
});
process.stdout.write(`${JSON.stringify(outcome)}\n`, () => process.exit());
