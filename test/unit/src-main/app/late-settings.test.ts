import { expect, test, vi } from 'vitest';
import { LateSettings, type LoadedSettings } from '../../../../src-main/app/late-settings.ts';
import { success } from '../../../../src-main/contract/result.ts';
import { statusOf } from '../../../support/mocked-main/fixtures.ts';
import { settingsState } from '../../../support/mocked-main/settings.ts';

const FOLDER = '0123456789abcdef';

/** A care that is there once `arrive` was called. */
function late() {
  const care = {
    state: settingsState(),
    lookAgain: vi.fn(() => Promise.resolve(success(null))),
    list: vi.fn(() => success([])),
    onChange: vi.fn((_listener: () => void) => () => undefined),
    onNews: vi.fn(() => () => undefined),
    statusesChanged: vi.fn(),
    explains: vi.fn(() => null),
    start: vi.fn(() => Promise.resolve()),
    dispose: vi.fn(() => Promise.resolve()),
  };
  let arrive = (): void => undefined;
  const settings = new LateSettings(
    () =>
      new Promise<LoadedSettings>((resolve) => {
        arrive = () => {
          resolve(care as unknown as LoadedSettings);
        };
      }),
  );
  return {
    care,
    settings,
    arrive: () => {
      arrive();
    },
  };
}

test('before it is loaded it still looks, and what is asked waits', async () => {
  const { care, settings, arrive } = late();
  expect(settings.state).toEqual({ folders: null });
  expect(settings.list(FOLDER)).toEqual({ ok: false, error: 'no-folder' });
  const asked = settings.lookAgain();
  expect(care.lookAgain).not.toHaveBeenCalled();
  arrive();
  expect(await asked).toEqual(success(null));
});

test('once it is loaded it knows what was told meanwhile, and is heard', async () => {
  const { care, settings, arrive } = late();
  const status = statusOf('ready', 0);
  const heard = vi.fn();
  settings.onChange(heard);
  settings.statusesChanged([status]);
  const started = settings.start();
  arrive();
  await started;
  expect(care.statusesChanged).toHaveBeenCalledExactlyOnceWith([status]);
  expect(care.start).toHaveBeenCalledOnce();
  care.onChange.mock.calls[0]?.[0]();
  expect(heard).toHaveBeenCalledOnce();
  expect(settings.list(FOLDER)).toEqual(success([]));
});

test('quitting waits for nothing that is not loaded yet; what arrives later ends at once', async () => {
  const { care, settings, arrive } = late();
  const started = settings.start();
  await settings.dispose();
  expect(care.dispose).not.toHaveBeenCalled();
  arrive();
  await started;
  expect(care.dispose).toHaveBeenCalledOnce();
  expect(care.start).not.toHaveBeenCalled();
});
