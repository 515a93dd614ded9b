import { afterEach, expect, test } from 'vitest';
import { reportText } from '../../../../src-main/contract/report-text.ts';
import { systemEvidence } from '../../../../src-main/gateway/evidence.ts';
import { systemWindows } from '../../../../src-main/gateway/windows/system-windows.ts';
import { LIMITS } from '../../../../src-main/domain/limits.ts';
import { observeTest } from '../../../support/observed-test.ts';
import { startSimulatedGateway } from '../../../support/simulated-gateway/simulated-gateway.ts';
import {
  startStandIn,
  type StandInProcess,
  type StandInWindows,
} from '../../../support/simulated-gateway/stand-in-process.ts';

// A fresh test in a real worker against a silent process with real windows.

const QUESTION = 'Accept incoming connection attempt? <Jane>';

const started: StandInProcess[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
});

const evidence = systemEvidence();

interface Around {
  readonly env?: NodeJS.ProcessEnv;
  /** Done before the windows are listed once more. */
  readonly between?: () => Promise<void>;
}

/** The report once silence shows, and how often the windows were listed. */
async function silence(windows: StandInWindows, { env = process.env, between }: Around = {}) {
  const standIn = await startStandIn({ port: 0, windows });
  started.push(standIn);
  const system = systemWindows('linux', env);
  let lists = 0;
  const observed = observeTest(standIn.port ?? 0, {
    gatherEvidence: (target) => evidence.gather(target),
    listWindows: async () => {
      lists += 1;
      if (lists === 2) await between?.();
      return system.list();
    },
  });
  const { report } = await observed.until(({ verdict }) => verdict === 'silent', 8000);
  await observed.test.stop();
  return { report, lists };
}

test('a window that opens after the hello is told with its title', async () => {
  const { report, lists } = await silence({ title: 'IB Gateway', onHello: QUESTION });
  expect(report.evidence.windows).toEqual({ outcome: 'new', title: QUESTION });
  expect(report.causes[0]).toMatchObject({ cause: 'dialog-waiting', confidence: 'likely' });
  expect(report.causes[0]?.evidence).toContain("A new window of Gateway's opened within a second.");
  expect(lists).toBe(2);
  // What may be handed on tells of the window, but not what it says.
  expect(reportText(report)).toContain('Gateway is waiting for you');
  expect(reportText(report)).not.toContain('Jane');
  expect(report.details.waitedMs).toBeGreaterThanOrEqual(LIMITS.silence);
});

test('one that does not say whose it is is known by its name', async () => {
  const { report } = await silence({ title: 'IB Gateway', onHello: QUESTION, saysPid: false });
  expect(report.evidence.windows).toEqual({ outcome: 'new', title: QUESTION });
});

test('none opened: told so', async () => {
  const { report } = await silence({ title: 'IB Gateway' });
  expect(report.evidence.windows).toEqual({ outcome: 'none-new' });
});

test("another program's window is not Gateway's", async () => {
  const { report, lists } = await silence(
    { title: 'IB Gateway' },
    {
      between: async () => {
        started.push(await startStandIn({ product: 'tws', windows: { title: QUESTION } }));
      },
    },
  );
  expect(lists).toBe(2);
  expect(report.evidence.windows).toEqual({ outcome: 'none-new' });
});

test('no display: what is missing is told', async () => {
  const { report, lists } = await silence({ title: 'IB Gateway' }, { env: {} });
  expect(report.evidence.windows).toEqual({ outcome: 'unknown', missing: 'a list of windows' });
  expect(lists).toBe(1);
});

test('a healthy Gateway costs one list', async () => {
  const gateway = await startSimulatedGateway();
  let lists = 0;
  const observed = observeTest(gateway.port, {
    listWindows: () => {
      lists += 1;
      return systemWindows('linux').list();
    },
  });
  const { report } = await observed.until(({ phase }) => phase === 'done');
  expect(report.evidence.windows).toEqual({ outcome: 'not-checked' });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(lists).toBe(1);
  await observed.test.stop();
  await gateway.stop();
});
