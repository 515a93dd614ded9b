import { expect, test } from 'vitest';
import {
  NO_ANSWERS,
  weighed,
  type Circumstances,
} from '../../../../src-main/domain/client-answers.ts';
import { afterLook, gaveUpAt, NO_VISITS } from '../../../../src-main/domain/client-visits.ts';

const CALM: Circumstances = {
  mode: 'spot-checks',
  acceptedByHand: false,
  clients: 2,
  waiting: null,
  isTesting: false,
  backsOff: false,
};
const MINUTE = 60_000;

test(
  'security 35: 100 000 visits under ever new names: few tests, and nothing grows',
  { timeout: 60_000 },
  () => {
    let visits = NO_VISITS;
    let answers = NO_ANSWERS;
    let at = 1_800_000_000_000;
    const askedAt: number[] = [];
    for (let visit = 0; visit < 100_000; visit += 1) {
      const script = `scan-${Math.floor(visit / 2)}.py`;
      const program = { program: 'python', script, pid: visit, isOurs: false };
      const seen = [{ end: `127.0.0.1 ${visit}`, isHalfClosed: false, program }];
      // The one before has left.
      visits = afterLook(visits, seen, at);
      const next = weighed(answers, gaveUpAt(visits, at), CALM, at);
      answers = next.answers;
      if (next.asks) askedAt.push(at);
      at += 1000;
    }
    expect(visits.stays.size + visits.visitors.size).toBeLessThanOrEqual(21);
    expect(answers.asked.size).toBeLessThanOrEqual(30);
    const apartMs = askedAt.slice(1).map((one, index) => one - (askedAt[index] ?? 0));
    expect(Math.min(...apartMs)).toBeGreaterThanOrEqual(5 * MINUTE);
  },
);
