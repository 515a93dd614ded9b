import { describe, expect, test } from 'vitest';
import { compareSettings } from '../../../../../src-main/domain/jts/compare.ts';
import {
  isGatewaysOwn,
  standingOf,
  type DiskVersion,
  type GatewayRun,
  type Standing,
} from '../../../../../src-main/domain/jts/last-good.ts';
import { edited, fixture } from '../../../../support/jts/fixtures.ts';

const S = 1000;
const run: GatewayRun = { startedAt: 100 * S, openedAt: 140 * S };
const there: DiskVersion = { hash: 'a', at: 10 * S, how: 'unknown' };
const edit = (hash: string, at: number): DiskVersion => ({ hash, at, how: 'edit' });
const own = (hash: string, at: number): DiskVersion => ({ hash, at, how: 'own' });
const unknown = (hash: string, at: number): DiskVersion => ({ hash, at, how: 'unknown' });

const LAST_GOOD: Standing = { isLoaded: true, isSeenWorking: true, isLastGood: true };
const LOADED: Standing = { isLoaded: true, isSeenWorking: false, isLastGood: false };
const SEEN: Standing = { isLoaded: true, isSeenWorking: true, isLastGood: false };
const NOT_LOADED: Standing = { isLoaded: false, isSeenWorking: true, isLastGood: false };

describe('the version on disk', () => {
  test.each<[string, readonly DiskVersion[], GatewayRun | null, number | null, Standing]>([
    ['there since before the start, and a test passed', [there], run, 150 * S, LAST_GOOD],
    ['no test passed yet', [there], run, null, LOADED],
    ['a test passed in the run before only', [there], run, 90 * S, SEEN],
    [
      'edited in mid-run, and every stage passes',
      [there, edit('b', 500 * S)],
      run,
      600 * S,
      NOT_LOADED,
    ],
    [
      'edited in mid-run, no test since',
      [there, edit('b', 500 * S)],
      run,
      450 * S,
      { ...NOT_LOADED, isSeenWorking: false },
    ],
    [
      'edited right after the start, before the first pass',
      [there, edit('b', 101 * S)],
      run,
      150 * S,
      NOT_LOADED,
    ],
    ['edited before the start', [there, edit('b', 99 * S)], run, 150 * S, LAST_GOOD],
    [
      'edited in mid-run, then Gateway started anew',
      [there, edit('b', 500 * S)],
      { startedAt: 700 * S, openedAt: 740 * S },
      760 * S,
      LAST_GOOD,
    ],
    ['rewritten by Gateway at its start', [there, own('b', 103 * S)], run, 150 * S, LAST_GOOD],
    [
      'rewritten by Gateway at sign-in',
      [there, own('b', 103 * S), own('c', 139 * S)],
      run,
      150 * S,
      LAST_GOOD,
    ],
    ['rewritten by Gateway as its port opens', [there, own('b', 145 * S)], run, 150 * S, LAST_GOOD],
    [
      'rewritten by Gateway, long before somebody signs in',
      [there, own('b', 2000 * S)],
      { startedAt: 100 * S, openedAt: null },
      2100 * S,
      LAST_GOOD,
    ],
    ['its own keys written in mid-run', [there, own('b', 500 * S)], run, 600 * S, NOT_LOADED],
    [
      'an edit, then its own rewrite',
      [there, edit('b', 110 * S), own('c', 120 * S)],
      run,
      150 * S,
      NOT_LOADED,
    ],
    [
      'edited and put back: loaded, but not unchanged',
      [there, edit('b', 500 * S), edit('a', 550 * S)],
      run,
      600 * S,
      SEEN,
    ],
    [
      'put back to what Gateway made of it at its start',
      [there, own('b', 110 * S), edit('c', 500 * S), edit('b', 550 * S)],
      run,
      600 * S,
      SEEN,
    ],
    [
      'put back to what was there before an earlier start',
      [edit('old', 1 * S), there, edit('old', 550 * S)],
      run,
      600 * S,
      NOT_LOADED,
    ],
    ['first seen in mid-run, written at sign-in', [unknown('b', 120 * S)], run, 600 * S, LAST_GOOD],
    [
      'first seen in mid-run, written in mid-run',
      [unknown('b', 500 * S)],
      run,
      600 * S,
      NOT_LOADED,
    ],
    [
      'first seen in mid-run, nobody saw the port open',
      [unknown('b', 219 * S)],
      { startedAt: 100 * S, openedAt: null },
      600 * S,
      LAST_GOOD,
    ],
    [
      'the same, but written too late for a start',
      [unknown('b', 221 * S)],
      { startedAt: 100 * S, openedAt: null },
      600 * S,
      NOT_LOADED,
    ],
    ['its start is not known', [there], null, 150 * S, SEEN],
    ['nothing runs, nothing passed', [there], null, null, LOADED],
    [
      'there is no file',
      [there, { hash: null, at: 120 * S, how: 'edit' }],
      run,
      150 * S,
      { isLoaded: false, isSeenWorking: false, isLastGood: false },
    ],
    [
      'nothing is known',
      [],
      null,
      150 * S,
      { isLoaded: true, isSeenWorking: false, isLastGood: false },
    ],
  ])('%s', (_name, versions, during, passedAt, standing) => {
    expect(standingOf(versions, during, passedAt)).toEqual(standing);
  });
});

describe('what Gateway writes itself', () => {
  const clean = fixture('clean-gateway');
  const change = (...edits: readonly (readonly [string, string])[]): boolean =>
    isGatewaysOwn(compareSettings(clean, edited('clean-gateway', ...edits)));

  test('at a sign-in', () => {
    expect(
      change(
        ['Steps=7', 'Steps=8'],
        ['20261109', '20261110'],
        ['Peer=cdc1.ibllc.com:4001', 'Peer=ndc1.ibllc.com:4001'],
        ['tradingMode=p', 'tradingMode=l'],
        ['RemoteHostOrderRouting=ndc1.ibllc.com', 'RemoteHostOrderRouting=zdc1.ibllc.com'],
      ),
    ).toBe(true);
    expect(isGatewaysOwn(compareSettings(clean, clean))).toBe(true);
    expect(isGatewaysOwn(compareSettings(clean, fixture('crlf')))).toBe(true);
  });

  test.each([
    [['TrustedIPs=127.0.0.1', 'TrustedIPs=']],
    [['TrustedIPs=127.0.0.1', 'TrustedIPs=127.0.0.1,10.0.0.7']],
    [['ApiOnly=true', 'ApiOnly=false']],
    [['LocalServerPort=4000', 'LocalServerPort=4001']],
    [['WriteDebug=false', 'WriteDebug=true']],
    [['Locale=en', 'Locale=en\nunknown=1']],
  ] as const)('is not %j', (edit) => {
    expect(change(edit)).toBe(false);
  });

  test('is no damage and no lost section', () => {
    expect(isGatewaysOwn(compareSettings(clean, fixture('empty')))).toBe(false);
    expect(isGatewaysOwn(compareSettings(clean, fixture('clean-tws')))).toBe(false);
    expect(isGatewaysOwn(compareSettings(clean, null))).toBe(false);
  });
});
