import { NO_MEMORY, type MonitorMemory } from '../../src-main/domain/monitor-memory.ts';
import type { TargetVoice } from '../../src-main/gateway/voice/target-voice.ts';

/** The voice of a process that is alone: it always leads, and remembers for `recall` alone. */
export function voiceOfOne(memory: MonitorMemory = NO_MEMORY): TargetVoice {
  let remembered = memory;
  return {
    tryLead: () => true,
    leader: () => null,
    tryTest: () => true,
    endTest: () => undefined,
    otherTest: () => null,
    tellTest: () => undefined,
    tell: (_status, told) => (remembered = told),
    recall: () => remembered,
    close: () => undefined,
  };
}
