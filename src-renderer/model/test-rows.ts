import type { Stage, StageReport, TestReport } from '$contract/test-report';
import { hueOf, type GatewayState, type Hue } from '$contract/verdict';
import { failedWord, verdictNote } from '../text/verdict-notes.ts';

export const ROW_IDS = ['process', 'port', 'api', 'session', 'upstream'] as const;
export type RowId = (typeof ROW_IDS)[number];

export type RowResult =
  | 'passed'
  | 'failed'
  | 'silent'
  | 'running'
  /** The test goes on and has not come this far. */
  | 'not-yet'
  /** The test is over and did not come this far. */
  | 'not-reached'
  /** Nothing is connected to: how it is watched asks for no test. */
  | 'not-tested'
  /** Another computer's processes can't be looked at. */
  | 'not-checked'
  /** No Gateway process here, yet the port answers: a container or a relay. */
  | 'not-seen'
  /** The look itself failed. */
  | 'unknown';

export interface TestRow {
  readonly id: RowId;
  readonly result: RowResult;
  readonly glyph: GatewayState;
  readonly hue: Hue;
  /** On the time axis: where the row before ended. Null without a bar. */
  readonly startMs: number | null;
  readonly durationMs: number | null;
  /** Waiting for longer than answers usually take. */
  readonly overdue: boolean;
  /** How long it usually takes; null while too few passes are known. */
  readonly usualMs: number | null;
  /** How it failed, in a word or two; null where the duration says it. */
  readonly word: string | null;
  /** What the test saw, below the row that decided the verdict. */
  readonly note: string | null;
}

const STAGES_OF: Readonly<Record<RowId, readonly Stage[]>> = {
  process: ['process'],
  port: ['listener', 'connect'],
  api: ['version'],
  session: ['session', 'clock'],
  upstream: ['upstream'],
};

/** Silence is shown as such from here on (the test's own limit for the first byte). */
const OVERDUE_MS = 4000;

interface Outcome {
  readonly id: RowId;
  readonly result: RowResult;
  readonly durationMs: number | null;
}

/** How long each stage usually takes, as far as it is known. */
export type UsualMs = Readonly<Partial<Record<Stage, number>>>;

/** The five rows people see, from the seven stages the test records. */
export function testRows(
  report: TestReport | null,
  now: number,
  usual: UsualMs = {},
): readonly TestRow[] {
  const outcomes = ROW_IDS.map((id) => outcomeOf(id, report, now));
  const decisive = report === null ? null : decisiveRow(outcomes, report);
  let endMs = 0;
  return outcomes.map((outcome) => {
    const startMs = outcome.durationMs === null ? null : endMs;
    endMs += outcome.durationMs ?? 0;
    return {
      ...outcome,
      ...looks(outcome, report, outcome.id === decisive),
      startMs,
      usualMs: startMs === null ? null : usualOf(outcome.id, usual),
      overdue: stillWaits(outcome.result) && (outcome.durationMs ?? 0) >= OVERDUE_MS,
      word: outcome.result === 'failed' && report !== null ? failedWord(outcome.id, report) : null,
      note: outcome.id === decisive && report !== null ? verdictNote(report) : null,
    };
  });
}

export function totalMs(rows: readonly TestRow[]): number {
  return rows.reduce((sum, row) => sum + (row.durationMs ?? 0), 0);
}

/** Where a row's bar would end if it took as long as usual; null where that is not known. */
export function usualEndMs({ startMs, usualMs }: TestRow): number | null {
  return startMs === null || usualMs === null ? null : startMs + usualMs;
}

/** The end of the last bar or tick: what the time axis must hold. */
export function lastMs(rows: readonly TestRow[]): number {
  return Math.max(totalMs(rows), ...rows.map((row) => usualEndMs(row) ?? 0));
}

/** The look at the socket table stands beside the connection, so it counts neither here nor in the bars. */
function usualOf(id: RowId, usual: UsualMs): number | null {
  const timed = id === 'port' ? (['connect'] as const) : STAGES_OF[id];
  const each = timed.map((stage) => usual[stage] ?? null);
  return each.some((ms) => ms === null)
    ? null
    : each.reduce<number>((sum, ms) => sum + (ms ?? 0), 0);
}

