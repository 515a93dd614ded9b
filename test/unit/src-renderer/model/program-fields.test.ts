import { describe, expect, test } from 'vitest';
import { programError, programValue } from '../../../../src-renderer/model/program-fields.ts';

describe('what was typed about a program', () => {
  test('nothing is unknown, and no mistake', () => {
    expect(programValue('port', ' ')).toBeNull();
    expect(programError('port', ' ')).toBeNull();
  });

  test.each([
    ['host', 'localhost', 'localhost'],
    ['port', '4002', 4002],
    ['clientId', '0', 0],
    ['clientId', '999', 999],
    ['limit', '4', 4000],
    ['limit', '2.5', 2500],
    ['limit', '0,4', 400],
  ] as const)('%s %s', (field, typed, value) => {
    expect(programValue(field, typed)).toBe(value);
    expect(programError(field, typed)).toBeNull();
  });

  test.each([
    ['host', 'http://localhost'],
    ['port', '70000'],
    ['clientId', '-1'],
    ['clientId', '2147483648'],
    ['limit', '0'],
    ['limit', '4 s'],
    ['limit', '99999'],
  ] as const)('%s %s is refused', (field, typed) => {
    expect(programValue(field, typed)).toBeNull();
    expect(programError(field, typed)).not.toBeNull();
  });
});
