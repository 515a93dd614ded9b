import { describe, expect, test } from 'vitest';
import {
  nextAfterRestore,
  RESTORED,
  type AfterRestore,
  type AfterRestoreEvent,
  type BesideRestored,
} from '../../../../../src-main/domain/jts/after-start.ts';

const started: AfterRestoreEvent = { kind: 'started' };
const passed: AfterRestoreEvent = { kind: 'passed' };
const settled = (now: BesideRestored): AfterRestoreEvent => ({ kind: 'settled', now });
const same = settled({ verdict: 'same', settings: [] });
const moved = settled({ verdict: 'housekeeping', settings: [] });
const lost = settled({ verdict: 'changed', settings: ['Trusted addresses'] });
const after = (...events: readonly AfterRestoreEvent[]): AfterRestore =>
  events.reduce(nextAfterRestore, RESTORED);

describe('what Gateway’s next start made of a restored file', () => {
  const overwritten = { kind: 'overwritten', settings: ['Trusted addresses'] };
  const waiting = { kind: 'waiting' };
  test.each<[string, readonly AfterRestoreEvent[], object | null]>([
    ['nothing can be said before it', [], waiting],
    ['a pass of a Gateway that ran before says nothing', [passed], waiting],
    ['that it was kept shows once it has signed in', [started, same], waiting],
    ['kept', [started, passed], { kind: 'kept' }],
    ['only housekeeping', [started, moved, passed], { kind: 'housekeeping' }],
    ['a loss shows at once', [started, lost], overwritten],
    ['and stays', [started, lost, passed], overwritten],
    [
      'a loss that is mended before the sign-in is none',
      [started, lost, moved, passed],
      { kind: 'housekeeping' },
    ],
    ['what comes after the sign-in is another story', [started, passed, lost], { kind: 'kept' }],
    ['a start that failed is followed by another', [started, started, passed], { kind: 'kept' }],
    [
      'damage is a loss',
      [started, settled({ verdict: 'damaged', settings: [] })],
      { kind: 'overwritten', settings: [] },
    ],
    ['somebody’s edit before it is not Gateway’s', [lost, started, passed], null],
    ['the restore’s own news changes nothing', [same, started, passed], { kind: 'kept' }],
  ])('%s', (_name, events, result) => {
    expect(after(...events).result).toEqual(result);
  });
});
