import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BackupEntry } from '../../../src-main/contract/jts/backup.ts';
import {
  RestoreQueue,
  type QueueNews,
  type QueuePorts,
} from '../../../src-main/jts/restore/restore-queue.ts';
import type { RestoreRequest } from '../../../src-main/jts/restore/restore-ports.ts';
import { silentLog } from '../../../src-main/logging/log.ts';
import { hastyClock } from '../../support/jts/hasty-clock.ts';
import { mountReadOnly, unmountAll } from '../../support/jts/disks.ts';
import {
  CLOSED,
  newRoot,
  removeRoot,
  restoreStage,
  RUNNING,
  type Stage,
} from '../../support/jts/restore-stage.ts';

const GOOD = '[IBGateway]\nTrustedIPs=127.0.0.1\n';
const BAD = '[IBGateway]\nTrustedIPs=\n';
const DAY_MS = 24 * 3600_000;
/** Longer than it takes to notice and restore, at the clock's speed. */
const LONG_MS = 700;

interface Member {
  readonly stage: Stage;
  readonly queue: RestoreQueue;
  readonly news: QueueNews[];
}

let root = '';
let laterMs = 0;
const members: Member[] = [];
beforeEach(() => {
  root = newRoot();
  laterMs = 0;
});
afterEach(() => {
  unmountAll();
  for (const { stage, queue } of members.splice(0)) {
    queue.dispose();
    stage.close();
  }
  removeRoot(root);
});

/** The app, or the command line: each with a store and a lock of its own. */
function member(): Member {
  const stage = restoreStage(
    root,
    hastyClock(20, () => Date.now() + laterMs),
  );
  const news: QueueNews[] = [];
  const one = { stage, queue: new RestoreQueue(portsOf(stage, news), stage.restorer), news };
  members.push(one);
  return one;
}

const portsOf = ({ ports }: Stage, news: QueueNews[]): QueuePorts => ({
  ...{ ...ports, log: silentLog, onChange: () => undefined },
  onNews: (one) => void news.push(one),
});

async function goodThenBad({ stage }: Member): Promise<BackupEntry> {
  stage.write(GOOD);
  const good = await stage.backup();
  stage.write(BAD);
  return good;
}
const wanted = ({ stage }: Member, { id }: BackupEntry): RestoreRequest => ({
  profile: stage.profile,
  backupId: id,
  previewed: stage.hash(),
  withApiStore: false,
});
const kinds = (...all: readonly Member[]): readonly string[] =>
  all.flatMap(({ news }) => news.map(({ kind }) => kind));
const restores = ({ stage }: Member): number =>
  stage.backups.list().filter(({ cause }) => cause === 'restored').length;

