import { expect, test } from 'vitest';
import { noticeLook } from '../../../../src-renderer/model/notice.ts';
import { statusOf } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);
const notice = { connection: '127.0.0.1:4002', title: 'Gateway stopped', body: '', buttons: [] };

test('a notice looks like its connection, and is urgent only as long as that is', () => {
  expect(noticeLook(notice, [statusOf('not-running', NOW)])).toEqual({
    state: 'down',
    hue: 'bad',
    urgent: true,
  });
  expect(noticeLook(notice, [statusOf('ready', NOW)]).urgent).toBe(false);
});

test('one about the app, or about a connection that is gone, wears no state', () => {
  const plain = { state: null, hue: 'info', urgent: false };
  expect(noticeLook({ ...notice, connection: null }, [statusOf('silent', NOW)])).toEqual(plain);
  expect(noticeLook(notice, [])).toEqual(plain);
});
