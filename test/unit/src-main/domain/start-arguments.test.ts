import { expect, test } from 'vitest';
import { isHiddenStart } from '../../../../src-main/domain/start-arguments.ts';

test.each([[['gatelight', '--hidden']], [['electron', '.', '--hidden', '--page=settings']]])(
  '%j is a start at login',
  (args) => {
    expect(isHiddenStart(args)).toBe(true);
  },
);

test.each([
  [[]],
  [['gatelight']],
  [['gatelight', 'hidden']],
  [['gatelight', '--hidden=1']],
  [['gatelight', '--hidden-things']],
  [['gatelight', '--', '--hidden']],
])('%j is a person’s', (args) => {
  expect(isHiddenStart(args)).toBe(false);
});
