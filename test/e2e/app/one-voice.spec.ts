import { mkdtempSync, existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { useStage } from '../../support/app/stage.ts';
import { parseCheck, runCli, startCli } from '../../support/run-cli.ts';

// The app in the tray and the command line in other processes: one voice towards Gateway.

const stage = useStage();
const CHECKS = 20;
const AT_ONCE = 5;

test('held on a silent Gateway: twenty checks and one run join it; one connection, one dialog', async () => {
  const { gateway, app } = await stage.watching({ behaviour: { handshake: 'silent' } });
  await (await app.tray()).becomes('waiting', 8000);
  const options = { dataDir: app.home.data };
  const port = String(gateway.port);
  const dir = mkdtempSync(join(tmpdir(), 'gatelight-run-'));
  stage.later(() => {
    rmSync(dir, { recursive: true, force: true });
  });
  const trace = join(dir, 'started');

  const run = startCli(['run', '--port', port, '--wait', '12', '--', 'touch', trace], options);
  for (let done = 0; done < CHECKS; done += AT_ONCE) {
    const ends = await Promise.all(
      Array.from({ length: AT_ONCE }, () => runCli(['check', '--json', '--port', port], options)),
    );
    for (const end of ends) {
      expect(end.code).toBe(1);
      expect(parseCheck(end)).toMatchObject({ verdict: 'silent', state: 'waiting', joined: true });
    }
  }
  expect((await run.ended).code).toBe(1);
  expect(existsSync(trace)).toBe(false);
  expect(gateway.record.summary()).toMatchObject({
    connectionsOpened: 1,
    openNow: 1,
    dialogsRaised: 1,
    maxUnansweredAtOnce: 1,
  });
});

test('ready: a check answers from the standing session, and "run" starts its command', async () => {
  const { gateway, app } = await stage.watching();
  await (await app.tray()).becomes('ready');
  const options = { dataDir: app.home.data };
  const port = String(gateway.port);
  const end = await runCli(['check', '--json', '--port', port], options);
  expect(end.code).toBe(0);
  expect(parseCheck(end)).toMatchObject({ verdict: 'ready', joined: true });
  const run = await runCli(
    ['run', '--port', port, '--', 'sh', '-c', 'echo started; exit 7'],
    options,
  );
  expect(run).toMatchObject({ code: 7, stdout: 'started\n' });
  const status = await runCli(['status', '--json'], options);
  expect(status.code).toBe(0);
  expect(JSON.parse(status.stdout)).toMatchObject({
    schema: 1,
    monitor: { pid: app.pid },
    connections: [{ verdict: 'ready', target: { port: gateway.port } }],
  });
  expect(gateway.record.connectionsOpened).toBe(1);
});
