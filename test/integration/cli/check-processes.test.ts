import { uptime } from 'node:os';
import { beforeEach, describe, expect, test } from 'vitest';
import { noOtherGateway } from '../../support/foreign-gateways.ts';
import { withHiddenProc } from '../../support/hidden-proc.ts';
import { withGateway } from '../../support/manners.ts';
import { closedPort } from '../../support/ports.ts';
import { check, type CheckJson, type CliEnd } from '../../support/run-cli.ts';
import { canAge } from '../../support/simulated-gateway/process-age.ts';
import {
  startStandIn,
  type StandInOptions,
  type StandInProcess,
} from '../../support/simulated-gateway/stand-in-process.ts';

beforeEach(noOtherGateway);

/** No process is older than the machine is up. */
const OLD_S = Math.min(300, Math.floor(uptime()) - 2);
const canBeOld = canAge() && OLD_S > 125;

type Checked = { readonly end: CliEnd; readonly json: CheckJson };

async function withStandIn<Value>(
  { ageS, ...options }: StandInOptions & { ageS?: number },
  deed: (standIn: StandInProcess) => Promise<Value>,
): Promise<Value> {
  const standIn = await startStandIn(options);
  try {
    if (ageS !== undefined) await standIn.age(ageS);
    return await deed(standIn);
  } finally {
    await standIn.stop();
  }
}

function expectAll({ end, json }: Checked, verdict: string, state: string, code: number): void {
  expect(json).toMatchObject({ verdict, state, joined: false });
  expect(end.code).toBe(code);
}

const outcomesOf = (json: CheckJson): string => json.stages.map((one) => one.outcome).join(' ');
const NOT_ANSWERED = 'skipped skipped skipped skipped';
const onPort = async (port: number | Promise<number>): Promise<Checked> =>
  check(['--port', `${await port}`]);

describe('a port that refuses', () => {
  test('without a process: not-running', async () => {
    const checked = await onPort(closedPort());
    expectAll(checked, 'not-running', 'down', 2);
    expect(outcomesOf(checked.json)).toBe(`failed failed failed ${NOT_ANSWERED}`);
    expect(checked.json.causes).toMatchObject([
      { cause: 'gateway-stopped', step: 'start-gateway' },
    ]);
    expect(checked.json).toMatchObject({ bytesSent: 0, bytesReceived: 0, serverVersion: null });
  });

  test('with a process just started: starting', async () => {
    expectAll(await withStandIn({}, () => onPort(closedPort())), 'starting', 'checking', 1);
  });

  test.runIf(canBeOld).each([
    [110, 'starting', 'checking'],
    [OLD_S, 'sign-in-needed', 'signin'],
  ])('with a process %d s old: %s', async (ageS, verdict, state) => {
    const checked = await withStandIn({ ageS }, () => onPort(closedPort()));
    expectAll(checked, verdict, state, 1);
    expect(outcomesOf(checked.json)).toBe(`passed failed failed ${NOT_ANSWERED}`);
    expect(checked.json.stages[0]?.evidence).toMatchObject({ count: 1, product: 'gateway' });
  });

  test.each(['gateway', 'tws'] as const)('with %s on another: wrong-port', async (product) => {
    const options = { product, port: 0, host: '::' };
    const [other, checked] = await withStandIn(options, async (standIn) => {
      return [standIn.port, await onPort(closedPort())] as const;
    });
    expectAll(checked, 'wrong-port', 'down', 2);
    expect(checked.json.headline).toBe(`Gateway uses port ${other}`);
    expect(checked.json.causes).toMatchObject([{ cause: 'other-port', step: 'change-port' }]);
  });
});

describe('codes that a Gateway also sends while it starts', () => {
  const choices = ['id-in-use', 'disclaimer'] as const;

  test.each(choices)('%s with a young process: starting', async (handshake) => {
    const checked = await withStandIn({}, () =>
      withGateway({ behaviour: { handshake } }, ({ port }) => onPort(port)),
    );
    expectAll(checked, 'starting', 'checking', 1);
    expect(checked.json.stages[4]?.outcome).toBe('failed');
  });

  test.runIf(canBeOld).each([
    ['id-in-use', 'client-id-in-use', 'degraded'],
    ['disclaimer', 'disclaimer-pending', 'waiting'],
  ] as const)('%s with an old process: %s', async (handshake, verdict, state) => {
    const checked = await withStandIn({ ageS: OLD_S }, () =>
      withGateway({ behaviour: { handshake } }, ({ port }) => onPort(port)),
    );
    expectAll(checked, verdict, state, 1);
  });
});

describe('the wire comes before the process list', () => {
  test('a young process does not make a silent port "starting"', async () => {
    const checked = await withStandIn({ port: 0 }, ({ port }) =>
      check(['--port', `${port}`, '--timeout', '0.8']),
    );
    expectAll(checked, 'silent', 'waiting', 1);
    expect(checked.json.stages[1]).toMatchObject({
      outcome: 'passed',
      evidence: { owner: 'gateway' },
    });
  });

  test('no process at all does not keep a session from being ready', async () => {
    const checked = await withGateway({}, ({ port }) => onPort(port));
    expectAll(checked, 'ready', 'ready', 0);
    expect(checked.json.stages[0]?.outcome).toBe('failed');
  });
});

describe.runIf(withHiddenProc)('without the right to see processes and sockets', () => {
  const under = withHiddenProc ?? (['true'] as const);

  test('a refused port is not called down', async () => {
    const checked = await check(['--port', `${await closedPort()}`], { under });
    expectAll(checked, 'cannot-measure', 'checking', 3);
    expect(outcomesOf(checked.json)).toBe(`unknown unknown failed ${NOT_ANSWERED}`);
  });

  test('a session is ready all the same', async () => {
    const checked = await withGateway({}, ({ port }) => check(['--port', `${port}`], { under }));
    expectAll(checked, 'ready', 'ready', 0);
    expect(outcomesOf(checked.json)).toBe('unknown unknown passed passed passed passed passed');
  });
});
