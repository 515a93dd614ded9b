import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { full } from '../../support/full.ts';
import { liveWorkers } from '../../support/live-workers.ts';
import { withMonitor } from '../../support/monitored.ts';

afterAll(() => expect(liveWorkers()).toBe(0));

const SPAN_MS = full ? 300_000 : 20_000;

test(
  `security 15: ${SPAN_MS / 1000} healthy seconds: one session, one question every 9 s, nothing else`,
  { timeout: SPAN_MS + 30_000 },
  async () => {
    await withMonitor({}, async ({ until, statuses, gateway }) => {
      await until('ready');
      await sleep(SPAN_MS);
      expect(new Set(statuses.map(({ verdict }) => verdict))).toEqual(new Set([null, 'ready']));
      const { messages } = gateway.record.last;
      const asked = messages.filter(({ id }) => id === 49).length;
      expect(asked).toBeGreaterThanOrEqual(Math.floor(SPAN_MS / 9100));
      expect(asked).toBeLessThanOrEqual(Math.ceil(SPAN_MS / 9000) + 1);
      expect(messages.length).toBe(asked + 1);
      expect(gateway.record.summary()).toMatchObject({
        connectionsOpened: 1,
        openNow: 1,
        bareConnects: 0,
        orderMessages: 0,
      });
    });
  },
);
