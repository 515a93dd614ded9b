import { upstreamAt } from '../domain/upstream.ts';
import { standingVerdict, type StandingVerdict } from '../domain/standing-verdict.ts';
import { withObservation } from '../domain/test-facts.ts';
import type { Handover } from './fresh-test.ts';
import { monotonicMs } from './monotonic.ts';

export interface StandingSession {
  /** Closes with FIN; `onDropped` is not called then. */
  close(): Promise<void>;
}

/**
 * The connection of a passed test, kept open: Gateway tells on it when the link to IBKR or a
 * market data farm is lost, and its end is the first sign that no client can work.
 */
export function keepSession(
  handover: Handover,
  listener: {
    onChanged(verdict: StandingVerdict): void;
    onDropped(): void;
  },
): StandingSession {
  const { connection } = handover;
  let { facts } = handover;
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  let last = '';
  const testedMs = monotonicMs();

  connection.relax();
  handover.listen((observation) => {
    facts = withObservation(facts, observation);
    if (facts.closed || facts.workerFailed || facts.foreign) {
      if (!over) drop();
    } else if (observation.kind === 'code') {
      tell();
    }
  });

  function drop(): void {
    over = true;
    clearTimeout(timer);
    listener.onDropped();
  }

  function tell(): void {
    clearTimeout(timer);
    const nowMs = monotonicMs();
    const { verdict, dueMs } = standingVerdict(upstreamAt(facts.codes, nowMs), nowMs, testedMs);
    const key = JSON.stringify(verdict);
    if (key !== last) {
      last = key;
      listener.onChanged(verdict);
    }
    if (dueMs !== null) timer = setTimeout(tell, dueMs - nowMs + 1);
  }

  return {
    close: () => {
      over = true;
      clearTimeout(timer);
      return connection.close();
    },
  };
}