describe('a queued restore', () => {
  test('lasts a day, and is carried out by whoever runs, also after a restart', async () => {
    const cli = member();
    const good = await goodThenBad(cli);
    const queued = await cli.queue.add(wanted(cli, good));
    expect(queued).toMatchObject({ backupId: good.id, needsLook: false });
    expect('expiresAt' in queued && queued.expiresAt - queued.queuedAt).toBe(DAY_MS);
    const app = member();
    expect(app.queue.list()).toEqual([queued]);
    app.queue.start();
    await expect.poll(() => kinds(app)).toEqual(['restored']);
    expect(app.stage.read().toString()).toBe(GOOD);
    expect(cli.queue.list()).toEqual([]);
  });

  test('is one per folder: the newer takes the place', async () => {
    const app = member();
    const good = await goodThenBad(app);
    app.stage.write('[Logon]\ntradingMode=p\n');
    const other = await app.stage.backup();
    app.stage.write(BAD);
    await app.queue.add(wanted(app, good));
    await app.queue.add(wanted(app, other));
    expect(app.queue.list().map(({ backupId }) => backupId)).toEqual([other.id]);
  });

  test('waits as long as Gateway runs, and is written once by two that wait', async () => {
    const [one, other] = [member(), member()];
    one.stage.use = RUNNING;
    other.stage.use = RUNNING;
    await one.queue.add(wanted(one, await goodThenBad(one)));
    one.queue.start();
    other.queue.start();
    await pause(LONG_MS);
    expect(one.stage.read().toString()).toBe(BAD);
    one.stage.use = CLOSED;
    other.stage.use = CLOSED;
    await expect.poll(() => kinds(one, other)).toEqual(['restored']);
    await pause(LONG_MS);
    expect(kinds(one, other)).toEqual(['restored']);
    expect(restores(one)).toBe(1);
  });

  test('that is cancelled never happens', async () => {
    const app = member();
    app.stage.use = RUNNING;
    await app.queue.add(wanted(app, await goodThenBad(app)));
    app.queue.start();
    expect(await app.queue.cancel(app.stage.profile)).toBeNull();
    expect(await app.queue.cancel(app.stage.profile)).toBeNull();
    app.stage.use = CLOSED;
    await pause(LONG_MS);
    expect([app.stage.read().toString(), kinds(app)]).toEqual([BAD, []]);
  });

  test('that is cancelled while its turn has come never happens', async () => {
    const app = member();
    const { stage, news } = app;
    const request = wanted(app, await goodThenBad(app));
    await app.queue.add(request);
    let looks = 0;
    const other = new RestoreQueue(portsOf(stage, news), {
      restore: (asked) => stage.restorer.restore(asked),
      isQuiet: async () => {
        looks += 1;
        await app.queue.cancel(stage.profile);
        return true;
      },
    });
    other.start();
    await pause(LONG_MS);
    other.dispose();
    expect([looks, stage.read().toString(), kinds(app)]).toEqual([1, BAD, []]);
  });

  test('whose file is not what was shown asks once, writes nothing, and goes on after a new look', async () => {
    const app = member();
    app.stage.use = RUNNING;
    const good = await goodThenBad(app);
    await app.queue.add(wanted(app, good));
    app.queue.start();
    app.stage.write(`${BAD}Locale=de\n`);
    app.stage.use = CLOSED;
    await expect.poll(() => kinds(app)).toEqual(['needs-look']);
    await pause(LONG_MS);
    expect(kinds(app)).toEqual(['needs-look']);
    expect(app.queue.list()).toMatchObject([{ backupId: good.id, needsLook: true }]);
    expect(app.stage.read().toString()).toBe(`${BAD}Locale=de\n`);
    expect(app.stage.backups.list().map(({ cause }) => cause)).toEqual(['manual']);
    await app.queue.add(wanted(app, good));
    await expect.poll(() => kinds(app)).toEqual(['needs-look', 'restored']);
    expect(app.stage.read().toString()).toBe(GOOD);
  });

  test('whose file only had its housekeeping done by Gateway is carried out, and undone to that', async () => {
    const app = member();
    app.stage.use = RUNNING;
    const good = await goodThenBad(app);
    // What was shown is kept, as the app keeps each version.
    app.stage.write(`${BAD}[Logon]\nSteps=6\n`);
    await app.stage.backup();
    await app.queue.add(wanted(app, good));
    app.queue.start();
    const rewritten = `${BAD}[Logon]\nSteps=7\n`.replaceAll('\n', '\r\n');
    app.stage.write(rewritten);
    app.stage.use = CLOSED;
    await expect.poll(() => kinds(app)).toEqual(['restored']);
    expect(app.stage.read().toString()).toBe(GOOD);
    const [restored] = app.stage.backups.list().filter(({ cause }) => cause === 'restored');
    const undo = app.stage.backups.find(restored?.undo ?? '');
    expect(undo?.files[0]?.size).toBe(rewritten.length);
  });

  test('whose file changed in more than that asks, though what was shown is kept', async () => {
    const app = member();
    app.stage.use = RUNNING;
    const good = await goodThenBad(app);
    app.stage.write(`${BAD}[Logon]\nSteps=6\n`);
    await app.stage.backup();
    await app.queue.add(wanted(app, good));
    app.queue.start();
    const changed = `${BAD}[Logon]\nSteps=7\nTimeZone=Europe/Berlin\n`;
    app.stage.write(changed);
    app.stage.use = CLOSED;
    await expect.poll(() => kinds(app)).toEqual(['needs-look']);
    await pause(LONG_MS);
    expect([kinds(app), app.stage.read().toString()]).toEqual([['needs-look'], changed]);
  });

  test('that waited a day is dropped, and one of two tells so, once', async () => {
    const [one, other] = [member(), member()];
    one.stage.use = RUNNING;
    other.stage.use = RUNNING;
    await one.queue.add(wanted(one, await goodThenBad(one)));
    one.queue.start();
    other.queue.start();
    laterMs = DAY_MS - 60_000;
    await pause(LONG_MS / 2);
    expect(kinds(one, other)).toEqual([]);
    laterMs = DAY_MS + 1000;
    await expect.poll(() => kinds(one, other)).toEqual(['expired']);
    one.stage.use = CLOSED;
    other.stage.use = CLOSED;
    await pause(LONG_MS);
    expect(kinds(one, other)).toEqual(['expired']);
    expect([one.queue.list(), one.stage.read().toString()]).toEqual([[], BAD]);
  });

  test('that can’t be done is dropped, and told with the reason', async () => {
    const app = member();
    const good = await goodThenBad(app);
    const sha = good.files[0]!.sha256;
    writeFileSync(join(app.stage.storeDir, 'objects', sha.slice(0, 2), sha.slice(2)), 'flipped');
    await app.queue.add(wanted(app, good));
    app.queue.start();
    await expect
      .poll(() => app.news)
      .toMatchObject([
        { kind: 'refused', problem: 'backup-damaged', queued: { backupId: good.id } },
      ]);
    expect([app.queue.list(), app.stage.read().toString()]).toEqual([[], BAD]);
  });

  test('that was done by a process killed before it could say so is told, not done again', async () => {
    const app = member();
    const request = wanted(app, await goodThenBad(app));
    await app.queue.add(request);
    expect(await app.stage.restorer.restore(request)).toMatchObject({ outcome: 'restored' });
    app.queue.start();
    await expect.poll(() => kinds(app)).toEqual(['restored']);
    expect([app.queue.list(), restores(app)]).toEqual([[], 1]);
  });
});

