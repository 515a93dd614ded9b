import { expect, test } from 'vitest';
import { connectionDetails } from '../../../../src-main/domain/connection-details.ts';
import { connectionTo } from '../../../support/preferences.ts';

test('host, port, account and a client id outside the ten that Gatelight uses', () => {
  expect(connectionDetails(connectionTo({ port: 4002 }), 912_340)).toBe(
    'Host: 127.0.0.1\nPort: 4002\nAccount: Paper\nClient ID: 912350 (each program needs its own)\n',
  );
});

test('never the id that somebody chose for Gatelight itself', () => {
  const chosen = connectionTo({ port: 4001, expect: 'live', clientId: 912_350 });
  expect(connectionDetails(chosen, 912_340)).toContain('Client ID: 912351');
  expect(connectionDetails(chosen, 912_340)).toContain('Account: Live');
});
