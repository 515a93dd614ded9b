import { expect, test } from 'vitest';
import { detailsText } from '../../../../src-main/contract/details-text.ts';
import { targetOf } from '../../../../src-main/contract/target.ts';

const OWN = { from: 912_340, to: 912_349, chosen: null };

test('what a program needs to connect, line by line', () => {
  expect(detailsText(targetOf('127.0.0.1', 4002, 'paper'), OWN)).toBe(
    [
      'Host: 127.0.0.1',
      'Port: 4002',
      "Client ID: any from 1 to 999999 that no other program uses, not 0 or 999 and not Gatelight's own 912340–912349",
      'Account: paper',
      'API: IB Gateway, socket clients',
      '',
    ].join('\n'),
  );
});

test('an id that the user chose for Gatelight is taken, too', () => {
  const text = detailsText(targetOf('192.0.2.7', 5000, null), { ...OWN, chosen: 7 });
  expect(text).toContain("not Gatelight's own 7 and 912340–912349\n");
  expect(text).toContain('Account: not known\nAPI: IB Gateway or TWS, ');
});
