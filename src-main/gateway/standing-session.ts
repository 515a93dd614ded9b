import type { Clock } from '../domain/clock.ts';
import { firstHeartbeat, isMute, whenAnswered, whenDue, whenSent } from '../domain/heartbeat.ts';
import type { SessionFacts } from '../domain/session-facts.ts';
import { standingUpstream } from '../domain/standing-upstream.ts';
import { clockSkewMs, withObservation } from '../domain/test-facts.ts';
import { notesOf } from '../domain/test-report.ts';
import { upstreamAt } from '../domain/upstream.ts';
import type { Handover } from './fresh-test.ts';

export interface StandingSession {
  /** Two questions for the time were missed, and none was answered since. */
  readonly isMute: boolean;
  /** Farms that may be down, from now on. */
  ignore(farms: readonly string[]): void;
  /** Closes with FIN; nothing is told any more. */
  close(): Promise<void>;
}

export interface SessionListener {
  /** At the beginning, after every answer and after every change. */
  onTold(session: SessionFacts): void;
  onDropped(): void;
}

/**
 * The connection of a passed test, kept open: it is asked for the time every few seconds, and
 * Gateway tells on it when the link to IBKR or a market data farm is lost. Its end is the first
 * sign that no client can work.
 */
export function keepSession(
  handover: Handover,
  clock: Clock,
  ignoredFarms: readonly string[],
  listener: SessionListener,
): StandingSession {
  const { connection, settledMs } = handover;
  let { facts } = handover;
  let ignored = ignoredFarms;
  let over = false;
  let stopBeat = (): void => undefined;
  let stopFarms = (): void => undefined;
  let beat = firstHeartbeat(facts.clockAnswer?.atMs ?? clock.monotonicMs());
  let roundTripMs = facts.clockAnswer ? facts.clockAnswer.atMs - facts.clockAnswer.askedMs : null;

  connection.relax();
  handover.listen((observation) => {
    if (over) return;
    facts = withObservation(facts, observation);
    if (facts.closed || facts.workerFailed || facts.foreign) {
      drop();
    } else if (observation.kind === 'code') {
      tell();
    } else if (observation.kind === 'clock-asked') {
      beat = whenSent(beat, observation.atMs);
      waitForBeat();
    } else if (observation.kind === 'clock-answered') {
      roundTripMs = observation.atMs - (beat.asked?.atMs ?? observation.atMs);
      beat = whenAnswered(beat, observation.atMs);
      waitForBeat();
      tell();
    }
  });
  waitForBeat();
  tell();

  return {
    get isMute() {
      return isMute(beat);
    },
    ignore: (farms) => {
      ignored = farms;
      if (!over) tell();
    },
    close: () => {
      end();
      return connection.close();
    },
  };

  function end(): void {
    over = true;
    stopBeat();
    stopFarms();
  }

  function drop(): void {
    end();
    listener.onDropped();
  }

  function waitForBeat(): void {
    stopBeat();
    stopBeat = clock.after(Math.ceil(Math.max(0, beat.dueMs - clock.monotonicMs())) + 1, () => {
      const wasMute = isMute(beat);
      const due = whenDue(beat, clock.monotonicMs());
      beat = due.beat;
      if (due.deed === 'give-up-worker') {
        drop();
        return;
      }
      waitForBeat();
      if (due.deed === 'ask') connection.askClock();
      if (isMute(beat) && !wasMute) tell();
    });
  }

  function tell(): void {
    stopFarms();
    const nowMs = clock.monotonicMs();
    const upstream = standingUpstream(upstreamAt(facts.codes, nowMs), nowMs, settledMs, ignored);
    const answeredAt = Math.round(clock.now() - (nowMs - beat.answeredMs));
    if (upstream.dueMs !== null) stopFarms = clock.after(upstream.dueMs - nowMs + 1, tell);
    listener.onTold({
      linkLost: upstream.linkLost,
      farms: upstream.farms,
      skewMs: clockSkewMs(facts),
      muteSince: isMute(beat) ? answeredAt : null,
      answeredAt,
      roundTripMs,
      notes: notesOf(facts),
    });
  }
}
