import { expect, test } from 'vitest';
import { isLocal, targetOf } from '../../../../src-main/contract/target.ts';

test.each([
  [4001, null, 'gateway', 'live'],
  [4002, null, 'gateway', 'paper'],
  [7496, null, 'tws', 'live'],
  [7497, null, 'tws', 'paper'],
  [5000, null, 'unknown', 'unknown'],
  [5000, 'paper', 'unknown', 'paper'],
  [4001, 'paper', 'gateway', 'paper'],
] as const)('port %d, expected %s: %s, %s', (port, expect_, product, mode) => {
  expect(targetOf('127.0.0.1', port, expect_)).toEqual({
    host: '127.0.0.1',
    port,
    product,
    mode,
    expect: expect_,
  });
});

test.each([
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['localhost', true],
  ['::1', true],
  ['127.0.0.1.example', false],
  ['0.0.0.0', false],
  ['192.0.2.7', false],
  ['::', false],
  ['localhost.example', false],
])('%s is this computer: %s', (host, expected) => {
  expect(isLocal(host)).toBe(expected);
});
