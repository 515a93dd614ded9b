import { describe, expect, test } from 'vitest';
import {
  FrameGate,
  looksLike,
  MAX_FIRST_FRAME,
  MAX_LATER_FRAME,
  type GateEvent,
} from '../../../../src-main/gateway/frame-gate.ts';
import { encodeFrame, lengthPrefix } from '../../../support/simulated-gateway/frames.ts';

const frame = (...fields: readonly (string | number)[]): Buffer => encodeFrame(fields);
const length = lengthPrefix;
const VERSION = frame(187, '20261122 14:31:00 CET');
const NEXT_ID = frame(9, 1, 1);
const ACCOUNTS = frame(15, 1, 'DU1234567');
const NOTICE = frame(4, 2, -1, 2104, 'Market data farm connection is OK:usfarm');

/** What comes through and what is said of it when `bytes` arrive in these pieces. */
function feed(pieces: readonly Buffer[]): {
  passed: Buffer;
  events: readonly GateEvent[];
  gate: FrameGate;
} {
  const gate = new FrameGate();
  const results = pieces.map((piece) => gate.take(piece));
  return {
    passed: Buffer.concat(results.flatMap(({ pass }) => pass)),
    events: results.flatMap(({ events }) => events),
    gate,
  };
}
const all = (...frames: readonly Buffer[]) => feed([Buffer.concat(frames)]);

