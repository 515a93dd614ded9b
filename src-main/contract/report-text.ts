import type { GaveUp } from './api-clients.ts';
import { gaveUpWords, SHORT_VISITS } from './client-words.ts';
import { clockTime, shortDuration } from './format.ts';
import { clientsLine, stageEvidence } from './report-evidence.ts';
import { allowedName, allowedReport } from './report-masks.ts';
import type { StageReport, TestReport } from './test-report.ts';
import { targetLine } from './target-words.ts';
import { headline, sentence, todo } from './verdict-words.ts';
import { untitledWindowIn, type WordContext } from './verdict-words/context.ts';

/** What a person needs to know of one stage, in the words of the API's field. */
const STAGE_WORDS: Readonly<Record<StageReport['stage'], string>> = {
  process: 'Gateway process',
  listener: 'Port listens',
  connect: 'TCP connect',
  version: 'API answers (server version)',
  session: 'Session starts (next valid id, managed accounts)',
  clock: 'Clock answers',
  upstream: 'IBKR servers and data',
};

const OUTCOME_WORDS: Readonly<Record<StageReport['outcome'], string>> = {
  passed: 'passed',
  failed: 'failed',
  silent: 'silent',
  skipped: 'not reached',
  unknown: 'unknown',
  running: 'running',
};

/** So that a report fits on a screen, whatever happened. */
const MOST = { notes: 3, causes: 5 } as const;

export interface ReportTextOptions {
  /** Program versions and the like, one per line, set at the end. */
  readonly footer?: readonly string[];
  /** Programs that came and left again lately, newest first. */
  readonly gaveUp?: readonly GaveUp[];
  /** Only what may leave this computer. */
  readonly mask?: boolean;
}

/** One test as plain text, first line the verdict: for the terminal and for "Copy report". */
export function reportText(tested: TestReport, options: ReportTextOptions = {}): string {
  const report = options.mask === true ? allowedReport(tested) : tested;
  const { target, verdict } = report;
  const context: WordContext = {
    target,
    details: report.details,
    clientId: report.clientId,
    since: report.startedAt,
    now: report.at,
    held: report.phase === 'held',
    newWindow: untitledWindowIn(report.evidence),
  };
  const lines = [
    verdict === null ? 'Checking…' : `${headline(verdict, context)} (${report.state}: ${verdict})`,
    targetLine(target),
    `Tested ${clockTime(report.startedAt)}, ${new Date(report.startedAt).toISOString()}`,
    ...(verdict === null ? [] : [sentence(verdict, context)]),
    '',
    ...report.stages.map((stage) => stageLine(stage, report)),
    ...section(
      'Notes',
      report.notes
        .slice(0, MOST.notes)
        .map((note) => (note.code === null ? note.text : `${note.code}: ${note.text}`)),
    ),
    ...section(
      'Possible causes',
      report.causes
        .slice(0, MOST.causes)
        .map((one) => [`${one.cause} (${one.confidence}):`, ...one.evidence].join(' ')),
    ),
    ...section('What to do', verdict === null ? [] : todo(verdict, context)),
    ...section('Programs that gave up', gaveUpLines(options, report)),
    ...section('Figures', figures(report)),
    ...section('About', options.footer ?? []),
  ];
  return `${lines.join('\n')}\n`;
}

function stageLine(stage: StageReport, report: TestReport): string {
  const time = stage.durationMs === null ? '' : `, ${shortDuration(stage.durationMs)}`;
  const evidence = stageEvidence[stage.stage](stage.evidence, report).join('; ');
  const detail = evidence === '' ? '' : ` (${evidence})`;
  return `  ${STAGE_WORDS[stage.stage]}: ${OUTCOME_WORDS[stage.outcome]}${time}${detail}`;
}

function figures(report: TestReport): readonly string[] {
  const { evidence } = report;
  const clients = clientsLine(evidence);
  return [
    ...(clients === null ? [] : [clients]),
    ...(evidence.windows.outcome === 'new' ? ['A new Gateway window opened with the test'] : []),
    ...(evidence.otherPorts.length === 0
      ? []
      : [`Gateway or TWS also listens on ${evidence.otherPorts.join(', ')}`]),
    `Server version ${report.serverVersion ?? 'unknown'}, client ID ${report.clientId}`,
    `Accounts: ${report.accounts.count} (${report.accounts.kind}); numbers are not kept`,
    `Bytes sent ${report.bytesSent}, received ${report.bytesReceived}`,
    ...(report.clockSkewMs === null ? [] : [`Clock difference ${report.clockSkewMs} ms`]),
  ];
}

/** The newest are enough: a scanner may go by many names. */
const GAVE_UP_LINES = 3;

function gaveUpLines(
  { gaveUp = [], mask }: ReportTextOptions,
  { target }: TestReport,
): readonly string[] {
  if (gaveUp.length === 0) return [];
  const newest = gaveUp
    .slice(0, GAVE_UP_LINES)
    .map((one) => (mask === true ? allowedName(one) : one));
  return [...newest.map((one) => gaveUpWords(one, target.product)), SHORT_VISITS];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}
