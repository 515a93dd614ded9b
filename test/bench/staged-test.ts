import { once } from 'node:events';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { targetOf } from '../../src-main/contract/target.ts';
import { systemEvidence } from '../../src-main/gateway/evidence.ts';
import { openApiConnection } from '../../src-main/gateway/api-connection.ts';
import { startFreshTest } from '../../src-main/gateway/fresh-test.ts';
import { systemClock } from '../../src-main/gateway/system-clock.ts';
import { startSimulatedGateway } from '../support/simulated-gateway/simulated-gateway.ts';
import type { Comparison } from './figures.ts';

const RUNS = 25;
const HOST = '127.0.0.1';

/** A staged test in a fresh worker up to the end of `session`, beside the bare library. */
export async function measureStagedTest(): Promise<Comparison> {
  const gateway = await startSimulatedGateway({ behaviour: { uniqueClientIds: false } });
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    const staged = await stagedTest(gateway.port);
    const bare = await bareConnect(gateway.port);
    if (run > 0) {
      ours.push(staged);
      theirs.push(bare);
    }
  }
  await gateway.stop();
  return { what: 'staged test to the end of session', unit: 'ms', aim: 1.3, ours, theirs };
}

async function stagedTest(port: number): Promise<number> {
  const evidence = systemEvidence();
  const startedAt = performance.now();
  let sessionAt = Number.NaN;
  const test = startFreshTest(
    targetOf(HOST, port, null),
    [901_001, 901_002],
    {
      clock: systemClock,
      openConnection: (options) => openApiConnection(resolve('out/main/probe-worker.js'), options),
      gatherEvidence: (target) => evidence.gather(target),
    },
    ({ stages }) => {
      const passed = stages.some((one) => one.stage === 'session' && one.outcome === 'passed');
      if (passed && Number.isNaN(sessionAt)) sessionAt = performance.now();
    },
  );
  await test.finished;
  await test.stop();
  return sessionAt - startedAt;
}

async function bareConnect(port: number): Promise<number> {
  const startedAt = performance.now();
  const workerData = { host: HOST, port, clientId: 901_003 };
  const worker = new Worker(resolve('test/bench/bare-worker.mjs'), { workerData });
  await once(worker, 'message');
  const tookMs = performance.now() - startedAt;
  await worker.terminate();
  return tookMs;
}
