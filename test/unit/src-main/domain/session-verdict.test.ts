import { describe, expect, test } from 'vitest';
import {
  isOtherAccount,
  sessionVerdict,
  type SessionFigures,
} from '../../../../src-main/domain/session-verdict.ts';

const FINE: SessionFigures = {
  expect: 'paper',
  accountKind: 'paper',
  skewMs: 0,
  sessionMs: 400,
  usualMs: 300,
  linkLost: false,
  farms: [],
};

describe('sessionVerdict', () => {
  test.each([
    ['nothing is wrong', {}, 'ready'],
    ['the clock was never compared', { skewMs: null }, 'ready'],
    ['a person was waited for', { sessionMs: null }, 'ready'],
    ['Gateway took its time', { sessionMs: 4200 }, 'slow'],
    ['the clocks differ', { sessionMs: 4200, skewMs: -6000 }, 'clock-skew'],
    ['a farm is down', { sessionMs: 4200, skewMs: 6000, farms: ['usfarm'] }, 'farm-down'],
    ['the account is live', { accountKind: 'live', farms: ['usfarm'] }, 'wrong-account'],
    [
      'new clients are blocked',
      { sessionMs: 4200, skewMs: 6000, blockedBy: 'silent' },
      'new-clients-blocked',
    ],
    [
      'new clients are blocked and a farm is down',
      { farms: ['usfarm'], blockedBy: 'silent' },
      'farm-down',
    ],
    ['there is no link', { accountKind: 'live', linkLost: true }, 'cut-off'],
    ['it is mute', { linkLost: true, muteSince: 1 }, 'frozen'],
  ] as const)('%s', (_name, change, expected) => {
    expect(sessionVerdict({ ...FINE, ...change }).verdict).toBe(expected);
  });

  test.each([
    ['slow', { sessionMs: 4200 }, { sessionMs: 4200, usualMs: 300 }],
    ['clock-skew', { skewMs: -6000 }, { skewMs: -6000 }],
    ['farm-down', { farms: ['usfarm', 'cashfarm'] }, { farms: ['usfarm', 'cashfarm'] }],
    ['wrong-account', { accountKind: 'mixed' }, { accountKind: 'mixed' }],
  ] as const)('%s carries the figures that its words need', (verdict, change, details) => {
    expect(sessionVerdict({ ...FINE, ...change })).toMatchObject({ verdict, details });
  });
});

test('an account is the other one only where a person said which and a list came', () => {
  expect(isOtherAccount('paper', 'live')).toBe(true);
  expect(isOtherAccount('live', 'mixed')).toBe(true);
  expect(isOtherAccount(null, 'live')).toBe(false);
  expect(isOtherAccount('paper', 'unknown')).toBe(false);
});
