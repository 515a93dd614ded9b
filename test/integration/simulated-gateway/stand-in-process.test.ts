import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { canAge, withStartTime } from '../../support/simulated-gateway/process-age.ts';
import { RawClient } from '../../support/simulated-gateway/raw-client.ts';
import {
  startStandIn,
  type StandInOptions,
  type StandInProcess,
} from '../../support/simulated-gateway/stand-in-process.ts';

let standIn: StandInProcess | undefined;
afterEach(async () => {
  await standIn?.stop();
  standIn = undefined;
});

async function start(options?: StandInOptions): Promise<StandInProcess> {
  standIn = await startStandIn(options);
  return standIn;
}

const proc = (pid: number, name: string) => readFile(`/proc/${pid}/${name}`, 'utf8');

async function ageInSeconds(pid: number): Promise<number> {
  const stat = await proc(pid, 'stat');
  const startTicks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  return Number.parseFloat(await readFile('/proc/uptime', 'utf8')) - startTicks / 100;
}

describe.runIf(process.platform === 'linux')('in the process list', () => {
  test.each([
    ['gateway', 'ibgateway.GWClient'],
    ['tws', 'jclient.LoginFrame'],
  ] as const)('%s shows its own main class', async (product, mainClass) => {
    const { pid, commandLine } = await start({ product });
    const words = (await proc(pid, 'cmdline')).split('\0').slice(0, -1);
    expect(words).toEqual(commandLine);
    expect(words[0]).toMatch(/^\/opt\/.*\/bin\/java$/);
    expect(words.slice(-2)).toEqual([mainClass, '/root/Jts']);
    expect(await proc(pid, 'comm')).toBe('java\n');
  });

  test('it is gone after stop', async () => {
    const { pid } = await start();
    await standIn?.stop();
    standIn = undefined;
    expect(existsSync(`/proc/${pid}`)).toBe(false);
  });
});

test('listens where it is told, accepts, and says nothing', async () => {
  const { port } = await start({ port: 0 });
  const client = await RawClient.start(port!);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(client.received).toHaveLength(0);
  client.leave();
  await client.waitFor((one) => one.ended === 'fin');
});

test('a port that is taken is an error, not a silent process', async () => {
  const { port } = await start({ port: 0 });
  await expect(startStandIn({ port: port! })).rejects.toThrow(`did not start (port ${port})`);
});

test('the altered copy differs in one field only', () => {
  const tail = 'S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 777 21';
  expect(withStartTime(`42 (a) b) ${tail}`, 5)).toBe(
    `42 (a) b) ${tail.replace('19 777', '5 777')}`,
  );
});

describe.runIf(canAge())('ageing', () => {
  test('shows it older, again and again, and leaves no mount', async () => {
    const { pid, age, stop } = await start();
    expect(await ageInSeconds(pid)).toBeLessThan(30);
    await age(300);
    expect(await ageInSeconds(pid)).toBeCloseTo(300, -1);
    await age(90);
    expect(await ageInSeconds(pid)).toBeCloseTo(90, -1);
    expect(await readFile('/proc/self/mounts', 'utf8')).toContain(`/proc/${pid}/stat`);
    await stop();
    standIn = undefined;
    expect(await readFile('/proc/self/mounts', 'utf8')).not.toContain(`/proc/${pid}/stat`);
  });
});

// Where it can, there is nothing to say.
if (!canAge()) {
  test('ageing says why it cannot', async () => {
    const { age } = await start();
    await expect(age(300)).rejects.toThrow(/only on Linux, by root/);
  });
}
