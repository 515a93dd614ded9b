import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { useStage } from '../../support/app/stage.ts';

const stage = useStage();

/** Longer than two unanswered questions for the time take. */
const STALL_MS = 15_000;

test('a freeze of our own process leads to no wrong state and no notification', async () => {
  const notices = await stage.notices();
  const { gateway, app } = await stage.watching();
  const tray = await app.tray();
  await tray.becomes('ready');
  const { changes, stop } = await tray.watchChanges();
  stage.later(stop);
  const sentBefore = notices.sent().length;
  // In the middle of the nine seconds between two questions.
  await sleep(4000);

  app.kill('SIGSTOP');
  await sleep(STALL_MS);
  app.kill('SIGCONT');

  // Two more questions: a miss that was counted would show by now.
  await sleep(10_000);
  expect(changes.filter(({ glyph }) => glyph !== 'ready')).toEqual([]);
  expect((await tray.look()).glyph).toBe('ready');
  expect(notices.sent()).toHaveLength(sentBefore);
  expect(gateway.record.summary()).toMatchObject({ connectionsOpened: 1, openNow: 1 });
});
