import { clockTime, shortDuration, wholeDuration } from '$contract/format';
import type { Target } from '$contract/target';
import type { TestReport } from '$contract/test-report';
import { productName } from '$contract/target-words';
import type { RowId, RowResult, TestRow } from '../model/test-rows.ts';
import { spokenDuration } from './times.ts';

export const rowLabel: Readonly<Record<RowId, (target: Target) => string>> = {
  process: ({ product }) => `${productName[product]} is running`,
  port: ({ port }) => `Port ${port} accepts`,
  api: () => 'API answers',
  session: () => 'Session starts',
  upstream: () => 'IBKR servers and data',
};

const RESULT: Readonly<Record<RowResult, string>> = {
  passed: 'passed',
  failed: 'failed',
  silent: 'no answer',
  running: 'testing',
  'not-yet': 'not yet',
  'not-reached': 'not reached',
  'not-tested': 'not tested',
  'not-checked': 'not checked',
  'not-seen': 'not seen',
  unknown: "can't tell",
};

/** The right-hand column: the time where there is one to tell, else the result. */
export function rowFigure({ result, durationMs, word }: TestRow): string {
  if (word !== null) return word;
  if (durationMs === null) return RESULT[result];
  if (result === 'passed') return shortDuration(durationMs);
  if (result === 'silent' || result === 'running') return wholeDuration(durationMs);
  return RESULT[result];
}

/** `API answers: no answer for 24 seconds`: the row as one sentence, for screen readers. */
export function rowSentence(row: TestRow, target: Target): string {
  const usual = row.usualMs === null ? '' : `, usually ${spokenDuration(row.usualMs)}`;
  return `${ownSentence(row, target)}${usual}`;
}

/** `Usually 0.4 s.`, before what the test saw; null where the time says nothing, as of a refused port. */
export function usualNote({ id, usualMs, result }: TestRow): string | null {
  const asked = id !== 'process' && id !== 'port';
  const failed = result === 'silent' || (result === 'failed' && asked);
  return failed && usualMs !== null ? `Usually ${shortDuration(usualMs)}.` : null;
}

function ownSentence(row: TestRow, target: Target): string {
  const label = rowLabel[row.id](target);
  const result = row.word ?? RESULT[row.result];
  const joint = JOINT[row.result];
  if (row.durationMs === null || joint === undefined) return `${label}: ${result}`;
  // Whole seconds while it runs: what is read aloud should not change ten times a second.
  const waits = row.result === 'silent' || row.result === 'running';
  const ms = waits ? Math.floor(row.durationMs / 1000) * 1000 : row.durationMs;
  return `${label}: ${result} ${joint} ${spokenDuration(ms)}`;
}

/** Between result and duration; results without one have no time worth telling. */
const JOINT: Readonly<Partial<Record<RowResult, string>>> = {
  passed: 'in',
  failed: 'after',
  silent: 'for',
  running: 'for',
};

/** A second line under a row's name; null where there is nothing to add. */
export function rowDetail(id: RowId, report: TestReport): string | null {
  if (id === 'process') return processDetail(report);
  if (id !== 'port') return null;
  const { listener } = report.evidence;
  if (report.verdict === 'not-tested')
    return listener.outcome === 'found' ? 'Something listens' : null;
  if (listener.outcome !== 'found' || listener.owner.kind === 'unknown') return null;
  return listener.owner.kind === 'gateway' ? null : `${listener.owner.program} listens`;
}

function processDetail({ evidence, stages }: TestReport): string | null {
  const { process } = evidence;
  if (process.outcome === 'unknown') return `${process.missing} is missing`;
  if (process.outcome === 'none') {
    const answered = stages.some(
      ({ stage, outcome }) => stage === 'connect' && outcome === 'passed',
    );
    return answered ? 'Container or relay?' : null;
  }
  if (process.outcome !== 'found') return null;
  const [first] = process.processes;
  if (first === undefined) return null;
  const started = `started ${clockTime(first.startedAt)}`;
  return first.version === null ? `S${started.slice(1)}` : `${first.version}, ${started}`;
}
