import { describe, expect, test } from 'vitest';
import { incidentOf, withIncident } from '../../../../../src-main/domain/jts/incidents.ts';
import { statusOf } from '../../../../support/mocked-main/fixtures.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31);
const DAY_MS = 24 * 3600_000;

describe('an incident', () => {
  test('is a problem of a connection, dated from its beginning', () => {
    const status = { ...statusOf('silent', NOW), problemSince: NOW - 5000, since: NOW - 1000 };
    expect(incidentOf(status)).toMatchObject({
      connection: '127.0.0.1:4002',
      at: NOW - 5000,
      verdict: 'silent',
      otherPortOpened: false,
    });
    expect(incidentOf(statusOf('wrong-port', NOW))?.otherPortOpened).toBe(true);
  });

  test('is not what is well, or being looked at', () => {
    expect(incidentOf(statusOf('ready', NOW))).toBeNull();
    expect(incidentOf(statusOf('starting', NOW))).toBeNull();
  });

  test('is the read-only error as well, though the connection is fine', () => {
    const ready = statusOf('ready', NOW);
    if (ready.report === null) throw new Error('a report');
    const report = { ...ready.report, notes: [{ code: 321, text: 'Read-Only' }] };
    expect(incidentOf({ ...ready, report })).toMatchObject({ verdict: 'ready', codes: [321] });
  });
});

describe('what is remembered', () => {
  const one = {
    connection: 'a:1',
    at: NOW,
    verdict: 'silent',
    codes: [],
    otherPortOpened: false,
  } as const;

  test('holds each once, with the codes that came later', () => {
    const first = withIncident([], one, NOW);
    expect(withIncident(first, one, NOW)).toBe(first);
    expect(withIncident(first, { ...one, codes: [321] }, NOW)).toEqual([{ ...one, codes: [321] }]);
  });

  test('is of seven days', () => {
    const old = { ...one, at: NOW - 8 * DAY_MS };
    expect(withIncident([old], one, NOW)).toEqual([one]);
  });

  test('stays small', () => {
    let all: readonly (typeof one | Parameters<typeof withIncident>[1])[] = [];
    for (let at = 0; at < 300; at += 1) all = withIncident(all, { ...one, at: NOW + at }, NOW);
    expect(all).toHaveLength(200);
    expect(all.at(-1)?.at).toBe(NOW + 299);
  });
});
