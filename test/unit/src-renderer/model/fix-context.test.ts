import { targetOf } from '$contract/target';
import { describe, expect, test } from 'vitest';
import { claimOf, currentStep, fixContext } from '../../../../src-renderer/model/fix-context.ts';
import { fixed, fixOf, pausedStatus, statusOf } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);
const LINUX = { platform: 'linux', desktop: 'XFCE' } as const;

describe('the step on show', () => {
  test('is the one main says', () => {
    expect(currentStep(fixOf('silent', NOW, { at: 2 }))?.step).toBe('trust-address');
  });

  test('is the first where main names none, and none once the problem is over', () => {
    expect(currentStep(fixOf('silent', NOW, { at: 99 }))?.step).toBe('accept-dialog');
    expect(currentStep(fixed('silent', 'dialog-accepted', NOW))).toBeNull();
  });
});

describe('what words are made of', () => {
  test('the product that runs counts more than what the port says', () => {
    const status = statusOf('silent', NOW, { target: targetOf('127.0.0.1', 7497, null) });
    const context = fixContext(fixOf('silent', NOW), status, LINUX);
    expect(context).toMatchObject({ product: 'gateway', name: 'Gateway', held: true });
    const unseen = fixContext(fixOf('silent', NOW, { proven: [] }), status, LINUX);
    expect(unseen).toMatchObject({ product: 'tws', name: 'TWS' });
  });

  test('nothing is held while paused, and another computer is not local', () => {
    expect(fixContext(fixOf('silent', NOW), pausedStatus(NOW), LINUX).held).toBe(false);
    const target = targetOf('192.0.2.7', 4002, null);
    const far = fixContext(fixOf('silent', NOW), statusOf('silent', NOW, { target }), LINUX);
    expect(far.local).toBe(false);
  });

  test("Gatelight's own connections are not among the others'", () => {
    const ours = { program: 'gatelight', script: null, pid: 1, connections: 1, halfClosed: 0 };
    const apiClients = [
      { ...ours, isOurs: true },
      { ...ours, program: 'python', isOurs: false },
    ];
    const status = statusOf('silent', NOW, { apiClients });
    const { others } = fixContext(fixOf('silent', NOW), status, LINUX);
    expect(others?.map(({ program }) => program)).toEqual(['python']);
    expect(fixContext(fixOf('silent', NOW), statusOf('silent', NOW), LINUX).others).toBeNull();
  });

  test('a claim is found by its kind', () => {
    expect(claimOf(fixOf('wrong-port', NOW), 'other-port')?.port).toBe(4001);
    expect(claimOf(fixOf('silent', NOW), 'other-port')).toBeNull();
  });
});
