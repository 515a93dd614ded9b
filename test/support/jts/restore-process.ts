/**
 * A process that backs up and restores without end until it is killed, by the real code:
 *   node --import tsx test/support/jts/restore-process.ts ROOT
 * Each line on stdout is JSON: what the store has acknowledged so far.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { restoreStage } from './restore-stage.ts';
import { hastyClock } from './hasty-clock.ts';

const [root = ''] = process.argv.slice(2);
const stage = restoreStage(root, hastyClock(400));
const say = (id: string): void => {
  // Blocks until it is out: what is said here must hold whatever comes.
  process.stdout.write(`${JSON.stringify({ id })}\n`);
};
const versions = ['one', 'two'].map((name) => readFileSync(join(root, `${name}.ini`)));

say((await stage.backup()).id);
for (let round = 0; ; round += 1) {
  const wanted = versions[round % 2]!;
  const entry = await stage.backups.add({
    profile: stage.profile,
    cause: 'imported',
    note: null,
    health: 'ok',
    files: [
      { name: 'jts.ini', bytes: wanted, mode: 0o640, mtimeMs: 0 },
      { name: 'abcdefgh/ibg.xml', bytes: wanted, mode: 0o640, mtimeMs: 0 },
    ],
    summary: null,
    gatewayVersion: null,
    undo: null,
  });
  if (entry.outcome === 'failed') throw new Error(entry.problem);
  say(entry.entry.id);
  const outcome = await stage.restorer.restore({
    profile: stage.profile,
    backupId: entry.entry.id,
    previewed: stage.hash(),
    withApiStore: true,
  });
  if (outcome.outcome === 'refused') throw new Error(`${outcome.problem} ${outcome.errno}`);
  say(outcome.entry.id);
}
