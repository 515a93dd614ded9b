import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { Observation } from '../../../src-main/contract/observation.ts';
import { openApiConnection, type ApiConnection } from '../../../src-main/gateway/api-connection.ts';
import { workerPath } from '../../support/built.ts';
import { full } from '../../support/full.ts';
import { expectWithin, timed } from '../../support/in-time.ts';
import { expectWorkersToEnd } from '../../support/live-workers.ts';
import { withGateway } from '../../support/manners.ts';
import { fullQueue } from '../../support/ports.ts';
import type { Behaviour } from '../../support/simulated-gateway/behaviour.ts';

afterEach(expectWorkersToEnd);

function open(
  port: number,
  onObservation: (observation: Observation) => void = () => undefined,
): ApiConnection {
  return openApiConnection(workerPath, {
    host: '127.0.0.1',
    port,
    clientId: 912_345,
    onObservation,
  });
}

const saw = (port: number, kind: Observation['kind']): Promise<ApiConnection> =>
  new Promise((resolve) => {
    const connection = open(port, (seen) => {
      if (seen.kind === kind) resolve(connection);
    });
  });

describe('a connection closed', () => {
  test('before its worker has begun is never opened', async () => {
    await withGateway({}, async ({ port, record }) => {
      await open(port).close();
      await sleep(200);
      expect(record.connectionsOpened).toBe(0);
    });
  });

  test('in the middle of connecting has still said hello', async () => {
    await withGateway({}, async ({ port, record }) => {
      for (let count = 0; count < (full ? 100 : 10); count += 1) {
        const connection = await saw(port, 'connecting');
        await connection.close();
      }
      expect(record.connections.filter(({ gotHello }) => !gotHello)).toEqual([]);
    });
  });

  test('while nothing connects is given up within 1 s', async () => {
    const queue = await fullQueue();
    try {
      const connection = await saw(queue.port, 'connecting');
      expectWithin(await timed(connection.close()), 1000);
    } finally {
      await queue.stop();
    }
  });

  test.each<[string, Partial<Behaviour>, Observation['kind'], number]>([
    ['in a session', {}, 'clock-answered', 200],
    ['while silent', { handshake: 'silent' }, 'hello-sent', 200],
    ['by us, but not by the Gateway', { answersFin: false }, 'clock-answered', 700],
  ])('%s ends with FIN in time', async (_name, behaviour, kind, limitMs) => {
    await withGateway({ behaviour }, async ({ port, record }) => {
      const connection = await saw(port, kind);
      expectWithin(await timed(connection.close()), limitMs);
      expectWithin(await timed(record.waitFor(({ openNow }) => openNow === 0)), 500);
      expect(record.last.ended).toBe('client-fin');
    });
  });

  test('on a frozen Gateway ends with FIN all the same', async () => {
    await withGateway({}, async (gateway) => {
      const connection = await saw(gateway.port, 'clock-answered');
      gateway.freeze();
      expectWithin(await timed(connection.close()), 700);
      expect(gateway.record.last.ended).toBe('client-fin');
    });
  });
});
