import { clockTime } from './format.ts';
import type { ConnectionStatus, PlannedRestart } from './connection-status.ts';
import type { TestReport } from './test-report.ts';
import { productName } from './target-words.ts';
import { headline, sentence, todo } from './verdict-words.ts';
import { newWindowIn, relayIn, type WordContext } from './verdict-words/context.ts';

/** What a status says in words, at `now` (epoch ms). */
export interface StatusWords {
  readonly headline: string;
  readonly sentence: string;
  readonly todo: readonly string[];
}

/** The one way from a status to its words: tray, notifications, report and page all ask here. */
export function statusWords(status: ConnectionStatus, now: number): StatusWords {
  if (status.state === 'paused') {
    const until = status.pausedUntil;
    return {
      headline: 'Monitoring is paused',
      sentence: typeof until === 'number' ? `Until ${clockTime(until)}.` : 'Until you resume it.',
      todo: [],
    };
  }
  const { verdict, target } = status;
  if (status.plannedRestart !== null) return restartWords(status, status.plannedRestart);
  if (verdict === null) return withoutResult(status);
  const context: WordContext = {
    target,
    details: runningDetails(status, now),
    clientId: status.report?.clientId ?? 0,
    since: status.since,
    now,
    sessionAnsweredAt: status.sessionAnsweredAt,
    newClientAcceptedAt: status.newClientAcceptedAt,
    acceptedByHand: status.acceptedByHand,
    mode: status.mode,
    held: status.report?.phase === 'held',
    newWindow: status.report === null ? null : newWindowIn(status.report.evidence),
    relay: status.report === null ? null : relayIn(status.report.evidence),
    lastAcceptedAt: status.lastAcceptedAt,
    noDialog: status.noDialog,
  };
  return {
    headline: headline(verdict, context),
    sentence: sentence(verdict, context),
    todo: todo(verdict, context),
  };
}

/** What is said where nothing is watched. */
export const NO_CONNECTION: StatusWords = {
  headline: 'Set up a connection',
  sentence: 'Nothing is watched yet, and nothing connects before you ask for it.',
  todo: [],
};

function restartWords(
  { target }: ConnectionStatus,
  { backBy, isAssumed }: PlannedRestart,
): StatusWords {
  const assumed = isAssumed ? ' The time is assumed until it was learned or set.' : '';
  return {
    headline: `${productName[target.product]} is restarting as planned`,
    sentence: `Expected back by about ${clockTime(backBy)}.${assumed}`,
    todo: [],
  };
}

function withoutResult({ isOld, observedAt }: ConnectionStatus): StatusWords {
  return isOld
    ? {
        headline: `Not tested since ${clockTime(observedAt)}`,
        sentence: 'The last result is too old to stand on. Test the connection to know how it is.',
        todo: [],
      }
    : { headline: 'Checking…', sentence: 'The first result comes in a moment.', todo: [] };
}

/** While a connection is held the silence grows without news from the worker. */
function runningDetails(status: ConnectionStatus, now: number): WordContext['details'] {
  return status.report === null ? {} : reportAt(status.report, now).details;
}

/** A held report as it would be at `now` (epoch ms); any other one as it is. */
export function reportAt(report: TestReport, now: number): TestReport {
  const { waitedMs } = report.details;
  if (report.phase !== 'held' || waitedMs === undefined) return report;
  const at = Math.max(now, report.at);
  // Whole seconds: a count that runs in tenths is hard to read.
  const grownMs = Math.floor((waitedMs + at - report.at) / 1000) * 1000;
  return { ...report, at, details: { ...report.details, waitedMs: grownMs } };
}
