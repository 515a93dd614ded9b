import { expect, test, vi } from 'vitest';
import { STATES } from '../../../../src-main/contract/verdict.ts';

vi.mock('electron', () => ({ nativeImage: {} }));
const { isTemplate } = await import('../../../../src-main/desktop/tray-images.ts');

const NAMES = [...STATES, 'degraded-bad'];

test('the menu bar’s own colour where nobody is needed', () => {
  const quiet = NAMES.filter((name) => isTemplate(name, 'when-needed'));
  expect(quiet).toEqual(['ready', 'restart', 'checking', 'paused']);
});

test('always and never are just that', () => {
  expect(NAMES.some((name) => isTemplate(name, 'always'))).toBe(false);
  expect(NAMES.every((name) => isTemplate(name, 'never'))).toBe(true);
});
