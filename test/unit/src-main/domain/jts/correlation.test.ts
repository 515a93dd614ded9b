import { describe, expect, test } from 'vitest';
import { compareSettings } from '../../../../../src-main/domain/jts/compare.ts';
import {
  explainingFinding,
  mayExplain,
  ruleFor,
  type Incident,
  type SettingsChange,
} from '../../../../../src-main/domain/jts/correlation.ts';
import { edited, fixture } from '../../../../support/jts/fixtures.ts';

const MINUTE = 60_000;
const AT = 1_795_000_000_000;
const clean = fixture('clean-gateway');
const TRUSTED = 'TrustedIPs=127.0.0.1';

const between = (before: Uint8Array | null, after: Uint8Array | null): SettingsChange => ({
  at: AT,
  findings: compareSettings(before, after).findings,
  apiStoreChanged: false,
  programFolderChanged: false,
});
const nothing = between(clean, clean);
const incident = (verdict: Incident['verdict'], more: Partial<Incident> = {}): Incident => ({
  connection: '127.0.0.1:4002',
  at: AT + MINUTE,
  verdict,
  codes: [],
  otherPortOpened: false,
  ...more,
});

const lost = between(clean, fixture('no-trusted-ips'));
const apiOff = between(clean, edited('clean-gateway', ['ApiOnly=true', 'ApiOnly=false']));
const live = between(clean, edited('clean-gateway', ['tradingMode=p', 'tradingMode=l']));
const storeChanged = { ...nothing, apiStoreChanged: true };
const upgraded = { ...nothing, programFolderChanged: true };

describe('a change may explain', () => {
  test.each([
    ['a trusted address lost, refused', lost, incident('refused-by-rule'), 'trusted-address'],
    ['a trusted address lost, silent', lost, incident('silent'), 'trusted-address'],
    [
      'the trusted addresses emptied, silent',
      between(clean, edited('clean-gateway', [TRUSTED, 'TrustedIPs='])),
      incident('silent'),
      'trusted-address',
    ],
    [
      'one trusted address for another, silent',
      between(clean, edited('clean-gateway', [TRUSTED, 'TrustedIPs=10.0.0.7'])),
      incident('silent'),
      'trusted-address',
    ],
    [
      '[IBGateway] gone, silent',
      between(clean, fixture('clean-tws')),
      incident('silent'),
      'trusted-address',
    ],
    [
      'a second entry without the address, silent',
      between(clean, edited('clean-gateway', [TRUSTED, `${TRUSTED}\nTrustedIPs=10.0.0.7`])),
      incident('silent'),
      'trusted-address',
    ],
    ['the file gone, silent', between(clean, null), incident('silent'), 'trusted-address'],
    ['API mode off, refused', apiOff, incident('refused-by-rule'), 'api-only'],
    ['API mode off, not listening', apiOff, incident('sign-in-needed'), 'api-only'],
    ['API mode off, session refused', apiOff, incident('session-refused'), 'api-only'],
    [
      'trading mode flipped, the other port opens',
      live,
      incident('wrong-port', { otherPortOpened: true }),
      'trading-mode',
    ],
    [
      'store changed, read-only',
      storeChanged,
      incident('ready', { codes: [2104, 321] }),
      'api-store',
    ],
    ['upgraded, refused', upgraded, incident('refused-by-rule'), 'program-folder'],
  ] as const)('%s', (_name, change, went, rule) => {
    expect(ruleFor(change, went)).toBe(rule);
  });
});

