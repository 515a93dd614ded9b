import { targetOf } from '$contract/target';
import { expect, test } from 'vitest';
import { productOf } from '../../../../src-renderer/model/folders.ts';
import { statusOf } from '../../../support/mocked-main/fixtures.ts';
import { folderState, PAPER } from '../../../support/mocked-main/settings.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);
const tws = targetOf('127.0.0.1', 7497, 'paper');
const statuses = [statusOf('ready', NOW), statusOf('ready', NOW, { target: tws })];

test('settings are of the process that uses them, else of a connection bound to them', () => {
  const bound = (...connections: readonly string[]) => folderState(NOW, { connections });
  expect(productOf(bound(PAPER), statuses)).toBe('gateway');
  expect(productOf(bound('127.0.0.1:7497'), statuses)).toBe('tws');
  expect(productOf(bound(), statuses)).toBe('unknown');
  const use = { state: 'running', product: 'tws', pid: 7 } as const;
  expect(productOf({ ...bound(PAPER), use }, statuses)).toBe('tws');
});
