import { describe, expect, test, vi } from 'vitest';
import { GuidedFixes } from '../../../../src-main/app/guided-fixes.ts';
import type { ConnectionStatus } from '../../../../src-main/contract/connection-status.ts';
import { targetOf } from '../../../../src-main/contract/target.ts';
import type { Verdict } from '../../../../src-main/contract/verdict.ts';
import { NOW, problem } from '../../../support/problems.ts';

const PAPER = '127.0.0.1:4002';
const LIVE = '127.0.0.1:4001';
const paper = (verdict: Verdict): ConnectionStatus => problem(verdict);
const at = (port: number, verdict: Verdict): ConnectionStatus =>
  problem(verdict, { status: { target: targetOf('127.0.0.1', port, 'live') } });

/** Guided fixes over monitors with these statuses. */
function fixesOver(...statuses: ConnectionStatus[]) {
  const monitors = { statuses, fix: vi.fn(), noDialog: vi.fn() };
  const onChange = vi.fn();
  const fixes = new GuidedFixes({
    clock: { now: () => NOW },
    monitors,
    explains: () => null,
    onChange,
  });
  fixes.look();
  const news = (...next: ConnectionStatus[]): void => {
    monitors.statuses = next;
    fixes.look();
  };
  return { fixes, monitors, onChange, news };
}

describe('a guided fix', () => {
  test('is one per connection, and each is tested for', () => {
    const { fixes, monitors } = fixesOver(paper('silent'), at(4001, 'refused-by-rule'));
    fixes.open(LIVE);
    fixes.open(PAPER);
    expect(fixes.shown).toMatchObject({
      [PAPER]: { verdict: 'silent' },
      [LIVE]: { verdict: 'refused-by-rule' },
    });
    expect(monitors.fix.mock.calls).toEqual([
      [LIVE, true],
      [PAPER, true],
    ]);
  });

  test('is not opened where nothing is to be fixed, nor for a connection that is not there', () => {
    const { fixes, monitors, onChange } = fixesOver(paper('ready'));
    fixes.open(PAPER);
    fixes.open(LIVE);
    expect(fixes.shown).toEqual({});
    expect(monitors.fix).not.toHaveBeenCalled();
    expect(onChange).not.toHaveBeenCalled();
  });

  test('is told only when it changed', () => {
    const { fixes, onChange, news } = fixesOver(paper('silent'));
    fixes.open(PAPER);
    expect(onChange).toHaveBeenCalledOnce();
    news(paper('silent'));
    fixes.open(PAPER);
    fixes.goToStep(PAPER, 'enable-api');
    fixes.goToStep(LIVE, 'trust-address');
    expect(onChange).toHaveBeenCalledOnce();
    fixes.goToStep(PAPER, 'trust-address');
    expect(onChange).toHaveBeenCalledTimes(2);
  });

  test('ends by itself, then nothing is tested for it any more; it stays until closed', () => {
    const { fixes, monitors, news } = fixesOver(paper('silent'));
    fixes.open(PAPER);
    news(paper('ready'));
    expect(fixes.shown[PAPER]?.outcome?.verdict).toBe('ready');
    expect(monitors.fix.mock.lastCall).toEqual([PAPER, false]);
    news(paper('ready'));
    expect(fixes.shown[PAPER]?.outcome).not.toBeNull();
    fixes.close(PAPER);
    expect(fixes.shown).toEqual({});
    expect(monitors.fix).toHaveBeenCalledTimes(2);
  });

  test('that has ended goes when the problem comes back; a fresh one is the user’s to open', () => {
    const { fixes, monitors, news } = fixesOver(paper('silent'));
    fixes.open(PAPER);
    news(paper('ready'));
    news(paper('silent'));
    expect(fixes.shown).toEqual({});
    fixes.open(PAPER);
    expect(fixes.shown[PAPER]).toMatchObject({ verdict: 'silent', outcome: null });
    expect(monitors.fix.mock.calls).toEqual([
      [PAPER, true],
      [PAPER, false],
      [PAPER, true],
    ]);
  });

  test('closed while the problem lasts is tested for no more', () => {
    const { fixes, monitors } = fixesOver(paper('silent'));
    fixes.open(PAPER);
    fixes.close(PAPER);
    fixes.close(PAPER);
    expect(monitors.fix.mock.calls).toEqual([
      [PAPER, true],
      [PAPER, false],
    ]);
  });

  test('"That wasn’t it" of the dialog is told to the monitor, of another step it is not', () => {
    const { fixes, monitors } = fixesOver(paper('silent'));
    fixes.notIt(PAPER, 'accept-dialog');
    expect(monitors.noDialog).not.toHaveBeenCalled();
    fixes.open(PAPER);
    fixes.notIt(PAPER, 'accept-dialog');
    expect(monitors.noDialog).toHaveBeenCalledExactlyOnceWith(PAPER);
    fixes.notIt(PAPER, 'finish-sign-in');
    expect(monitors.noDialog).toHaveBeenCalledOnce();
    expect(fixes.shown[PAPER]?.steps.map(({ state }) => state).join(' ')).toBe(
      'tried tried now later later',
    );
  });
});

describe('a connection', () => {
  test('whose port is changed keeps its fix, which ends on the new one', () => {
    const { fixes, monitors, onChange, news } = fixesOver(at(7496, 'ready'), paper('wrong-port'));
    fixes.open(PAPER);
    monitors.fix.mockClear();
    onChange.mockClear();
    news(at(7496, 'ready'), problem('ready', { status: { ...at(4001, 'ready'), verdict: null } }));
    expect(fixes.shown).toMatchObject({ [LIVE]: { verdict: 'wrong-port', outcome: null } });
    expect(monitors.fix.mock.calls).toEqual([
      [PAPER, false],
      [LIVE, true],
    ]);
    expect(onChange).toHaveBeenCalled();
    news(at(7496, 'ready'), at(4001, 'ready'));
    expect(fixes.shown[LIVE]?.outcome).toMatchObject({ cause: 'port-changed', isSure: true });
  });

  test('that is removed loses its fix, and nobody inherits it', () => {
    const { fixes, monitors, news } = fixesOver(paper('silent'), at(4001, 'ready'));
    fixes.open(PAPER);
    news(at(4001, 'ready'));
    expect(fixes.shown).toEqual({});
    expect(monitors.fix.mock.lastCall).toEqual([PAPER, false]);
  });

  test('that was replaced by one that is there already loses its fix', () => {
    const { fixes, news } = fixesOver(paper('silent'), at(4001, 'ready'));
    fixes.open(PAPER);
    news(at(4001, 'ready'), at(7496, 'ready'));
    expect(fixes.shown).toEqual({});
  });

  test('that only moved in the list keeps its own', () => {
    const { fixes, news } = fixesOver(paper('silent'), at(4001, 'ready'));
    fixes.open(PAPER);
    news(at(4001, 'ready'), paper('silent'));
    expect(Object.keys(fixes.shown)).toEqual([PAPER]);
  });
});
