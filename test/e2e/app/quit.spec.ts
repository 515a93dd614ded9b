import { expect, test } from '@playwright/test';
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
