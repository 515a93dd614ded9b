import type { Clock } from '../../src-main/domain/clock.ts';
import { Restorer } from '../../src-main/jts/restore/restore.ts';
import type { Backups } from '../../src-main/jts/store/backups.ts';
import { hastyClock } from '../support/jts/hasty-clock.ts';
import { newRoot, removeRoot, restoreStage } from '../support/jts/restore-stage.ts';
import { figureLine } from './figures.ts';

const RUNS = 50;
/** As large as a usual `jts.ini`. */
const textOf = (run: number): string =>
  `[IBGateway]\nnumber=${run}\n${'TimeZone=UTC\n'.repeat(60)}`;

/** From the lock until the written bytes were read back: without the quiet time and the second look. */
export async function measureRestore(): Promise<string> {
  const root = newRoot();
  const hasty = hastyClock(200);
  let lockedAt = Number.NaN;
  let readBackAt = Number.NaN;
  // The first wait after the lock is that for the second look.
  const clock: Clock = {
    ...hasty,
    after: (ms, callback) => {
      if (Number.isNaN(readBackAt)) readBackAt = performance.now();
      return hasty.after(ms, callback);
    },
  };
  const stage = restoreStage(root);
  const backups = new Proxy(stage.backups, {
    get: (target, name: keyof Backups) =>
      name === 'exclusively'
        ? <Value>(work: () => Promise<Value>, waitMs?: number) =>
            target.exclusively(() => {
              [lockedAt, readBackAt] = [performance.now(), Number.NaN];
              return work();
            }, waitMs)
        : target[name].bind(target),
  });
  const restorer = new Restorer({ ...stage.ports, backups, clock });
  const values: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    stage.write(textOf(run));
    const { id } = await stage.backup();
    stage.write(textOf(-run));
    const { profile } = stage;
    const request = { profile, backupId: id, previewed: stage.hash(), withApiStore: false };
    const { outcome } = await restorer.restore(request);
    if (outcome !== 'restored') throw new Error(outcome);
    values.push(readBackAt - lockedAt);
  }
  stage.close();
  removeRoot(root);
  return figureLine({
    what: 'restore, from lock to first reading back',
    unit: 'ms',
    aim: 50,
    values,
  });
}