function outcomeOf(id: RowId, report: TestReport | null, now: number): Outcome {
  if (report === null) return { id, result: 'not-yet', durationMs: null };
  const stages = report.stages.filter(({ stage }) => STAGES_OF[id].includes(stage));
  const result = resultOf(id, stages, report);
  const timed = timedStages(id, stages);
  const known = timed.reduce((sum, stage) => sum + (stage.durationMs ?? 0), 0);
  const reached = result !== 'not-tested' && timed.some(({ startMs }) => startMs !== null);
  return { id, result, durationMs: reached ? known + running(timed, report, now) : null };
}

/** The look at the socket table is our own work beside the connection, not time a client waits. */
function timedStages(id: RowId, stages: readonly StageReport[]): readonly StageReport[] {
  const connect = stages.filter(({ stage }) => stage === 'connect');
  return id === 'port' && connect.some(({ startMs }) => startMs !== null) ? connect : stages;
}

/** What an unfinished stage has taken beyond what the report says. */
function running(stages: readonly StageReport[], report: TestReport, now: number): number {
  const open = stages.find(
    ({ outcome }) => outcome === 'running' || (outcome === 'silent' && report.phase === 'held'),
  );
  if (open?.startMs == null) return 0;
  const elapsed = now - report.startedAt - open.startMs;
  return Math.max(0, elapsed - (open.durationMs ?? 0));
}

function resultOf(id: RowId, stages: readonly StageReport[], report: TestReport): RowResult {
  if (id === 'process') return processResult(report);
  // Who listens is evidence: the row is decided by the connection itself.
  const deciding = id === 'port' ? stages.filter(({ stage }) => stage === 'connect') : stages;
  const stopped = deciding.find(({ outcome }) => outcome !== 'passed');
  if (stopped === undefined) return 'passed';
  if (stopped.outcome !== 'skipped') return stopped.outcome;
  if (report.verdict === 'not-tested') return 'not-tested';
  return report.phase === 'running' ? 'not-yet' : 'not-reached';
}

function processResult(report: TestReport): RowResult {
  const stage = stageOf(report, 'process');
  if (stage === undefined || stage.outcome === 'skipped') {
    if (report.evidence.process.outcome === 'not-checked') return 'not-checked';
    return report.phase === 'running' ? 'not-yet' : 'not-reached';
  }
  // What answers on the port is there, whether or not it can be seen from here.
  const connected = stageOf(report, 'connect')?.outcome === 'passed';
  if (stage.outcome === 'failed' && (connected || report.phase === 'running')) return 'not-seen';
  return stage.outcome;
}

/** The row the verdict belongs below: the last one that did not pass, else the one it is about. */
function decisiveRow(outcomes: readonly Outcome[], report: TestReport): RowId | null {
  const { verdict } = report;
  if (verdict === null || verdict === 'ready') return null;
  const failed = outcomes.findLast(({ result }) => result === 'failed' || result === 'silent');
  if (failed !== undefined) return failed.id;
  if (verdict === 'slow') return slower('api', 'session', outcomes);
  if (verdict === 'wrong-account' || verdict === 'clock-skew') return 'session';
  return verdict === 'cut-off' || verdict === 'farm-down' ? 'upstream' : null;
}

function slower(one: RowId, other: RowId, outcomes: readonly Outcome[]): RowId {
  const took = (id: RowId): number => outcomes.find((row) => row.id === id)?.durationMs ?? 0;
  return took(one) > took(other) ? one : other;
}

function looks(
  { result }: Outcome,
  report: TestReport | null,
  decisive: boolean,
): { glyph: GatewayState; hue: Hue } {
  if (decisive && report !== null) {
    return { glyph: report.state, hue: hueOf(report.state, report.verdict) };
  }
  if (result === 'passed') return { glyph: 'ready', hue: 'ok' };
  if (result === 'failed') return { glyph: 'down', hue: 'bad' };
  if (result === 'silent') return { glyph: 'waiting', hue: 'warn' };
  return { glyph: 'checking', hue: 'idle' };
}

function stillWaits(result: RowResult): boolean {
  return result === 'running' || result === 'silent';
}

function stageOf(report: TestReport, stage: Stage): StageReport | undefined {
  return report.stages.find((each) => each.stage === stage);
}
