import { DEFAULT_PREFERENCES } from '$contract/default-preferences';
import { preferencesChangeSchema } from '$contract/preferences';
import { describe, expect, test } from 'vitest';
import {
  defaultsOf,
  withDefaults,
  withFormer,
} from '../../../../src-renderer/model/settings-pages.ts';
import { connectionTo, preferencesWith } from '../../../support/preferences.ts';

const PAGES = ['general', 'notifications', 'backups', 'advanced'] as const;

describe('the defaults of a page', () => {
  const changed = preferencesWith({ port: 4002 }, { theme: 'dark', logLevel: 'detailed' });

  test.each(PAGES)('%s: what is changed is what comes back', (page) => {
    const { to, back } = defaultsOf(page, changed);
    expect(Object.keys(to)).toEqual(Object.keys(back));
    expect(to).toEqual(
      Object.fromEntries(Object.keys(to).map((key) => [key, DEFAULT_PREFERENCES[key as 'theme']])),
    );
    expect({ ...changed, ...to, ...back }).toEqual(changed);
    expect(preferencesChangeSchema.safeParse(to).success).toBe(true);
  });

  test('no two pages change the same, and none touches connections or the first run', () => {
    const keys = PAGES.flatMap((page) => Object.keys(defaultsOf(page, changed).to));
    expect(new Set(keys).size).toBe(keys.length);
    const left = Object.keys(DEFAULT_PREFERENCES).filter((key) => !keys.includes(key));
    expect(left).toEqual(['schema', 'connections', 'firstRunDone']);
  });
});

test('a connection keeps where it leads and how it is watched', () => {
  const own = connectionTo({
    port: 4001,
    expect: 'live',
    mode: 'look-only',
    clientId: 7,
    dailyRestart: '23:10',
    ignoredFarms: ['usfarm'],
  });
  const plain = connectionTo({ port: 4001, expect: 'live', mode: 'look-only' });
  expect(withDefaults(own)).toEqual(plain);
  const other = connectionTo({ port: 7497 });
  expect(withFormer([{ ...plain, mode: 'spot-checks' }, other], [own])).toEqual([
    { ...own, mode: 'spot-checks' },
    other,
  ]);
});
