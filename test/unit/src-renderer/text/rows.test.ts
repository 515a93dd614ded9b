import { describe, expect, test } from 'vitest';
import { testRows } from '../../../../src-renderer/model/test-rows.ts';
import {
  rowDetail,
  rowFigure,
  rowSentence,
  usualNote,
} from '../../../../src-renderer/text/rows.ts';
import { verdictNote } from '../../../../src-renderer/text/verdict-notes.ts';
import { allVerdicts, paper4002, reportOf } from '../../../support/mocked-main/fixtures.ts';
import type { ListenerOwner } from '$contract/evidence';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);

const spoken = (report: ReturnType<typeof reportOf>): readonly string[] =>
  testRows(report, NOW).map((row) => rowSentence(row, paper4002));
const figures = (report: ReturnType<typeof reportOf>): readonly string[] =>
  testRows(report, NOW).map(rowFigure);

describe('a row says stage, result and duration', () => {
  test('ready', () => {
    expect(spoken(reportOf('ready', NOW))).toEqual([
      'Gateway is running: passed in 3 milliseconds',
      'Port 4002 accepts: passed in 1 millisecond',
      'API answers: passed in 212 milliseconds',
      'Session starts: passed in 104 milliseconds',
      'IBKR servers and data: passed in 81 milliseconds',
    ]);
    expect(figures(reportOf('ready', NOW))).toEqual(['3 ms', '1 ms', '212 ms', '104 ms', '81 ms']);
  });

  test('and how long it usually takes, where that is known', () => {
    const [, , api] = testRows(reportOf('silent', NOW), NOW, { version: 412 });
    expect(api && rowSentence(api, paper4002)).toBe(
      'API answers: no answer for 24 seconds, usually 412 milliseconds',
    );
    expect(api && usualNote(api)).toBe('Usually 412 ms.');
    const [, port] = testRows(reportOf('not-running', NOW), NOW, { connect: 1 });
    expect(port && usualNote(port)).toBeNull();
  });

  test('silence', () => {
    expect(spoken(reportOf('silent', NOW)).slice(2)).toEqual([
      'API answers: no answer for 24 seconds',
      'Session starts: not reached',
      'IBKR servers and data: not reached',
    ]);
    expect(figures(reportOf('silent', NOW)).slice(2)).toEqual([
      '24 s',
      'not reached',
      'not reached',
    ]);
  });

  test('looked at only: what listens is said, nothing was connected to', () => {
    const report = reportOf('not-tested', NOW);
    expect(figures(report)).toEqual(['3 ms', ...Array.from({ length: 4 }, () => 'not tested')]);
    expect(rowDetail('port', report)).toBe('Something listens');
  });

  test('a closed port', () => {
    expect(figures(reportOf('not-running', NOW)).slice(0, 3)).toEqual([
      'not found',
      'refused',
      'not reached',
    ]);
  });

  test('every failure fits its column', () => {
    for (const verdict of allVerdicts) {
      for (const figure of figures(reportOf(verdict, NOW))) {
        expect(figure.length, `${verdict}: ${figure}`).toBeLessThanOrEqual(12);
      }
    }
  });
});

describe('claims stay inside the evidence', () => {
  const owned = (owner: ListenerOwner): ReturnType<typeof reportOf> => {
    const report = reportOf('silent', NOW);
    const listener = { ...report.evidence.listener, owner } as typeof report.evidence.listener;
    return { ...report, evidence: { ...report.evidence, listener } };
  };

  test("port and firewall are ruled out only by Gateway's own listener", () => {
    expect(verdictNote(owned({ kind: 'gateway', pid: 1, program: 'java' }))).toContain('rules out');
    expect(verdictNote(owned({ kind: 'unknown' }))).not.toContain('rules out');
  });

  test('behind a relay nothing is known about Gateway', () => {
    const note = verdictNote(owned({ kind: 'relay', pid: 1, program: 'docker-proxy' }));
    expect(note).toMatch(/^docker-proxy accepted.*Nothing is known about Gateway behind it/);
  });

  test('a listener that is not Gateway is named', () => {
    const report = owned({ kind: 'relay', pid: 1, program: 'docker-proxy' });
    expect(rowDetail('port', report)).toBe('docker-proxy listens');
    expect(rowDetail('port', reportOf('ready', NOW))).toBeNull();
  });
});
