import { expect, test } from 'vitest';
import { ownerLine } from '../../../../src-main/desktop/tray-host.ts';

test.each([
  ['The name org.kde.StatusNotifierWatcher is owned by :1.23', true],
  ['The name org.kde.StatusNotifierWatcher does not have an owner', false],
  ['Monitoring signals from all objects owned by org.kde.StatusNotifierWatcher', null],
  [
    "/StatusNotifierWatcher: org.kde.StatusNotifierWatcher.StatusNotifierItemRegistered (':1.42/x',)",
    null,
  ],
  ["/x: org.example.Signal ('The name y does not have an owner',)", null],
  ["/x: org.example.Signal ('this is owned by me',)", null],
  ['', null],
])('%j: %j', (line, present) => {
  expect(ownerLine(line)).toBe(present);
});
