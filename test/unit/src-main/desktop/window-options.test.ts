import { describe, expect, test } from 'vitest';
import {
  alertOptions,
  alertPlace,
  windowOptions,
} from '../../../../src-main/desktop/window-options.ts';

const AREA = { x: 100, y: 30, width: 1180, height: 700 };

describe.each([
  ['packaged', false],
  ['in development', true],
])('security 1: the window, %s', (_name, development) => {
  const look = {
    preload: '/app/preload.cjs',
    title: 'Gatelight',
    development,
    backgroundColor: '#F4F6F8',
  };
  const options = windowOptions(look);
  const alert = alertOptions(look, AREA);

  test('keeps the page from Node and from everything unsafe', () => {
    expect(alert.webPreferences).toEqual(options.webPreferences);
    expect(options.webPreferences).toMatchObject({
      preload: '/app/preload.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
    });
  });

  test('has developer tools in development only', () => {
    expect(options.webPreferences?.devTools).toBe(development);
  });

  test('is shown only when it has something to show, and never too small for it', () => {
    expect(options).toMatchObject({
      show: false,
      title: 'Gatelight',
      width: 960,
      height: 760,
      minWidth: 640,
      minHeight: 520,
      backgroundColor: '#F4F6F8',
    });
  });

  test('for an alert can take nobody the focus', () => {
    expect(alert).toMatchObject({
      show: false,
      frame: false,
      focusable: false,
      alwaysOnTop: true,
      skipTaskbar: true,
      width: 380,
      height: 170,
    });
  });
});

test.each([
  ['win32', { x: 884, y: 544 }],
  ['darwin', { x: 884, y: 46 }],
  ['linux', { x: 884, y: 46 }],
] as const)('an alert lies in the corner of notifications: %s', (platform, place) => {
  expect(alertPlace(AREA, platform)).toEqual({ ...place, width: 380, height: 170 });
});
