import { describe, expect, test } from 'vitest';
import { windowOptions } from '../../../../src-main/desktop/window-options.ts';

describe.each([
  ['packaged', false],
  ['in development', true],
])('security 1: the window, %s', (_name, development) => {
  const options = windowOptions('/app/preload.cjs', 'Gatelight', development, '#F4F6F8');

  test('keeps the page from Node and from everything unsafe', () => {
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
});
