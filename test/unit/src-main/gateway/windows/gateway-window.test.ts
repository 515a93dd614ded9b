import { describe, expect, test, vi } from 'vitest';
import type { Evidence, ListenerOwner } from '../../../../../src-main/contract/evidence.ts';
import type { ShowAbility, ShowProblem } from '../../../../../src-main/contract/show-gateway.ts';
import { notGiven } from '../../../../../src-main/gateway/evidence/read.ts';
import {
  GatewayWindow,
  processToShow,
} from '../../../../../src-main/gateway/windows/gateway-window.ts';
import type { WindowSystem } from '../../../../../src-main/gateway/windows/window-system.ts';
import {
  evidence,
  found,
  gatewayProcess,
  paper4002,
  remote4002,
} from '../../../../support/builders.ts';

const owned = (owner: ListenerOwner): Evidence['listener'] => ({
  outcome: 'found',
  owner,
  closeWait: 0,
  clients: 0,
  programs: null,
  durationMs: 1,
});
const NOTHING: Evidence['listener'] = { outcome: 'none', durationMs: 1 };
const NOBODY: Evidence['process'] = { outcome: 'none', durationMs: 1 };
const relay = owned({ kind: 'relay', pid: 9, program: 'socat' });

describe('whose window it is', () => {
  test.each<[string, Partial<Evidence>, number | ShowProblem]>([
    [
      'the one behind the port',
      {
        listener: owned({ kind: 'gateway', pid: 7, program: 'java' }),
        process: found(gatewayProcess(1, { pid: 3 })),
      },
      7,
    ],
    [
      'the one that says it listens there',
      {
        listener: NOTHING,
        process: found(gatewayProcess(1, { pid: 3 }), gatewayProcess(1, { pid: 4, ports: [4002] })),
      },
      4,
    ],
    [
      'the product that is watched',
      {
        listener: NOTHING,
        process: found(
          gatewayProcess(1, { pid: 3, product: 'tws' }),
          gatewayProcess(1, { pid: 4 }),
        ),
      },
      4,
    ],
    ['one behind a relay', { listener: relay, process: found(gatewayProcess(1, { pid: 3 })) }, 3],
    ['nobody behind a relay', { listener: relay, process: NOBODY }, 'not-here'],
    ['nobody', { listener: NOTHING, process: NOBODY }, 'no-process'],
  ])('%s', (_name, change, expected) => {
    expect(processToShow(paper4002, evidence(change))).toBe(expected);
  });
});

function windowWith(abilities: readonly ShowAbility[], outcome: ShowProblem | null = null) {
  let asked = 0;
  const show = vi.fn<WindowSystem['show']>(() => Promise.resolve(outcome));
  const onAbility = vi.fn();
  const gather = vi.fn(() =>
    Promise.resolve(evidence({ process: found(gatewayProcess(1, { pid: 3 })) })),
  );
  const window = new GatewayWindow({
    windows: {
      assumed: { can: true },
      ability: () => Promise.resolve(abilities[asked++] ?? { can: true }),
      list: () => Promise.resolve(notGiven('')),
      show,
    },
    gatherEvidence: gather,
    onAbility,
  });
  return { window, show, onAbility, gather };
}
const GONE: ShowAbility = { can: false, why: 'no-display' };
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('ability', () => {
  test('is assumed at once, then looked at', async () => {
    const { window, onAbility } = windowWith([GONE]);
    expect(window.ability).toEqual({ can: true });
    await settled();
    expect(window.ability).toEqual(GONE);
    expect(onAbility).toHaveBeenCalledOnce();
  });

  test('is no news where it is as it was', async () => {
    const { onAbility } = windowWith([{ can: true }]);
    await settled();
    expect(onAbility).not.toHaveBeenCalled();
  });

  test('is looked at again after each try', async () => {
    const { window, onAbility } = windowWith([{ can: true }, GONE, { can: true }], 'no-display');
    await settled();
    expect(await window.show({ target: paper4002 })).toBe('no-display');
    expect(window.ability).toEqual(GONE);
    await window.show({ target: paper4002 });
    expect(window.ability).toEqual({ can: true });
    expect(onAbility).toHaveBeenCalledTimes(2);
  });
});

test('on another computer nothing is looked for', async () => {
  const { window, show, gather } = windowWith([]);
  expect(await window.show({ target: remote4002 })).toBe('not-here');
  expect(gather).not.toHaveBeenCalled();
  expect(show).not.toHaveBeenCalled();
});
