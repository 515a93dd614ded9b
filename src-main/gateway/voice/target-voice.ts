import type { ConnectionStatus } from '../../contract/connection-status.ts';
import type { TestReport } from '../../contract/test-report.ts';
import type { MonitorMemory } from '../../domain/monitor-memory.ts';

/** Another live process that watches the same target, in its newest words. */
export interface OtherMonitor {
  readonly pid: number;
  /** Epoch ms since when it runs. */
  readonly since: number;
  readonly status: ConnectionStatus;
}

/** A test of the same target that another live process is making, as far as it has come. */
export interface OtherTest {
  readonly pid: number;
  readonly report: TestReport | null;
}

/**
 * One voice per target, across processes (probe design, manner 4): one process watches it, and
 * whoever tests it holds the test lock for as long as its connection is unanswered. Nothing here
 * rejects or throws: where the folder can't be written, this process behaves as if it were alone.
 */
export interface TargetVoice {
  /** Takes the watch if nobody alive has it. True while it is ours; cheap to ask again. */
  tryLead(): boolean;
  /** Who watches instead of us; null where nobody else does. */
  leader(): OtherMonitor | null;
  /** True once no other process has an unanswered test; ours then, until `endTest`. */
  tryTest(): boolean;
  endTest(): void;
  /**
   * What the holder of the test lock sees; null where nobody else holds it. The end of a test that
   * was seen under way is answered once, with phase `done`.
   */
  otherTest(): OtherTest | null;
  /** For others to join a test that is not a monitor's. */
  tellTest(report: TestReport): void;
  /** Writes the status file, for others to join and for our own next start. Only while leading. */
  tell(status: ConnectionStatus, memory: MonitorMemory): void;
  /** What the last monitor of this target remembered, whoever it was. */
  recall(): MonitorMemory | null;
  /** Gives both locks back and marks the status file as nobody's. */
  close(): void;
}
