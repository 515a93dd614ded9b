import { DEFAULT_PREFERENCES } from '$contract/default-preferences';
import { describe, expect, test } from 'vitest';
import { bannerText } from '../../../../src-renderer/text/banners.ts';
import { EXPLAINED, isExplained, meaningOf } from '../../../../src-renderer/text/meanings.ts';
import { portFinding } from '../../../../src-renderer/text/ports.ts';
import { eventText } from '../../../../src-renderer/text/settings.ts';
import { testCaption } from '../../../../src-renderer/text/test-caption.ts';
import { verdictNote } from '../../../../src-renderer/text/verdict-notes.ts';
import { allVerdicts, reportOf } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);

describe('words', () => {
  test('every event that can notify has a switch', () => {
    const switches = [...Object.keys(eventText), 'repeat', 'sound'];
    expect(switches.sort()).toEqual(Object.keys(DEFAULT_PREFERENCES.notifications).sort());
  });

  test('a damaged settings file is named', () => {
    expect(bannerText({ kind: 'preferences-set-aside', fileName: 'x.json' }).detail).toBe(
      'The damaged file was kept as x.json; defaults are used.',
    );
  });

  test.each([
    [{ port: 4002, listening: false, owner: { kind: 'unknown' } }, 'Nothing listens', 'idle'],
    [{ port: 4002, listening: true, owner: { kind: 'unknown' } }, 'Port open', 'ok'],
    [
      { port: 4002, listening: true, owner: { kind: 'relay', pid: 1, program: 'socat' } },
      'Port open, through socat',
      'ok',
    ],
    [
      { port: 4002, listening: true, owner: { kind: 'other', pid: 1, program: 'nginx' } },
      'Used by nginx',
      'warn',
    ],
  ] as const)('%o', (port, text, hue) => {
    expect(portFinding(port)).toMatchObject({ text, hue });
  });

  test('the caption says when, and whether it goes on', () => {
    expect(testCaption(null)).toContain('first test');
    expect(testCaption(reportOf(null, NOW, { phase: 'running' }))).toBe('Under way');
    expect(testCaption(reportOf('silent', NOW))).toContain('held open');
    expect(testCaption(reportOf('ready', NOW))).toContain('all stages passed');
  });

  test('no note pleads, exclaims or says I', () => {
    for (const verdict of allVerdicts) {
      expect(verdictNote(reportOf(verdict, NOW)) ?? '').not.toMatch(/!|please|\bI\b|\bwe\b/i);
    }
  });
});

describe('what a verdict means', () => {
  test.each(EXPLAINED)('%s: two sentences, with the name of the product', (verdict) => {
    const { target } = reportOf(verdict, NOW);
    const text = meaningOf(verdict, { ...target, product: 'tws' });
    expect(text.match(/\. |\.$/g)).toHaveLength(2);
    expect(text).toContain('TWS');
    expect(text).not.toMatch(/[!]|\b(we|please|oops)\b/i);
  });

  test('other verdicts say it in their headline', () => {
    const explained = allVerdicts.filter((verdict) => isExplained(verdict));
    expect([...explained].sort()).toEqual([...EXPLAINED].sort());
  });
});
