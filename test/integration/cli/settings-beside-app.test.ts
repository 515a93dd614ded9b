import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { answer, oneObject, type BackupJson } from '../../support/jts/command-stage.ts';
import { Cared } from '../../support/jts/cared.ts';
import { fixture } from '../../support/jts/fixtures.ts';
import { runCli, type CliEnd } from '../../support/run-cli.ts';
import { startStandIn } from '../../support/simulated-gateway/stand-in-process.ts';

/** Two seconds, and what a busy machine takes. */
const SHOWN_MS = 5000;

describe('beside the running app', () => {
  async function begun(): Promise<Cared> {
    const cared = new Cared();
    onTestFinished(() => cared.remove());
    cared.write(fixture('clean-gateway'));
    return cared.begin();
  }
  const run = (app: Cared, ...args: readonly string[]): Promise<CliEnd> =>
    runCli([...args, '--jts-dir', app.dir], { dataDir: app.dataDir, env: { HOME: app.home } });

  test('the app sees a backup of the command line, and the other way round', async () => {
    const app = await begun();
    await app.until(({ backups }) => backups.count, 1);
    const same = await run(app, 'backup', '--json');
    expect(oneObject(same)).toMatchObject({ cause: 'observed', already: true });
    const noted = oneObject<BackupJson>(await run(app, 'backup', '--json', '--note', 'mine'));
    await app.until(({ backups }) => backups.last?.id, noted.id);
    app.write(fixture('no-trusted-ips'));
    await app.until(({ backups }) => backups.last?.id === noted.id, false);
    const { stdout } = await run(app, 'backups');
    const { last } = app.folder.backups;
    expect(stdout).toMatch(new RegExp(`^2 backups of .*\\n${last?.id} .* automatic\\n`));
  });

  test('a restore by the command line is no change by somebody else', async () => {
    const app = await begun();
    const { id } = oneObject<BackupJson>(await run(app, 'backup', '--json', '--note', 'good'));
    app.write(fixture('no-trusted-ips'));
    await app.until(({ backups }) => backups.last?.id === id, false);
    await expect.poll(() => app.news.map(({ kind }) => kind)).toEqual(['changed']);
    const restored = oneObject<BackupJson & { undo: string }>(
      await run(app, 'restore', id, '--yes', '--json'),
    );
    await app.until(({ undo }) => undo?.id, restored.undo);
    // It would have been told two seconds after the write, which the restore itself takes.
    await pause(1000);
    expect(app.news.map(({ kind }) => kind)).toEqual(['changed']);
    expect(app.folder.afterStart).toEqual({ kind: 'waiting' });
  });

  /** A good setup is saved, another one is on disk, and the command line queued the good one behind a Gateway. */
  async function queued() {
    const app = await begun();
    const { id } = oneObject<BackupJson>(await run(app, 'backup', '--json', '--note', 'good'));
    app.write(fixture('no-trusted-ips'));
    await app.until(({ backups }) => backups.last?.id === id, false);
    const gateway = await startStandIn({ configDir: app.dir });
    onTestFinished(gateway.stop);
    const end = await run(app, 'restore', id, '--when-closed', '--yes');
    await app.until(({ queued: shown }) => shown?.backup.id, id, SHOWN_MS);
    return { app, gateway, end };
  }

  test('what the command line queued the app carries out when Gateway closes', async () => {
    const { app, gateway, end } = await queued();
    expect(answer(end)).toMatchObject({ code: 1, stderr: '' });
    expect(end.stdout).toMatch(/^Queued: .* is restored when Gateway closes, until /);
    expect(readFileSync(app.path)).toEqual(fixture('no-trusted-ips'));
    await gateway.stop();
    await expect
      .poll(() => readFileSync(app.path).equals(fixture('clean-gateway')), { timeout: 20_000 })
      .toBe(true);
    await app.until(({ queued: shown }) => shown, null, SHOWN_MS);
  });

  test('what the command line took back the app leaves alone, and shows no more', async () => {
    const { app, gateway } = await queued();
    const listed = (await run(app, 'backups')).stdout;
    expect(listed).toMatch(/^Waiting until .* is restored when Gateway closes\.$/m);
    expect(answer(await run(app, 'restore', '--cancel'))).toMatchObject({ code: 0, stderr: '' });
    await app.until(({ queued: shown }) => shown, null, SHOWN_MS);
    await gateway.stop();
    await pause(6000);
    expect(readFileSync(app.path)).toEqual(fixture('no-trusted-ips'));
  });
});
