import { expect, test } from '@playwright/test';
import type { ConnectionStatus } from '$contract/connection-status';
import {
  programOf,
  scriptOf,
  startClient,
  tryAgain,
  type ProgramKind,
  type StartedClient,
} from '../../support/api-clients/api-client.ts';
import type { AppWindow } from '../../support/app/app-window.ts';
import type { RunningApp } from '../../support/app/running-app.ts';
import { useStage } from '../../support/app/stage.ts';
import {
  startSimulatedGateway,
  type SimulatedGateway,
  type SimulatorOptions,
} from '../../support/simulated-gateway/simulated-gateway.ts';

// Programs of their own that time out, against a Gateway that is silent and one that is well: the
// page names them and says what Gateway answers Gatelight meanwhile.

test.describe.configure({ mode: 'serial' });

const NAMED_WITHIN_MS = 30_000;
const STAY_S = 3;
const VISITS = 2;
const KINDS: readonly ProgramKind[] = ['python', 'node'];

type End = Awaited<ReturnType<typeof tryAgain>>;

const stage = useStage('file');
let app: RunningApp;
let window: AppWindow;
let silent: SimulatedGateway;
let good: SimulatedGateway;
/** Healthy: it came before the others and stays. */
let longLived: StartedClient;
/** By Gateway and kind of program. */
const ends = new Map<SimulatedGateway, ReadonlyMap<ProgramKind, End>>();

/** Other programs come without the manners that the stage would ask of them. */
async function gateway(options: SimulatorOptions = {}): Promise<SimulatedGateway> {
  const started = await startSimulatedGateway(options);
  stage.later(() => started.stop());
  return started;
}

async function statusOf({ port }: SimulatedGateway): Promise<ConnectionStatus> {
  const status = (await window.statuses()).find(({ target }) => target.port === port);
  if (status === undefined) throw new Error(`port ${port} is not watched`);
  return status;
}

test.beforeAll(async () => {
  silent = await gateway({ behaviour: { handshake: 'silent' } });
  good = await gateway();
  longLived = await startClient('python', good.port, 120);
  stage.later(() => {
    longLived.child.kill('SIGKILL');
    return longLived.ended;
  });
  app = await stage.launch(stage.home().watch({ port: silent.port }, { port: good.port }));
  window = await app.openWindow();
  // The first look only shows who is there already.
  await expect.poll(async () => (await statusOf(silent)).verdict).toBe('silent');
  await expect
    .poll(async () => (await statusOf(good)).apiClients?.some(({ pid }) => pid === longLived.pid))
    .toBe(true);

  const tries = [silent, good].flatMap((at) => KINDS.map((kind) => [at, kind] as const));
  const tried = await Promise.all(
    tries.map(
      async ([at, kind]) => [at, kind, await tryAgain(kind, at.port, STAY_S, VISITS)] as const,
    ),
  );
  for (const at of [silent, good]) {
    const its = tried.filter(([where]) => where === at);
    ends.set(at, new Map(its.map(([, kind, end]) => [kind, end])));
  }
});

for (const [name, where, answer] of [
  [
    'a silent Gateway: it is not the program alone',
    () => silent,
    /doesn't answer Gatelight either/,
  ],
  ['a good Gateway: look in the program', () => good, /answered Gatelight's test in .+: look in /],
] as const) {
  test(name, async () => {
    const at = where();
    await window.showConnection(at.port);
    await window.openPage('Diagnostics');
    await window.page.getByText("My program still can't connect").click();
    for (const kind of KINDS) {
      const end = ends.get(at)?.get(kind);
      if (end === undefined) throw new Error(`no ${kind} has visited`);
      const line = window.page
        .getByRole('listitem')
        .filter({ hasText: /gave up/ })
        .filter({ hasText: new RegExp(`[( ]${end.lastPid}, ${scriptOf(kind)}\\)`) });
      const timeout = NAMED_WITHIN_MS - (Date.now() - end.endedAt);
      await expect(line).toContainText(answer, { timeout });
      const tookMs = Date.now() - end.endedAt;
      expect(tookMs).toBeLessThan(NAMED_WITHIN_MS);
      await expect(line).toHaveText(/ gave up (twice|2 times) after about \d+(\.\d)? s/);
      expect((await line.innerText()).split(' (')[0]).toMatch(programOf(kind));
      const description = `${tookMs} ms after its second visit: ${await line.innerText()}`;
      test.info().annotations.push({ type: `named: ${kind}`, description });
    }
  });
}

test('a client that stays is among the connected ones and never among those that gave up', async () => {
  const { apiClients, gaveUp } = await statusOf(good);
  expect(apiClients?.find(({ pid }) => pid === longLived.pid)).toMatchObject({
    script: scriptOf('python'),
    connections: 1,
    halfClosed: 0,
    isOurs: false,
  });
  expect(gaveUp.map(({ pid }) => pid)).not.toContain(longLived.pid);
  const its = new RegExp(`[( ]${longLived.pid}, `);
  const lines = window.page.getByRole('listitem').filter({ hasText: its });
  await expect(lines.filter({ hasText: 'gave up' })).toHaveCount(0);
  await expect(lines.filter({ hasText: '1 connection' })).toHaveCount(1);
});

test('the silent Gateway was asked once for all, the good one at most once more for each', () => {
  const visits = KINDS.length * VISITS;
  // The test that waits answers for the programs too.
  expect(silent.record.connectionsOpened).toBe(visits + 1);
  const forThem = good.record.connectionsOpened - visits - 1 - 1;
  expect(forThem).toBeGreaterThanOrEqual(1);
  expect(forThem).toBeLessThanOrEqual(KINDS.length);
});

test('no page broke its policy', async () => {
  await window.page.reload();
  for (const name of ['Settings', 'Diagnostics', 'Overview'] as const) await window.openPage(name);
  expect(app.complaints).toEqual([]);
});
