import { describe, test } from 'vitest';
import { withGateway } from '../../../support/manners.ts';
import { check } from '../../../support/run-cli.ts';
import type { Behaviour } from '../../../support/simulated-gateway/behaviour.ts';

interface Row {
  readonly name: string;
  readonly behaviour: Partial<Behaviour>;
  readonly args: readonly string[];
  readonly verdict: string;
  readonly stage: 'version' | 'session' | 'clock';
  /** What the row's stage must have lasted. */
  readonly lastsMs: readonly [number, number];
  readonly causes: readonly string[];
}

const SILENCE = ['dialog-waiting', 'sign-in-pending', 'unexplained'];

const rows: readonly Row[] = [
  {
    name: 'a dialog, for the whole 20 s of one check',
    behaviour: { handshake: 'silent' },
    args: [],
    verdict: 'silent',
    stage: 'version',
    lastsMs: [19_000, 20_500],
    causes: SILENCE,
  },
  {
    name: 'an incomplete frame',
    behaviour: { handshake: 'incomplete-frame' },
    args: ['--timeout', '5'],
    verdict: 'silent',
    stage: 'version',
    lastsMs: [4000, 5500],
    causes: SILENCE,
  },
  {
    name: 'a dialog after the version',
    behaviour: { handshake: 'silent', dialogStage: 'session' },
    args: ['--timeout', '12'],
    verdict: 'session-silent',
    stage: 'session',
    lastsMs: [10_000, 12_500],
    causes: SILENCE,
  },
  {
    name: 'no clock answer',
    behaviour: { muteClock: 'all' },
    args: ['--timeout', '8'],
    verdict: 'session-silent',
    stage: 'clock',
    lastsMs: [6000, 8500],
    causes: SILENCE,
  },
];

describe.concurrent('silence at the true limits', () => {
  test.for(rows)('$name: $verdict', async (row, { expect }) => {
    await withGateway({ behaviour: row.behaviour }, async ({ port, record }) => {
      const { end, json } = await check(['--port', `${port}`, ...row.args]);
      expect(json).toMatchObject({ verdict: row.verdict, state: 'waiting' });
      expect(end.code).toBe(1);
      const stage = json.stages.find((one) => one.stage === row.stage);
      expect(stage?.outcome).toBe('silent');
      expect(stage?.durationMs).toBeGreaterThan(row.lastsMs[0]);
      expect(stage?.durationMs).toBeLessThan(row.lastsMs[1]);
      expect(json.causes.map(({ cause }) => cause)).toEqual(row.causes);
      expect(record.summary()).toMatchObject({ connectionsOpened: 1 });
      expect(record.last.ended).toBe('client-fin');
      if (row.stage === 'clock') {
        expect(record.last.messages.filter(({ id }) => id === 49)).toHaveLength(2);
      }
    });
  });
});
