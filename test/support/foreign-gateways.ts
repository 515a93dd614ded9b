import { setTimeout as sleep } from 'node:timers/promises';
import { targetOf } from '../../src-main/contract/target.ts';
import { systemEvidence } from '../../src-main/gateway/evidence.ts';

const PATIENCE_MS = 10_000;

/**
 * Rows of the process list decide some verdicts. A Gateway of the person at this machine, or one
 * that another test run pretends to have, must not be taken for an error of the program.
 */
export async function noOtherGateway(): Promise<void> {
  const endAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const { process: seen } = await systemEvidence().gather(targetOf('127.0.0.1', 1, null));
    if (seen.outcome !== 'found') return;
    if (performance.now() > endAt) {
      const pids = seen.processes.map(({ pid }) => pid).join(', ');
      throw new Error(
        `This test needs a machine without IB Gateway and TWS, but process ${pids} looks like one. Close it and test again.`,
      );
    }
    await sleep(500);
  }
}
