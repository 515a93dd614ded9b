import { describe, expect, test } from 'vitest';
import {
  firstHeartbeat,
  isMute,
  whenAnswered,
  whenDue,
  whenSent,
  type Heartbeat,
  type HeartbeatDeed,
} from '../../../../src-main/domain/heartbeat.ts';

/** Runs a heartbeat over a session that answers within `answerMs`, or never. */
class Patient {
  beat: Heartbeat = firstHeartbeat(0);
  readonly deeds: [number, HeartbeatDeed][] = [];
  muteAtMs: number | null = null;

  /** Until `endMs`. `lateMs`: our own timers fire so late; `sends`: the worker does its work. */
  run(endMs: number, { answerMs = Infinity, lateMs = 0, sends = true } = {}): this {
    while (this.beat.dueMs <= endMs) {
      const asked = this.beat.asked;
      const answeredMs = (asked?.atMs ?? Infinity) + answerMs;
      if (asked?.isSent === true && answeredMs < this.beat.dueMs) {
        this.beat = whenAnswered(this.beat, answeredMs);
        this.muteAtMs = null;
        continue;
      }
      const nowMs = this.beat.dueMs + lateMs;
      const { beat, deed } = whenDue(this.beat, nowMs);
      this.beat = deed === 'ask' && sends ? whenSent(beat, nowMs) : beat;
      if (deed !== null) this.deeds.push([nowMs, deed]);
      if (deed === 'give-up-worker') return this;
      if (isMute(this.beat)) this.muteAtMs ??= nowMs;
    }
    return this;
  }
}

describe('an open session is asked for the time', () => {
  test('every 9 s while it answers', () => {
    const { deeds, muteAtMs } = new Patient().run(40_000, { answerMs: 5 });
    expect(deeds.map(([atMs]) => atMs)).toEqual([9000, 18_000, 27_000, 36_000]);
    expect(muteAtMs).toBeNull();
  });

  test('misses twice in a row: mute at most 16 s after its last sign of life', () => {
    const patient = new Patient().run(15_000);
    expect(patient.deeds.map(([atMs]) => atMs)).toEqual([9000, 12_000]);
    expect(patient.muteAtMs).toBe(15_000);
  });

  test('misses once: asked again at once, and all is well', () => {
    const patient = new Patient().run(12_000).run(30_000, { answerMs: 5 });
    expect(patient.deeds.map(([atMs]) => atMs)).toEqual([9000, 12_000, 21_000, 30_000]);
    expect(patient.muteAtMs).toBeNull();
  });

  test('mute: asked on, on the same connection, until it answers', () => {
    const patient = new Patient().run(40_000);
    expect(patient.deeds.map(([atMs]) => atMs)).toEqual([9000, 12_000, 21_000, 30_000, 39_000]);
    patient.run(60_000, { answerMs: 5 });
    expect(patient.muteAtMs).toBeNull();
    expect(isMute(patient.beat)).toBe(false);
  });
});

describe('what is our own fault is not counted', () => {
  test('our timers were a second late or more: the question is asked again', () => {
    expect(new Patient().run(60_000, { lateMs: 1001 }).muteAtMs).toBeNull();
    expect(new Patient().run(60_000, { lateMs: 900 }).muteAtMs).not.toBeNull();
  });

  test('this process stood still for 15 s in the middle of a question', () => {
    const patient = new Patient().run(9000);
    const stopped = whenDue(patient.beat, 27_000);
    expect(stopped).toMatchObject({ deed: 'ask', beat: { misses: 0 } });
  });

  test('the worker did not send: no miss; twice, and the worker is given up', () => {
    const patient = new Patient().run(60_000, { sends: false });
    expect(patient.deeds).toEqual([
      [9000, 'ask'],
      [12_000, 'ask'],
      [15_000, 'give-up-worker'],
    ]);
    expect(isMute(patient.beat)).toBe(false);
  });
});

test('an answer that nobody waited for is one all the same', () => {
  expect(whenAnswered(firstHeartbeat(0), 4000)).toMatchObject({ answeredMs: 4000, misses: 0 });
  expect(whenSent(firstHeartbeat(0), 4000)).toEqual(firstHeartbeat(0));
});