describe('a coincidence explains nothing', () => {
  test.each([
    ['a trusted address lost, but IBKR cut off', lost, incident('cut-off')],
    ['a trusted address lost, but Gateway is not running', lost, incident('not-running')],
    ['a trusted address lost, but the session is mute', lost, incident('frozen')],
    [
      'a trusted address added, silent',
      between(clean, edited('clean-gateway', [TRUSTED, `${TRUSTED},10.0.0.7`])),
      incident('silent'),
    ],
    [
      'trusted addresses in another order, silent',
      between(
        edited('clean-gateway', [TRUSTED, `${TRUSTED},10.0.0.7`]),
        edited('clean-gateway', [TRUSTED, 'TrustedIPs=10.0.0.7,127.0.0.1']),
      ),
      incident('silent'),
    ],
    [
      'an empty list gone, silent',
      between(edited('clean-gateway', [TRUSTED, 'TrustedIPs=']), fixture('no-trusted-ips')),
      incident('silent'),
    ],
    [
      '[Communication] gone, silent',
      between(clean, Buffer.from(`${clean.toString().split('[Comm')[0]}`)),
      incident('silent'),
    ],
    ['API mode off, but silent', apiOff, incident('silent')],
    [
      'API mode on, refused',
      between(edited('clean-gateway', ['ApiOnly=true', 'ApiOnly=false']), clean),
      incident('refused-by-rule'),
    ],
    ['trading mode flipped, the same port', live, incident('refused-by-rule')],
    [
      'trading mode to something else, the other port opens',
      between(clean, edited('clean-gateway', ['tradingMode=p', 'tradingMode=r'])),
      incident('wrong-port', { otherPortOpened: true }),
    ],
    ['store changed, another code', storeChanged, incident('silent', { codes: [326, 2104] })],
    ['read-only, but the store did not change', lost, incident('ready', { codes: [321] })],
    ['upgraded, but silent', upgraded, incident('silent')],
    [
      'housekeeping, refused',
      between(clean, edited('clean-gateway', ['Steps=7', 'Steps=8'])),
      incident('refused-by-rule'),
    ],
    ['nothing changed, silent', nothing, incident('silent')],
  ] as const)('%s', (_name, change, went) => {
    expect(ruleFor(change, went)).toBeNull();
  });
});

test.each([
  [15 * MINUTE, true],
  [15 * MINUTE + 1, false],
  [-2 * MINUTE, true],
  [-2 * MINUTE - 1, false],
  [0, true],
])('an incident %d ms after the change is near it: %s', (afterMs, isNear) => {
  expect(ruleFor(lost, incident('silent', { at: AT + afterMs })) !== null).toBe(isNear);
});

test('pairs are joined connection by connection, the newest incident first', () => {
  const later = { ...apiOff, at: AT + 5 * MINUTE };
  expect(
    mayExplain(
      [lost, later],
      [
        incident('silent', { connection: 'a' }),
        incident('refused-by-rule', { connection: 'b', at: AT + 6 * MINUTE }),
        incident('cut-off', { connection: 'c' }),
      ],
    ),
  ).toEqual([
    { rule: 'api-only', connection: 'b', changeAt: later.at, incidentAt: AT + 6 * MINUTE },
    { rule: 'trusted-address', connection: 'b', changeAt: AT, incidentAt: AT + 6 * MINUTE },
    { rule: 'trusted-address', connection: 'a', changeAt: AT, incidentAt: AT + MINUTE },
  ]);
});

test('says which finding a rule is about', () => {
  const change = between(
    clean,
    edited(
      'clean-gateway',
      [TRUSTED, 'TrustedIPs='],
      ['ApiOnly=true', 'ApiOnly=false'],
      ['tradingMode=p', 'tradingMode=l'],
    ),
  );
  const keys = (rule: Parameters<typeof explainingFinding>[1]): readonly (string | null)[] =>
    change.findings.filter((finding) => explainingFinding(finding, rule)).map(({ key }) => key);
  expect(keys('trusted-address')).toEqual(['TrustedIPs']);
  expect(keys('api-only')).toEqual(['ApiOnly']);
  expect(keys('trading-mode')).toEqual(['tradingMode']);
  expect(keys('api-store')).toEqual([]);
  expect(keys('program-folder')).toEqual([]);
});
