import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { targetOf } from '../../../src-main/contract/target.ts';
import { systemClock } from '../../../src-main/gateway/system-clock.ts';
import type { TargetVoice } from '../../../src-main/gateway/voice/target-voice.ts';
import { openTargetVoice } from '../../../src-main/gateway/voice/target-voices.ts';
import { expectWithin, timed } from '../../support/in-time.ts';
import { liveWorkers } from '../../support/live-workers.ts';
import { withGateway } from '../../support/manners.ts';
import { reportOf } from '../../support/mocked-main/fixtures.ts';
import { newMonitor, whileRunning, type Monitored } from '../../support/monitored.ts';
import { connectionTo } from '../../support/preferences.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'gatelight-voice-'));
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
  expect(liveWorkers()).toBe(0);
});

const voiceOf = (port: number): TargetVoice =>
  openTargetVoice(dir, targetOf('127.0.0.1', port, 'paper'), systemClock);
const monitorOf = (port: number): Monitored =>
  newMonitor(connectionTo({ port }), { voice: voiceOf(port) });

describe.concurrent('security 15: one voice per target', { timeout: 40_000 }, () => {
  test('the second monitor opens nothing, says what the first says, and takes over from it', async () => {
    await withGateway({ behaviour: { handshake: 'silent' } }, async (gateway) => {
      const first = monitorOf(gateway.port);
      const second = monitorOf(gateway.port);
      const { record } = gateway;
      await whileRunning(first, () =>
        whileRunning(second, async ({ monitor, until }) => {
          await until('silent');
          expect(monitor.status.watchedBy).toBe(process.pid);
          monitor.test();
          await sleep(500);
          expect(record.summary()).toMatchObject({ connectionsOpened: 1, dialogsRaised: 1 });
          gateway.acceptDialog();
          expectWithin(await until('ready'), 3000);
          await first.monitor.dispose();
          const taken = record.waitFor(({ connectionsOpened }) => connectionsOpened === 2);
          expectWithin(await timed(taken), 3000);
          expectWithin(await until('ready'), 3000);
          expect(monitor.status.watchedBy).toBeNull();
        }),
      );
      expect(record.maxOpenAtOnce).toBe(1);
    });
  });

  test('somebody else waits for an answer: what that sees is shown, and nothing opened', async () => {
    await withGateway({}, async (gateway) => {
      const check = voiceOf(gateway.port);
      expect(check.tryTest()).toBe(true);
      await whileRunning(monitorOf(gateway.port), async ({ until }) => {
        const target = targetOf('127.0.0.1', gateway.port, 'paper');
        check.tellTest(reportOf('silent', Date.now(), { target, phase: 'held' }));
        expectWithin(await until('silent'), 2000);
        expect(gateway.record.connectionsOpened).toBe(0);
        check.endTest();
        expectWithin(await until('ready'), 3000);
        expect(gateway.record.connectionsOpened).toBe(1);
        check.close();
      });
    });
  });

  test('a mute session counts as unanswered for everybody', async () => {
    await withGateway({}, async (gateway) => {
      const check = voiceOf(gateway.port);
      await whileRunning(monitorOf(gateway.port), async ({ until }) => {
        await until('ready');
        await sleep(100);
        expect(check.tryTest()).toBe(true);
        check.endTest();
        gateway.freeze();
        await until('frozen', 25_000);
        expect(check.tryTest()).toBe(false);
        expect(check.otherTest()?.report?.verdict).toBe('frozen');
        gateway.thaw();
        expectWithin(await until('ready'), 2000);
        expect(check.tryTest()).toBe(true);
        check.close();
      });
    });
  });
});
