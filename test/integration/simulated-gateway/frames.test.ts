import { describe, expect, test } from 'vitest';
import {
  ClientReader,
  decodeFields,
  encodeFrame,
  encodeHello,
  lengthPrefix,
  splitFrames,
} from '../../support/simulated-gateway/frames.ts';

describe('encodeFrame', () => {
  test('counts the fields and their NULs, not the length itself', () => {
    expect(encodeFrame([49, 1, 'x']).toString('latin1')).toBe('\0\0\0\x0749\x001\0x\0');
  });

  test('keeps bytes that are not UTF-8', () => {
    expect(encodeFrame([Buffer.of(0xe9)]).subarray(4)).toEqual(Buffer.of(0xe9, 0));
  });

  test('is undone by splitFrames and decodeFields, empty fields included', () => {
    const bytes = Buffer.concat([encodeFrame([71, 2, 5, '']), encodeFrame([17, 1])]);
    const { bodies, rest } = splitFrames(bytes);
    expect(bodies.map(decodeFields)).toEqual([
      ['71', '2', '5', ''],
      ['17', '1'],
    ]);
    expect(rest).toHaveLength(0);
  });
});

describe('the reader of what clients send', () => {
  const message = encodeFrame([49, 1]);

  test('gives the same events for bytes that come one by one', () => {
    const bytes = Buffer.concat([encodeHello(), message, message]);
    const [whole, piecewise] = [new ClientReader(), new ClientReader()];
    const events = whole.push(bytes);
    expect(events.map(({ kind }) => kind)).toEqual(['hello', 'message', 'message']);
    expect([...bytes].flatMap((byte) => piecewise.push(Buffer.of(byte)))).toEqual(events);
  });

  test.each([
    ['v100..193', 100, 193],
    ['v176', 176, 176],
    ['v100..222 +PACEAPI', 100, 222],
  ])('reads the range %s', (range, minVersion, maxVersion) => {
    const hello = { text: range, minVersion, maxVersion };
    expect(new ClientReader().push(encodeHello(range))).toEqual([{ kind: 'hello', hello }]);
  });

  test.each([
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\n')],
    ['a range that is none', encodeHello('version 9')],
    ['a hello without end', Buffer.concat([Buffer.from('API\0'), lengthPrefix(0x7fffffff)])],
    ['an over-long message', Buffer.concat([encodeHello(), lengthPrefix(0xfffffffc)])],
  ])('reports %s once and reads no further', (_name, bytes) => {
    const reader = new ClientReader();
    expect(reader.push(bytes).at(-1)).toEqual({ kind: 'nonsense' });
    expect(reader.push(message)).toEqual([]);
  });
});
