import { MAX_LINES_AT_ONCE, type ComparedVersions } from '$contract/jts/settings-state';
import { failure, success, type Result } from '$contract/result';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  Comparison,
  PATIENCE_MS,
  revealKey,
} from '../../../../src-renderer/state/comparison.svelte.ts';
import { comparedVersions, FOLDER, unchangedLines } from '../../../support/mocked-main/settings.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);
const asked = { folder: FOLDER, before: 'last-good', after: 'now' };
const fold = { block: 1, count: 2, from: 4 };
const what = { kind: 'finding', index: 0 } as const;

type Answer = Result<ComparedVersions | null>;

function open() {
  const answers: ((answer: Answer) => void)[] = [];
  const settings = {
    compare: vi.fn(() => new Promise<Answer>((resolve) => answers.push(resolve))),
    lines: vi.fn(() =>
      Promise.resolve<Result<typeof unchangedLines | null>>(success(unchangedLines)),
    ),
    reveal: vi.fn(() =>
      Promise.resolve<Result<{ before: string | null; after: string | null } | null>>(
        success({ before: 'secret', after: null }),
      ),
    ),
  };
  const comparison = new Comparison(settings);
  const show = async (answer: Answer = success(comparedVersions(NOW))): Promise<void> => {
    const shown = comparison.show(asked);
    answers.at(-1)?.(answer);
    await shown;
  };
  return { comparison, settings, answers, show };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('comparing', () => {
  test('shows what main answers', async () => {
    const { comparison, show } = open();
    await show();
    expect(comparison.shown.kind).toBe('compared');
  });

  test('says so when one of the two is gone, or main refuses', async () => {
    const { comparison, show } = open();
    await show(success(null));
    expect(comparison.shown.kind).toBe('gone');
    await show(failure('no-folder'));
    expect(comparison.shown).toEqual({ kind: 'failed', error: 'no-folder' });
  });

  test('is said to take time only when it does', async () => {
    const { comparison, answers } = open();
    const shown = comparison.show(asked);
    vi.advanceTimersByTime(PATIENCE_MS - 1);
    expect(comparison.isSlow).toBe(false);
    vi.advanceTimersByTime(1);
    expect(comparison.isSlow).toBe(true);
    answers[0]?.(success(comparedVersions(NOW)));
    await shown;
    expect(comparison.isSlow).toBe(false);
  });

  test('the same two again: what was shown stays until the answer', async () => {
    const { comparison, show } = open();
    await show();
    void comparison.show(asked);
    vi.advanceTimersByTime(PATIENCE_MS);
    expect([comparison.shown.kind, comparison.isSlow]).toEqual(['compared', false]);
  });

  test('others: nothing stays of the ones before', async () => {
    const { comparison, show } = open();
    await show();
    void comparison.show({ ...asked, before: '01a' });
    expect(comparison.shown.kind).toBe('none');
  });

  test('a late answer to an older question is nothing', async () => {
    const { comparison, answers } = open();
    const first = comparison.show(asked);
    const second = comparison.show({ ...asked, before: '01a' });
    answers[1]?.(success(null));
    answers[0]?.(success(comparedVersions(NOW)));
    await Promise.all([first, second]);
    expect(comparison.shown.kind).toBe('gone');
  });
});

describe('folds', () => {
  test('open from their top, no more at once than main gives', async () => {
    const { comparison, settings, show } = open();
    await show();
    await comparison.openFold({ ...fold, count: 9000 });
    expect(settings.lines).toHaveBeenCalledWith({ ...asked, from: 4, count: MAX_LINES_AT_ONCE });
    await comparison.openFold({ ...fold, count: 8998, from: 6 });
    expect(comparison.opened.get(1)).toHaveLength(4);
  });

  test('more lines than were asked for are not taken', async () => {
    const { comparison, show } = open();
    await show();
    await comparison.openFold({ ...fold, count: 1 });
    expect(comparison.opened.get(1)).toHaveLength(1);
  });

  test('a refusal is told, and close as they were after the next comparison', async () => {
    const { comparison, settings, show } = open();
    await show();
    await comparison.openFold(fold);
    settings.lines.mockResolvedValueOnce(failure('no-backup'));
    expect(await comparison.openFold(fold)).toBe('no-backup');
    expect(comparison.opened.size).toBe(1);
    await show();
    expect(comparison.opened.size).toBe(0);
  });
});

describe('masked values', () => {
  test('one is revealed, the others stay masked', async () => {
    const { comparison, show } = open();
    await show();
    expect(await comparison.reveal(what)).toEqual(success(true));
    expect(comparison.revealed.get(revealKey(what))).toEqual({ before: 'secret', after: null });
    expect(comparison.revealed.size).toBe(1);
  });

  test('and hidden again', async () => {
    const { comparison, show } = open();
    await show();
    await comparison.reveal(what);
    expect([comparison.hide(what), comparison.revealed.size]).toEqual([true, 0]);
    expect(comparison.hide(what)).toBe(false);
  });

  test('what does not stand there any more is said', async () => {
    const { comparison, settings, show } = open();
    await show();
    settings.reveal.mockResolvedValueOnce(success(null));
    expect(await comparison.reveal(what)).toEqual(success(false));
    settings.reveal.mockResolvedValueOnce(failure('no-backup'));
    expect(await comparison.reveal(what)).toEqual(failure('no-backup'));
  });

  test('nothing stays in clear when the page is left', async () => {
    const { comparison, show } = open();
    await show();
    await comparison.reveal(what);
    comparison.close();
    expect([comparison.revealed.size, comparison.shown.kind]).toEqual([0, 'none']);
  });

  test('an answer that comes after the page was left is dropped', async () => {
    const { comparison, show } = open();
    await show();
    const late = comparison.reveal(what);
    comparison.close();
    await late;
    expect(comparison.revealed.size).toBe(0);
  });
});
