import { describe, expect, test } from 'vitest';
import { fullQueue } from '../../../support/ports.ts';
import { check, type CheckJson, type CliEnd } from '../../../support/run-cli.ts';

describe.concurrent('no way there', () => {
  test('a name that does not resolve', async () => {
    const checked = await check(['--host', 'nosuchhost.invalid', '--port', '4002']);
    expectUnreachable(checked);
    expect(checked.json.stages.map(({ outcome }) => outcome).join(' ')).toBe(
      'skipped skipped failed skipped skipped skipped skipped',
    );
  });

  test('a port that takes no more connections, at the true limit of 5 s', async () => {
    const queue = await fullQueue();
    const checked = await check(['--port', `${queue.port}`]).finally(queue.stop);
    expectUnreachable(checked);
    const [, , connect] = checked.json.stages;
    expect(connect).toMatchObject({ outcome: 'failed', evidence: { errno: 'ETIMEDOUT' } });
    expect(connect?.durationMs).toBeGreaterThanOrEqual(5000);
    expect(connect?.durationMs).toBeLessThan(5500);
  });

  test('the same, given up sooner', async () => {
    const queue = await fullQueue();
    const args = ['--port', `${queue.port}`, '--timeout', '1'];
    expectUnreachable(await check(args).finally(queue.stop));
  });
});

function expectUnreachable({ end, json }: { end: CliEnd; json: CheckJson }): void {
  expect(json).toMatchObject({ verdict: 'unreachable', state: 'down' });
  expect(end.code).toBe(2);
}
