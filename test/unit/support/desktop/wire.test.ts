import { describe, expect, test } from 'vitest';
import {
  decodeMessage,
  encodeMessage,
  METHOD_CALL,
  type Message,
} from '../../../support/desktop/dbus/message.ts';
import { Reader, splitSignature, Variant, Writer } from '../../../support/desktop/dbus/wire.ts';

function throughTheWire(type: string, value: unknown): unknown {
  const writer = new Writer();
  writer.write('y', 1); // so that alignment matters
  writer.write(type, value);
  const reader = new Reader(writer.finish());
  reader.read('y');
  const result = reader.read(type);
  expect(reader.at).toBe(writer.length);
  return result;
}

describe('values', () => {
  test.each([
    ['y', 255],
    ['b', true],
    ['n', -2],
    ['q', 65_535],
    ['i', -5],
    ['u', 4_294_967_295],
    ['x', -7],
    ['t', 2 ** 52],
    ['d', 0.5],
    ['s', 'Überblick …'],
    ['s', ''],
    ['o', '/StatusNotifierItem'],
    ['g', 'a{sv}'],
    ['as', ['one', 'two']],
    ['as', []],
    ['at', []], // padded to eight bytes although empty
    ['(isb)', [1, 'x', false]],
    [
      'a(iu)',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['a{su}', { a: 1, b: 2 }],
    ['aai', [[1], [], [2, 3]]],
  ])('%s %j comes back', (type, value) => {
    expect(throughTheWire(type, value)).toEqual(value);
  });

  test('a byte array comes back as a buffer', () => {
    expect(throughTheWire('ay', [1, 2, 3])).toEqual(Buffer.of(1, 2, 3));
  });

  test('variants are opened, also nested ones', () => {
    const value = new Variant('(iv)', [1, new Variant('as', ['deep'])]);
    expect(throughTheWire('v', value)).toEqual([1, ['deep']]);
    expect(throughTheWire('a{sv}', { urgency: new Variant('y', 2) })).toEqual({ urgency: 2 });
  });

  test('signatures fall into complete types', () => {
    expect(splitSignature('sa{sv}(iia(ay))aai')).toEqual(['s', 'a{sv}', '(iia(ay))', 'aai']);
    expect(() => splitSignature('(i')).toThrow('bad signature');
    expect(() => splitSignature('z')).toThrow('bad signature');
  });

  test('bytes are those of the specification', () => {
    const writer = new Writer();
    writer.write('s', 'foo');
    writer.write('s', '+');
    expect(writer.finish()).toEqual(Buffer.from('\x03\0\0\0foo\0\x01\0\0\0+\0'));

    const array = new Writer();
    array.write('at', [5]); // length, padding that it does not count, the element
    expect(array.finish()).toEqual(Buffer.from('\x08\0\0\0\0\0\0\0\x05\0\0\0\0\0\0\0'));
  });
});

describe('messages', () => {
  const call: Message = {
    type: METHOD_CALL,
    serial: 7,
    destination: 'org.example',
    path: '/a',
    interface: 'org.example.I',
    member: 'Do',
    signature: 'sa{sv}',
    body: ['x', {}],
  };

  test('come back whole', () => {
    const bytes = encodeMessage(call);
    expect(decodeMessage(bytes)).toEqual({ message: call, size: bytes.length });
  });

  test('are taken one by one, however the stream is cut', () => {
    const bytes = Buffer.concat([encodeMessage(call), encodeMessage({ ...call, serial: 8 })]);
    const first = decodeMessage(bytes);
    expect(decodeMessage(bytes.subarray(first?.size))?.message.serial).toBe(8);
    for (let end = 0; end < (first?.size ?? 0); end += 1) {
      expect(decodeMessage(bytes.subarray(0, end))).toBeUndefined();
    }
  });
});
