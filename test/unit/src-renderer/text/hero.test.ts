import { describe, expect, test } from 'vitest';
import { accountShown, farmNames, heroNotes } from '../../../../src-renderer/text/hero.ts';
import { restartClear, restartDetail } from '../../../../src-renderer/text/restart.ts';
import { usualAccountNote } from '../../../../src-renderer/text/target.ts';
import { live4001, reportOf, statusOf } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);

describe('the account that is shown', () => {
  test('is the one that was chosen, unless another answered', () => {
    expect(accountShown(statusOf('ready', NOW))).toEqual({ label: 'Paper', isLive: false });
    const live = statusOf('ready', NOW, { target: live4001 });
    expect(accountShown(live)).toEqual({ label: 'Live', isLive: true });
    expect(accountShown(statusOf('wrong-account', NOW)).label).toBe('Live, paper chosen');
  });

  test('never leaves out the word Live', () => {
    const report = reportOf('wrong-account', NOW, { details: { accountKind: 'mixed' } });
    expect(accountShown(statusOf('wrong-account', NOW, { report }))).toEqual({
      label: 'Paper and Live, paper chosen',
      isLive: true,
    });
    const paper = reportOf('wrong-account', NOW, { details: { accountKind: 'paper' } });
    const onLive = statusOf('wrong-account', NOW, { target: live4001, report: paper });
    expect(accountShown(onLive).label).toBe('Paper, live chosen');
  });
});

test('notes are said only where they apply', () => {
  expect(heroNotes(statusOf('ready', NOW), NOW)).toEqual([]);
  const all = { closedByUser: true, acceptedByHand: true, crowdedBy: 28, watchedBy: 4711 };
  expect(heroNotes(statusOf('ready', NOW, all), NOW)).toEqual([
    'You closed it: no notifications until it is ready again.',
    expect.stringContaining('somebody probably had to accept it'),
    expect.stringContaining('28 clients are on port 4002'),
    'Watched by another Gatelight process, PID 4711.',
  ]);
});

test('a button has room for two farms', () => {
  expect(farmNames(['usfarm'])).toBe('usfarm');
  expect(farmNames(['usfarm', 'usfuture'])).toBe('usfarm and usfuture');
  expect(farmNames(['a', 'b', 'c'])).toBe('3 farms');
});

test('where the daily restart comes from', () => {
  expect(restartDetail(null, null)).toContain('Assumed 23:35–24:00');
  expect(restartDetail(null, '23:46')).toContain('Learned from restarts that were seen: 23:46');
  expect(restartDetail('23:10', '23:46')).toContain('Set to 23:10');
  expect([restartClear(null), restartClear('23:46')]).toEqual(['Use assumed', 'Use learned 23:46']);
});

test('a port that is usually the other account is pointed out', () => {
  expect(usualAccountNote(4001, 'paper')).toContain('usually a live account');
  expect(usualAccountNote(4002, 'paper')).toBeNull();
  expect(usualAccountNote(4100, 'live')).toBeNull();
});
