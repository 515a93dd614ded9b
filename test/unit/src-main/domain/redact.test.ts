import { describe, expect, test } from 'vitest';
import { redact, type Private } from '../../../../src-main/domain/redact.ts';

const ALICE: Private = { homeDir: '/home/alice', userName: 'alice', hostName: 'trading-pc' };

describe('security 23: what never stands in a log or an export', () => {
  test.each([
    // Accounts
    ['account U1234567 listed', 'account [account] listed'],
    ['DU1234567,DUP770846', '[account],[account]'],
    ['F123456 and DF123456 and I7654321', '[account] and [account] and [account]'],
    ['account_U1234567_x', 'account_[account]_x'],
    ['"U12345"', '"[account]"'],
    // Addresses
    ['from 203.0.113.7:4002', 'from [address]:4002'],
    ['to 8.8.8.8.', 'to [address].'],
    ['172.32.0.1 is public', '[address] is public'],
    ['at 2001:db8::7', 'at [address]'],
    ['at [2001:db8::7]:4002', 'at [[address]]:4002'],
    ['2001:DB8:1:2:3:4:5:6 answered', '[address] answered'],
    ['::ffff:203.0.113.7', '::ffff:[address]'],
    // The person and the computer
    ['/home/alice/Jts/jts.ini', '~/Jts/jts.ini'],
    ['user alice on trading-pc', 'user [user] on [host]'],
    ['C:\\Users\\alice\\Jts', 'C:\\Users\\[user]\\Jts'],
    ['file:///home/alice/x.js:3:7', 'file://~/x.js:3:7'],
  ])('%s', (text, masked) => {
    expect(redact(text, ALICE)).toBe(masked);
  });
});

describe('what tells nothing about anybody stays', () => {
  test.each([
    '127.0.0.1:4002',
    '10.1.2.3, 192.168.0.4, 172.16.0.1, 172.31.255.255, 169.254.1.1, 0.0.0.0',
    'on ::1, fe80::1, fd00::7 and [::]:4002',
    'at 14:31:52, took 0:00:03',
    '2026-11-22T14:31:52.104Z',
    'std::vector and gateway::x',
    'client ID 912345, server version 187, code 10141',
    'order U12 and FU1234567X',
    'malice, alice2 and my-trading-pcs',
  ])('%s', (text) => {
    expect(redact(text, ALICE)).toBe(text);
  });

  test('a name of one letter blanks nothing', () => {
    const text = 'a b c /home/a';
    expect(redact(text, { homeDir: '/', userName: 'a', hostName: 'b' })).toBe(text);
  });

  test('a name with special characters is only a name', () => {
    expect(redact('user a.b(c and aXb(c', { ...ALICE, userName: 'a.b(c' })).toBe(
      'user [user] and aXb(c',
    );
  });
});

test('a long hostile text takes no time', () => {
  const began = performance.now();
  redact(`${'1:'.repeat(100_000)}x ${'f'.repeat(100_000)} ${':'.repeat(100_000)}!`, ALICE);
  expect(performance.now() - began).toBeLessThan(1000);
});
