import { longDuration } from '$contract/format';
import type { TestReport } from '$contract/test-report';
import type { Verdict } from '$contract/verdict';
import { productName } from '$contract/target-words';
import type { RowId } from '../model/test-rows.ts';

type Note = (report: TestReport) => string | null;

const name = ({ target }: TestReport): string => productName[target.product];
const listenerOwner = ({
  evidence: { listener },
}: TestReport): { kind: string; program: string } =>
  listener.outcome === 'found' && listener.owner.kind !== 'unknown'
    ? listener.owner
    : { kind: 'unknown', program: '' };

const silence: Note = (report) => {
  const { kind, program } = listenerOwner(report);
  if (kind === 'relay') {
    return `${program} accepted the connection, but nothing came back. Nothing is known about ${name(report)} behind it.`;
  }
  const seen = `${name(report)} accepted the connection but sent nothing back. That points to a dialog, an unfinished sign-in or a frozen program.`;
  return kind === 'gateway'
    ? `${seen} It rules out the port number and a firewall on this computer.`
    : seen;
};

/** What the test itself saw, below the row where it stopped. Claims stay inside the evidence. */
const NOTES: Readonly<Record<Verdict, Note>> = {
  ready: () => null,
  slow: ({ details }) =>
    details.usualMs === undefined
      ? null
      : `From connecting to a session it usually takes ${longDuration(details.usualMs)}.`,
  starting: () => 'Refused: nothing listens there yet.',
  'sign-in-needed': (report) => `Refused: nothing listens there, although ${name(report)} runs.`,
  'not-running': ({ evidence }) =>
    evidence.process.outcome === 'none'
      ? 'Refused: nothing listens there, and nothing that looks like Gateway or TWS is running.'
      : 'Refused: nothing listens there.',
  'wrong-port': (report) =>
    `Refused: nothing listens there. ${name(report)} listens on ${report.details.otherPort ?? 'another port'}.`,
  unreachable: ({ details }) => {
    if (details.errno === 'ENOTFOUND' || details.errno === 'EAI_AGAIN')
      return 'The name is not known here.';
    if (details.errno === undefined || details.errno === 'ETIMEDOUT')
      return 'Timed out: host or firewall.';
    return `The system found no way there (${details.errno}).`;
  },
  'wrong-service': (report) => {
    const { kind, program } = listenerOwner(report);
    return kind === 'other'
      ? `The first bytes are no API answer. Another program listens: ${program}.`
      : 'The first bytes are no API answer.';
  },
  'refused-by-rule': (report) => {
    const { kind, program } = listenerOwner(report);
    return kind === 'relay'
      ? `${program} took the connection and closed it before a byte came back. Nothing is known about ${name(report)} behind it.`
      : 'The connection was taken and closed before a byte came back.';
  },
  silent: silence,
  'session-silent': () => 'The API answered but started no session.',
  'disclaimer-pending': () =>
    'The API answered that the paper trading disclaimer is not accepted yet.',
  frozen: () => 'The session no longer answers.',
  'session-refused': () => 'The API answered, then closed the connection without a reason.',
  'client-id-in-use': ({ clientId }) => `Another program uses client ID ${clientId}.`,
  'unsupported-version': () => 'The version it speaks is below what API clients need today.',
  'cut-off': (report) => `The session works, but ${name(report)} reports no link to IBKR.`,
  'farm-down': ({ details }) =>
    details.farms === undefined || details.farms.length === 0
      ? 'A market data farm is reported down.'
      : `Reported down: ${details.farms.join(', ')}.`,
  'new-clients-blocked': silence,
  'wrong-account': ({ details }) => {
    if (details.accountKind === 'mixed') return 'The account list holds paper and live accounts.';
    return `The account list holds ${details.accountKind === 'paper' ? 'paper' : 'live'} accounts only.`;
  },
  'clock-skew': () => 'The clock was answered, but its time is off.',
  'session-lost': () => null,
  'not-tested': () => null,
  'cannot-measure': () => 'The test could not look at everything it needs.',
};

export function verdictNote(report: TestReport): string | null {
  return report.verdict === null ? null : NOTES[report.verdict](report);
}

/** How a row failed, short enough for the column where its time would stand. */
const FAILED: Readonly<Record<RowId, (report: TestReport) => string>> = {
  process: () => 'not found',
  port: ({ verdict, details }) => {
    if (verdict !== 'unreachable') return 'refused';
    return details.errno === undefined || details.errno === 'ETIMEDOUT'
      ? 'timed out'
      : 'no way there';
  },
  api: ({ verdict }) => {
    if (verdict === 'wrong-service') return 'no API';
    return verdict === 'unsupported-version' ? 'too old' : 'closed';
  },
  session: ({ verdict }) => {
    if (verdict === 'client-id-in-use') return 'ID taken';
    return verdict === 'disclaimer-pending' ? 'disclaimer' : 'refused';
  },
  upstream: () => 'interrupted',
};

export const failedWord = (row: RowId, report: TestReport): string => FAILED[row](report);
