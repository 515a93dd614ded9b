import { describe, expect, test } from 'vitest';
import { targetOf } from '../../../../src-main/contract/target.ts';
import { portName, targetAddress, targetLine } from '../../../../src-main/contract/target-words.ts';

describe('names of a target', () => {
  test.each([
    ['127.0.0.1', 4002, null, 'Paper 4002', 'Paper, 127.0.0.1:4002'],
    ['127.0.0.1', 4002, 'live', 'Live 4002', 'Live, 127.0.0.1:4002'],
    ['::1', 7496, null, 'Live 7496', 'Live, [::1]:7496'],
    ['gateway.example', 5000, null, 'Port 5000', 'gateway.example:5000'],
  ] as const)('%s %d %s', (host, port, expect_, name, line) => {
    const target = targetOf(host, port, expect_);
    expect([portName(target), targetLine(target)]).toEqual([name, line]);
    expect(line).toContain(targetAddress(target));
  });
});
