import { expect, test } from 'vitest';
import { pieces } from '../../../../src-renderer/model/labelled.ts';

test('what stands between asterisks is a label', () => {
  expect(pieces('Choose *Accept* or *Yes*.')).toEqual([
    { text: 'Choose ', isLabel: false },
    { text: 'Accept', isLabel: true },
    { text: ' or ', isLabel: false },
    { text: 'Yes', isLabel: true },
    { text: '.', isLabel: false },
  ]);
});

test('a line may begin with a label, or have none', () => {
  expect(pieces('*OK*')).toEqual([{ text: 'OK', isLabel: true }]);
  expect(pieces('Wait.')).toEqual([{ text: 'Wait.', isLabel: false }]);
});
