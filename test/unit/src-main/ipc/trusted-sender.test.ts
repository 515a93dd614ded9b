import { describe, expect, test } from 'vitest';
import { isTrustedSender, type Sender } from '../../../../src-main/ipc/trusted-sender.ts';

const OURS = { id: 1 };
const ALERT = { id: 2 };
const ORIGINS = ['gatelight://page'];
const from = (url: string, change: Partial<Sender> = {}): boolean =>
  isTrustedSender(
    { sender: OURS, senderFrame: { url, parent: null }, ...change },
    [OURS, ALERT],
    ORIGINS,
  );
const PAGE = 'gatelight://page/index.html';

describe('security 9: who may ask', () => {
  test.each([PAGE, 'gatelight://page/', 'gatelight://page/index.html#settings'])('%s', (url) => {
    expect(from(url)).toBe(true);
  });

  test.each([
    'gatelight://page.evil/index.html',
    'gatelight://evil.page/index.html',
    'gatelight://pag/index.html',
    'gatelight://page:1/index.html',
    'gatelight://evil/gatelight://page/',
    'gatelight://page@evil/index.html',
    'gatelights://page/index.html',
    'https://page/index.html',
    'http://localhost:5173/',
    'file:///page/index.html',
    'about:blank',
    'data:text/html,gatelight://page/',
    'gatelight:',
    'page',
    '',
  ])('not %j', (url) => {
    expect(from(url)).toBe(false);
  });

  test('the alert window too', () => {
    expect(from(`${PAGE}#alert`, { sender: ALERT })).toBe(true);
  });

  test('not another window, though it shows our page', () => {
    expect(from(PAGE, { sender: { id: 1 } })).toBe(false);
  });

  test('not a frame within our page', () => {
    expect(from(PAGE, { senderFrame: { url: PAGE, parent: {} } })).toBe(false);
  });

  test('not a frame that is gone', () => {
    expect(from(PAGE, { senderFrame: null })).toBe(false);
  });

  test('nobody while there is no window', () => {
    const event: Sender = { sender: null, senderFrame: { url: PAGE, parent: null } };
    expect(isTrustedSender(event, [null, null], ORIGINS)).toBe(false);
  });

  test('the dev server only where it is one of the origins', () => {
    const event: Sender = {
      sender: OURS,
      senderFrame: { url: 'http://localhost:5173/', parent: null },
    };
    expect(isTrustedSender(event, [OURS], [...ORIGINS, 'http://localhost:5173'])).toBe(true);
    expect(isTrustedSender(event, [OURS], [...ORIGINS, 'http://localhost:5174'])).toBe(false);
  });
});