/** The same numbers on every run (xorshift). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
function cut(bytes: Buffer, next: () => number): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 1 + Math.floor(next() * 7);
    pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return pieces;
}

describe('security 17: the version frame', () => {
  test('passes with everything behind it', () => {
    const { passed, events } = all(VERSION, ACCOUNTS, NEXT_ID, NOTICE);
    expect(passed).toEqual(Buffer.concat([VERSION, ACCOUNTS, NEXT_ID, NOTICE]));
    expect(events).toEqual([
      { kind: 'version', serverVersion: 187, connectionTime: '20261122 14:31:00 CET' },
    ]);
  });

  test('nothing passes before it is complete', () => {
    const { passed, events, gate } = feed([VERSION.subarray(0, -1)]);
    expect([passed.length, events.length, gate.shut]).toEqual([0, 0, false]);
    expect(gate.pendingBytes).toBe(VERSION.length - 1);
    expect(gate.take(VERSION.subarray(-1)).pass).toEqual([VERSION]);
  });

  test('may be any frame of two fields whose first is a number', () => {
    expect(all(frame(100, '')).events).toEqual([
      { kind: 'version', serverVersion: 100, connectionTime: '' },
    ]);
  });

  test.each([0, 76, 99])('of version %d is too old, and the gate shuts', (serverVersion) => {
    const { passed, events, gate } = all(frame(serverVersion, 'x'), NEXT_ID);
    expect(events).toEqual([{ kind: 'unsupported-version', serverVersion }]);
    expect([passed.length, gate.shut]).toEqual([0, true]);
  });

  test('has its free text cleaned and cut', () => {
    const noisy = Buffer.concat([
      Buffer.from('187\0'),
      Buffer.from([0x07, 0xff, 0x41]),
      Buffer.alloc(200, 0x42),
      Buffer.from('\0'),
    ]);
    const [event] = all(length(noisy.length), noisy).events;
    expect(event).toMatchObject({ connectionTime: `??A${'B'.repeat(77)}` });
  });
});

describe('security 17: messages before the version', () => {
  test.each([
    [4, NOTICE],
    [9, NEXT_ID],
    [14, frame(14, 1, 'bulletin')],
    [15, ACCOUNTS],
  ])('%d is skipped', (messageId, early) => {
    const { passed, events } = all(early, VERSION);
    expect(passed).toEqual(VERSION);
    expect(events[0]).toEqual({ kind: 'frame-skipped', messageId });
    expect(events[1]).toMatchObject({ kind: 'version' });
  });

  test('ten are skipped, not more', () => {
    const ten = Array<Buffer>(10).fill(NEXT_ID);
    expect(all(...ten, VERSION).events.at(-1)).toMatchObject({ kind: 'version' });
    expect(all(...ten, NEXT_ID, VERSION).events.at(-1)).toMatchObject({
      kind: 'foreign-bytes',
      reason: 'no version frame',
    });
  });

  test('an unknown one is another protocol', () => {
    expect(all(frame(5, 1, 1)).events).toMatchObject([{ kind: 'foreign-bytes' }]);
  });
});

describe('security 17: bytes that are no API frame', () => {
  const http = Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n');
  const tls = Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46]);
  const ssh = Buffer.from('SSH-2.0-OpenSSH_9.6\r\n');

  test.each([
    ['a web server', http, 'http', 'a frame length beyond the limit'],
    ['TLS', tls, 'tls', 'a frame length beyond the limit'],
    ['SSH', ssh, 'ssh', 'a frame length beyond the limit'],
    ['zero', Buffer.alloc(16), 'unknown', 'a frame of length zero'],
    ['a negative length', Buffer.alloc(16, 0xff), 'unknown', 'a negative frame length'],
    ['the most negative length', length(0x80000000), 'unknown', 'a negative frame length'],
    [
      'a length one too long',
      length(MAX_FIRST_FRAME + 1),
      'unknown',
      'a frame length beyond the limit',
    ],
    ['no number', frame('hello', 'x'), 'unknown', 'the first field is no number'],
    ['a signed number', frame(-187, 'x'), 'unknown', 'the first field is no number'],
    ['ten digits', frame('1234567890', 'x'), 'unknown', 'the first field is no number'],
    ['an empty field', frame(''), 'unknown', 'the first field is no number'],
    [
      'no NUL at the end',
      Buffer.concat([length(3), Buffer.from('187')]),
      'unknown',
      'the first frame does not end with NUL',
    ],
    ['one field only', frame(187), 'unknown', 'no version frame'],
  ])('%s', (_name, bytes, service, reason) => {
    const { passed, events, gate } = all(bytes);
    expect(events).toEqual([{ kind: 'foreign-bytes', service, reason }]);
    expect([passed.length, gate.shut, gate.pendingBytes]).toEqual([0, true, 0]);
  });

  test('the longest first frame is only waited for', () => {
    expect(all(length(MAX_FIRST_FRAME))).toMatchObject({ events: [], gate: { shut: false } });
  });

  test.each([
    ['H', 'http'],
    ['S', 'ssh'],
    ['\x16', 'tls'],
    ['\xff', 'unknown'],
  ])('are known by their first byte: %j', (byte, service) => {
    expect(feed([Buffer.from(byte, 'latin1')]).events).toMatchObject([{ service }]);
  });

  test('a first byte of zero may still be a length', () => {
    expect(feed([Buffer.from([0])])).toMatchObject({ events: [], gate: { pendingBytes: 1 } });
  });

  test('once shut the gate stays shut', () => {
    const { gate } = all(http);
    expect(gate.take(VERSION)).toEqual({ pass: [], events: [] });
    expect(gate.pendingBytes).toBe(0);
  });
});

describe('security 17: after the version', () => {
  test.each([
    ['zero', length(0)],
    ['negative', length(0xffffffff)],
    ['beyond the limit', length(MAX_LATER_FRAME + 1)],
  ])('a length of %s shuts the gate behind what was whole', (_name, head) => {
    const { passed, events, gate } = all(VERSION, NEXT_ID, head, NEXT_ID);
    expect(passed).toEqual(Buffer.concat([VERSION, NEXT_ID]));
    expect(events.at(-1)).toMatchObject({ kind: 'foreign-bytes' });
    expect(gate.shut).toBe(true);
  });

  test('a long frame passes whole', () => {
    const long = Buffer.concat([length(MAX_LATER_FRAME), Buffer.alloc(MAX_LATER_FRAME, 0x41)]);
    expect(all(VERSION, long).passed.length).toBe(VERSION.length + long.length);
  });
});

describe('security 17: it does not matter how bytes are cut', () => {
  const stream = Buffer.concat([NOTICE, VERSION, ACCOUNTS, NEXT_ID, NOTICE]);
  const whole = all(stream);

  test('byte by byte', () => {
    const pieces = [...stream].map((byte) => Buffer.from([byte]));
    const { passed, events } = feed(pieces);
    expect([passed, events]).toEqual([whole.passed, whole.events]);
  });

  test('at every single place, and at many at once', () => {
    for (let at = 1; at < stream.length; at += 1) {
      expect(feed([stream.subarray(0, at), stream.subarray(at)]).passed).toEqual(whole.passed);
    }
    for (let seed = 1; seed <= 50; seed += 1) {
      const { passed, events } = feed(cut(stream, numbers(seed)));
      expect([passed, events]).toEqual([whole.passed, whole.events]);
    }
  });

  test('random bytes end in a verdict or in waiting, and nothing of them passes', () => {
    const next = numbers(4711);
    for (let run = 0; run < 500; run += 1) {
      const bytes = Buffer.from(Array.from({ length: 300 }, () => Math.floor(next() * 256)));
      const { passed, events, gate } = feed(cut(bytes, next));
      expect(passed.length).toBe(0);
      expect(events.length).toBe(gate.shut ? 1 : 0);
    }
  });
});

test.each([
  ['HTTP/1.1', 'http'],
  ['<html>', 'http'],
  ['<!DOCTYPE', 'http'],
  ['SSH-2.0', 'ssh'],
  ['\x16\x03\x01', 'tls'],
  ['\x16\x04', 'unknown'],
  ['\x18\x03', 'unknown'],
  ['220 mail', 'unknown'],
  ['', 'unknown'],
])('%j looks like %s', (text, service) => {
  expect(looksLike(Buffer.from(text, 'latin1'))).toBe(service);
});
