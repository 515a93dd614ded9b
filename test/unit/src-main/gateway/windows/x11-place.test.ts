import { expect, test } from 'vitest';
import { displayPlace } from '../../../../../src-main/gateway/windows/x11-place.ts';

test.each([
  [':0', { number: '0', at: { path: '/tmp/.X11-unix/X0' } }],
  [':1.0', { number: '1', at: { path: '/tmp/.X11-unix/X1' } }],
  ['unix:2', { number: '2', at: { path: '/tmp/.X11-unix/X2' } }],
  ['unix/:3', { number: '3', at: { path: '/tmp/.X11-unix/X3' } }],
  ['localhost:10.0', { number: '10', at: { host: '127.0.0.1', port: 6010 } }],
  ['[::1]:11', { number: '11', at: { host: '::1', port: 6011 } }],
])('%s is on this computer', (display, place) => {
  expect(displayPlace({ DISPLAY: display })).toEqual(place);
});

test.each([
  [undefined],
  [''],
  ['nonsense'],
  [':x'],
  ['192.0.2.7:0'],
  ['x.example:0'],
  ['localhost:99999'],
  ['/tmp/launch/org.xquartz:0'],
])('%s is none to go to', (display) => {
  expect(displayPlace({ DISPLAY: display })).toBeNull();
});
