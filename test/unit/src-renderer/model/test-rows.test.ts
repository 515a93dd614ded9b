import { describe, expect, test } from 'vitest';
import {
  lastMs,
  testRows,
  totalMs,
  usualEndMs,
  type RowId,
  type TestRow,
} from '../../../../src-renderer/model/test-rows.ts';
import { allVerdicts, reportOf, stages } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);
const SECOND = 1000;

const rowsOf = (report: ReturnType<typeof reportOf> | null, now = NOW): Record<RowId, TestRow> =>
  Object.fromEntries(testRows(report, now).map((row) => [row.id, row])) as Record<RowId, TestRow>;

describe('testRows', () => {
  test('there are always five, in the order of the test', () => {
    for (const verdict of [null, ...allVerdicts]) {
      const ids = testRows(reportOf(verdict, NOW), NOW).map(({ id }) => id);
      expect(ids).toEqual(['process', 'port', 'api', 'session', 'upstream']);
    }
  });

  test('before the first test nothing claims to have been reached', () => {
    expect(testRows(null, NOW).map(({ result, startMs }) => [result, startMs])).toEqual(
      Array.from({ length: 5 }, () => ['not-yet', null]),
    );
  });

  test('bars start where the row before ended', () => {
    const rows = testRows(reportOf('ready', NOW), NOW);
    for (const [index, row] of rows.entries()) {
      const before = rows[index - 1];
      expect(row.startMs).toBeCloseTo((before?.startMs ?? 0) + (before?.durationMs ?? 0));
    }
    expect(totalMs(rows)).toBeCloseTo(3 + 1 + 212 + 104 + 81);
  });

  test('a row takes as long as a client waits for it: the look at the socket table is not counted', () => {
    const rows = rowsOf(reportOf('ready', NOW));
    expect(rows.port.durationMs).toBeCloseTo(1);
    expect(rows.session.durationMs).toBeCloseTo(104);
  });

  test('all passed: ticks everywhere and no note', () => {
    for (const row of testRows(reportOf('ready', NOW), NOW)) {
      expect(row).toMatchObject({ result: 'passed', glyph: 'ready', hue: 'ok', note: null });
    }
  });

  test('silence: the API row carries the verdict, later rows were not reached', () => {
    const rows = rowsOf(reportOf('silent', NOW));
    expect(rows.api).toMatchObject({
      result: 'silent',
      glyph: 'waiting',
      hue: 'warn',
      overdue: true,
    });
    expect(rows.api.note).toContain('sent nothing back');
    expect(rows.session.result).toBe('not-reached');
    expect(rows.upstream).toMatchObject({ result: 'not-reached', startMs: null, note: null });
  });

  test('a held connection goes on counting without news from main', () => {
    const report = reportOf('silent', NOW);
    expect(rowsOf(report, NOW + 10 * SECOND).api.durationMs).toBeCloseTo(34 * SECOND, -2);
  });

  test('what is over does not go on counting', () => {
    const report = reportOf('silent', NOW, { phase: 'done' });
    expect(rowsOf(report, NOW + 10 * SECOND).api.durationMs).toBe(24 * SECOND);
  });

  test('a running stage grows with the clock and is overdue after 4 s', () => {
    const startedAt = NOW - 2 * SECOND;
    const report = reportOf(null, NOW, {
      phase: 'running',
      startedAt,
      stages: stages({
        process: ['passed', 3],
        connect: ['passed', 1],
        version: ['running', null],
      }),
    });
    expect(rowsOf(report).api).toMatchObject({
      result: 'running',
      overdue: false,
      glyph: 'checking',
    });
    expect(rowsOf(report).api.durationMs).toBeCloseTo(2 * SECOND - 4);
    expect(rowsOf(report, NOW + 2.1 * SECOND).api.overdue).toBe(true);
    expect(rowsOf(report).session.result).toBe('not-yet');
  });

  test('a clock that was set back never makes a bar negative', () => {
    const report = reportOf(null, NOW, {
      phase: 'running',
      startedAt: NOW + 60 * SECOND,
      stages: stages({ version: ['running', null] }),
    });
    expect(rowsOf(report).api.durationMs).toBe(0);
  });

  test('the failed row wears the glyph of its verdict', () => {
    const glyphs = (
      ['not-running', 'sign-in-needed', 'starting', 'cut-off', 'farm-down'] as const
    ).map((verdict) => testRows(reportOf(verdict, NOW), NOW).find(({ note }) => note !== null));
    expect(glyphs.map((row) => [row?.id, row?.glyph, row?.hue])).toEqual([
      ['port', 'down', 'bad'],
      ['port', 'signin', 'warn'],
      ['port', 'checking', 'idle'],
      ['upstream', 'degraded', 'bad'],
      ['upstream', 'degraded', 'warn'],
    ]);
  });

  test('at most one row has a note, and only when something is wrong', () => {
    for (const verdict of allVerdicts) {
      const notes = testRows(reportOf(verdict, NOW), NOW).filter(({ note }) => note !== null);
      expect(notes.length, verdict).toBeLessThanOrEqual(1);
      if (verdict === 'ready') expect(notes).toEqual([]);
    }
  });

  test('a session that works can still carry the verdict', () => {
    expect(rowsOf(reportOf('clock-skew', NOW)).session).toMatchObject({
      result: 'passed',
      glyph: 'degraded',
      hue: 'warn',
    });
    expect(rowsOf(reportOf('slow', NOW)).api.note).toContain('usually');
  });

  describe('the process row', () => {
    const none = { outcome: 'none', durationMs: 3 } as const;

    test('no process and nothing listens: not found', () => {
      expect(rowsOf(reportOf('not-running', NOW)).process).toMatchObject({
        result: 'failed',
        word: 'not found',
      });
    });

    test('no process, yet the port answers: not seen, which is no failure', () => {
      const ready = reportOf('ready', NOW);
      const report = {
        ...ready,
        evidence: { ...ready.evidence, process: none },
        stages: ready.stages.map((stage) =>
          stage.stage === 'process' ? { ...stage, outcome: 'failed' as const } : stage,
        ),
      };
      expect(rowsOf(report).process).toMatchObject({ result: 'not-seen', hue: 'idle', word: null });
    });

    test('another computer: not checked', () => {
      const report = reportOf('unreachable', NOW);
      const evidence = { ...report.evidence, process: { outcome: 'not-checked' } as const };
      expect(rowsOf({ ...report, evidence }).process).toMatchObject({
        result: 'not-checked',
        durationMs: null,
      });
    });

    test('a look that failed is neither found nor missing', () => {
      expect(rowsOf(reportOf('cannot-measure', NOW)).process).toMatchObject({
        result: 'unknown',
        hue: 'idle',
      });
    });
  });
});

describe('what is usual', () => {
  const usual = { process: 3, listener: 0.4, connect: 1, version: 210, session: 110, clock: 8 };

  test('a row adds up its stages as its bar does, and says nothing where one is unknown', () => {
    const rows = testRows(reportOf('ready', NOW), NOW, usual);
    expect(rows.map(({ usualMs }) => usualMs)).toEqual([3, 1, 210, 118, null]);
  });

  test('the tick stands where the bar would have ended', () => {
    const [, , api] = testRows(reportOf('silent', NOW), NOW, usual);
    expect(api && usualEndMs(api)).toBeCloseTo(4 + 210);
  });

  test('a row that was not reached has none, and the axis holds every tick', () => {
    const slow = { ...usual, version: 9000 };
    const rows = testRows(reportOf('refused-by-rule', NOW), NOW, slow);
    expect(rows[3]?.usualMs).toBeNull();
    expect(lastMs(rows)).toBeCloseTo(4 + 9000);
  });
});