describe('the queue', () => {
  test('takes nothing that is no backup', async () => {
    const app = member();
    const good = await goodThenBad(app);
    const request = { ...wanted(app, good), backupId: '../../etc/passwd' };
    expect(await app.queue.add(request)).toMatchObject({ problem: 'unknown-backup' });
    expect(readdirSync(app.stage.storeDir)).not.toContain('queue.json');
  });

  test.each(['{"schema":1,"que', '{"schema":2,"queued":[]}', '[]', ''])(
    'that is damaged (%j) is set aside and told once',
    async (text) => {
      const app = member();
      const good = await goodThenBad(app);
      writeFileSync(join(app.stage.storeDir, 'queue.json'), text);
      expect(app.queue.list()).toEqual([]);
      app.queue.start();
      await expect.poll(() => kinds(app)).toEqual(['unreadable']);
      expect(readdirSync(app.stage.storeDir)).toContain('queue.json.damaged');
      await app.queue.add(wanted(app, good));
      await expect.poll(() => kinds(app)).toEqual(['unreadable', 'restored']);
    },
  );

  test('on a disk that can’t be written says so', async () => {
    const app = member();
    const request = wanted(app, await goodThenBad(app));
    mountReadOnly(app.stage.dataDir);
    expect(await app.queue.add(request)).toMatchObject({ problem: 'read-only', errno: 'EROFS' });
    expect(app.queue.list()).toEqual([]);
  });
});
