import { describe, expect, test } from 'vitest';
import {
  FrameGate,
  MAX_LATER_FRAME,
  type GateEvent,
} from '../../../src-main/gateway/frame-gate.ts';
import { badBytes } from '../../support/simulated-gateway/bad-bytes.ts';
import { encodeFrame, lengthPrefix } from '../../support/simulated-gateway/frames.ts';
import {
  seededStream,
  streamKinds,
  type SeededStream,
} from '../../support/simulated-gateway/seeded-stream.ts';

const STREAMS = 10_000;
const VERSION = encodeFrame([176, '20261122 14:31:52 CET']);

interface Outcome {
  readonly passed: string;
  readonly events: readonly GateEvent[];
  readonly shut: boolean;
  /** How many bytes it had taken when it gave its last verdict; null: none. */
  readonly decidedAfter: number | null;
}

function feed(chunks: readonly Buffer[]): Outcome {
  const gate = new FrameGate();
  const passed: Buffer[] = [];
  const events: GateEvent[] = [];
  let taken = 0;
  let decidedAfter: number | null = null;
  for (const chunk of chunks) {
    taken += chunk.length;
    const result = gate.take(chunk);
    if (result.events.length > 0) decidedAfter = taken;
    passed.push(...result.pass);
    events.push(...result.events);
  }
  return {
    passed: Buffer.concat(passed).toString('hex'),
    events,
    shut: gate.shut,
    decidedAfter,
  };
}

const bytewise = (bytes: Buffer): Buffer[] => Array.from(bytes, (byte) => Buffer.of(byte));
const kindsOf = ({ events }: Outcome): string[] => events.map(({ kind }) => kind);
/** All but the name of the service, a guess from the bytes that were there when it was decided. */
const withoutGuess = ({ passed, events, shut }: Outcome) => ({
  passed,
  shut,
  events: events.map((event) =>
    event.kind === 'foreign-bytes' ? { ...event, service: undefined } : event,
  ),
});

function* streams(): Generator<SeededStream> {
  for (let seed = 0; seed < STREAMS; seed += 1) yield seededStream(seed);
}

describe(`${STREAMS} hostile streams in place of a version`, () => {
  test('where they are split makes no difference', () => {
    for (const { seed, bytes, chunks } of streams()) {
      const whole = withoutGuess(feed([bytes]));
      expect(withoutGuess(feed(chunks)), `seed ${seed}`).toEqual(whole);
      expect(withoutGuess(feed(bytewise(bytes))), `seed ${seed}, bytewise`).toEqual(whole);
    }
  });

  test.each(streamKinds)('%s: the verdict it deserves, as early as it can be known', (kind) => {
    for (const { seed, bytes } of streams()) {
      if (streamKinds[seed % streamKinds.length] !== kind) continue;
      const outcome = feed(bytewise(bytes));
      if (kind === 'split-valid') {
        expect(kindsOf(outcome), `seed ${seed}`).toEqual(['version']);
        expect(outcome, `seed ${seed}`).toMatchObject({ passed: bytes.toString('hex') });
        continue;
      }
      expect(outcome.passed, `seed ${seed}`).toBe('');
      // Noise may begin like a small length; then it can be anything but a version.
      const [first = 0, second = 0] = bytes;
      if (kind === 'random' && first === 0 && second === 0) {
        expect(kindsOf(outcome), `seed ${seed}`).not.toContain('version');
        continue;
      }
      expect(kindsOf(outcome), `seed ${seed}`).toEqual(['foreign-bytes']);
      expect(outcome.decidedAfter, `seed ${seed}`).toBeLessThanOrEqual(kind === 'zero' ? 4 : 2);
      if (['http', 'tls', 'ssh'].includes(kind)) {
        expect(outcome.events[0], `seed ${seed}`).toMatchObject({ service: kind });
        expect(feed([bytes]).events[0], `seed ${seed}`).toMatchObject({ service: kind });
      }
    }
  });

  test('after the version only whole frames of sane length pass', () => {
    for (const { seed, bytes, chunks } of streams()) {
      const outcome = feed([VERSION, ...chunks]);
      expect(outcome.events[0]?.kind, `seed ${seed}`).toBe('version');
      const later = Buffer.from(outcome.passed, 'hex').subarray(VERSION.length);
      expect(later.equals(bytes.subarray(0, later.length)), `seed ${seed}`).toBe(true);
      for (let at = 0; at < later.length; at += 4 + later.readUInt32BE(at)) {
        const length = later.readUInt32BE(at);
        expect(length, `seed ${seed}`).toBeGreaterThan(0);
        expect(length, `seed ${seed}`).toBeLessThanOrEqual(MAX_LATER_FRAME);
        expect(at + 4 + length, `seed ${seed}`).toBeLessThanOrEqual(later.length);
      }
      expect(withoutGuess(feed([Buffer.concat([VERSION, bytes])])), `seed ${seed}`).toEqual(
        withoutGuess(outcome),
      );
    }
  });
});

test.each(Object.entries(badBytes))('%s is no Gateway, however it is split', (_name, bytes) => {
  for (const chunks of [[bytes], bytewise(bytes)]) {
    expect(kindsOf(feed(chunks))).toEqual(['foreign-bytes']);
    expect(feed(chunks).passed).toBe('');
  }
});

test('once shut it stays shut', () => {
  const outcome = feed([badBytes['http-400'], VERSION, VERSION]);
  expect(outcome).toMatchObject({
    passed: '',
    shut: true,
    decidedAfter: badBytes['http-400'].length,
  });
});

test('a frame of a megabyte in single bytes takes time that grows with its length only', () => {
  const took = (length: number): number => {
    const gate = new FrameGate();
    gate.take(VERSION);
    const startedMs = performance.now();
    gate.take(lengthPrefix(length));
    const one = Buffer.of(0x41);
    for (let sent = 0; sent < length; sent += 1) gate.take(one);
    return performance.now() - startedMs;
  };
  took(1000);
  const [short, long] = [took(50_000), took(MAX_LATER_FRAME)];
  // Twenty times the bytes; four hundred times the work if each looked at all before it.
  expect(long).toBeLessThan(Math.max(short, 5) * 100);
});
