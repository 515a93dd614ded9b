import { expect, test } from '@playwright/test';
import { startOddDaemon } from '../../support/desktop/odd-daemon.ts';
import { poll } from '../../support/desktop/poll.ts';
import { killNotificationDaemon, startNotificationDaemon } from '../../support/desktop/services.ts';
import { allGone, family } from '../../support/app/processes.ts';
import type { RunningApp } from '../../support/app/running-app.ts';
import { useStage } from '../../support/app/stage.ts';
import type { Behaviour } from '../../support/simulated-gateway/behaviour.ts';
import type { GatewayState } from '$contract/verdict';

// However it is asked to end, and whatever it does at that moment: soon, politely, completely.

const LIMIT_MS = 3000;

const stage = useStage();

const ways: Record<string, (app: RunningApp) => Promise<void> | void> = {
  'Quit in the menu': async (app) => (await app.tray()).click('Quit Gatelight'),
  SIGTERM: (app) => app.kill('SIGTERM'),
  SIGINT: (app) => app.kill('SIGINT'),
};

interface Case {
  way: keyof typeof ways;
  when: string;
  behaviour?: Partial<Behaviour>;
  state?: GatewayState;
  withWindow?: boolean;
}

const cases: Case[] = [
  { way: 'Quit in the menu', when: 'with a session open', withWindow: true },
  { way: 'Quit in the menu', when: 'while a test is held', behaviour: { handshake: 'silent' } },
  { way: 'SIGTERM', when: 'while a test is held', behaviour: { handshake: 'silent' } },
  { way: 'SIGTERM', when: 'while Gateway ignores the FIN', behaviour: { answersFin: false } },
  { way: 'SIGINT', when: 'with a session open' },
];

for (const { way, when, behaviour = {}, withWindow = false } of cases) {
  test(`${way} ${when}`, async () => {
    const { gateway, app } = await stage.watching({ behaviour });
    const { record } = gateway;
    const tray = await app.tray();
    if (behaviour.handshake === 'silent') await record.waitFor((seen) => seen.dialogsRaised === 1);
    else await tray.becomes('ready');
    if (withWindow) await app.openWindow();
    const pids = family(app.pid);
    expect(pids.length).toBeGreaterThan(2);

    const askedAt = performance.now();
    await ways[way]?.(app);
    expect(await app.ended(LIMIT_MS)).toBe(0);
    const tookMs = performance.now() - askedAt;

    await allGone(pids, 1000);
    await record.waitFor(({ openNow }) => openNow === 0, 1000);
    expect(record.connections.map(({ ended }) => ended)).toEqual(['client-fin']);
    test.info().annotations.push({ type: 'tookMs', description: `${Math.round(tookMs)} ms` });
  });
}

test.describe('while nobody takes notifications', () => {
  test.beforeEach(async () => {
    await killNotificationDaemon();
    stage.later(startNotificationDaemon);
  });

  const disclaimer = { handshake: 'disclaimer' } as const;

  test('with the alert on the screen', async () => {
    const { gateway, app } = await stage.watching({ behaviour: disclaimer });
    await poll('alert', 10_000, async () =>
      (await app.alertState())?.isVisible === true ? true : undefined,
    );
    const pids = family(app.pid);
    await ways['Quit in the menu']?.(app);
    expect(await app.ended(LIMIT_MS)).toBe(0);
    await allGone(pids, 1000);
    await gateway.record.waitFor(({ openNow }) => openNow === 0, 1000);
  });

  test('with a notification that hangs', async () => {
    const daemon = await startOddDaemon('silent');
    stage.later(() => daemon.stop());
    const { gateway, app } = await stage.watching({ behaviour: disclaimer });
    await (await app.tray()).becomes('waiting');
    app.kill('SIGTERM');
    expect(await app.ended(LIMIT_MS + 1000)).toBe(0);
    await gateway.record.waitFor(({ openNow }) => openNow === 0, 1000);
  });
});
