import { apiClientsLine } from './client-words.ts';
import type { Evidence, GatewayProcess, ListenerOwner } from './evidence.ts';
import { longDuration } from './format.ts';
import { allowedErrno, allowedFarm } from './report-masks.ts';
import type { StageReport, TestReport } from './test-report.ts';
import { productName } from './target-words.ts';

type Values = StageReport['evidence'];

/**
 * What a stage found, in words. Only keys that are named here are read, and only values of the kind
 * they have: what else a stage may hold some day does not get into a report by itself.
 */
export const stageEvidence: Readonly<
  Record<StageReport['stage'], (values: Values, report: TestReport) => readonly string[]>
> = {
  process: (_values, report) => processWords(report.evidence.process, report.at),
  listener: (_values, { evidence }) => listenerWords(evidence.listener),
  connect: (values) => said(allowedErrno(textOf(values, 'errno') ?? '')),
  version: (values) => [
    ...figure(values, 'serverVersion', (version) => `server version ${version}`),
    ...figure(values, 'bytesReceived', (bytes) => `${bytes} bytes received`),
    ...oneOf(values, 'service', {
      http: 'a web server',
      tls: 'an encrypted service',
      ssh: 'an SSH server',
      unknown: 'no API frame',
    }),
    ...oneOf(values, 'closedBy', {
      fin: 'closed by Gateway',
      reset: 'reset by Gateway',
      error: 'ended by an error',
      'by-us': 'closed by Gatelight',
    }),
  ],
  session: (values) => [
    ...flag(values, 'nextValidId', 'next valid id', 'no next valid id'),
    ...flag(values, 'managedAccounts', 'managed accounts', 'no managed accounts'),
    ...figure(values, 'code', (code) => `code ${code}`),
  ],
  clock: (values) => figure(values, 'skewMs', (ms) => `${ms} ms apart`),
  upstream: (values) => [
    ...flag(values, 'linkLost', 'link to IBKR lost', 'link to IBKR up'),
    ...farmsDown(textOf(values, 'farmsDown') ?? ''),
  ],
};

/** Who is connected, in one line; null where nothing is known of it. */
export function clientsLine({ listener }: Evidence): string | null {
  if (listener.outcome !== 'found' || listener.programs === null) return null;
  const { programs } = listener;
  const more = programs.length > MOST_CLIENTS ? `; ${programs.length - MOST_CLIENTS} more` : '';
  return `API clients: ${apiClientsLine(programs.slice(0, MOST_CLIENTS))}${more}`;
}
const MOST_CLIENTS = 4;

function processWords(seen: Evidence['process'], at: number): readonly string[] {
  switch (seen.outcome) {
    case 'found':
      return seen.processes.slice(0, 2).map((one) => oneProcess(one, at));
    case 'none':
      return ['none found'];
    case 'unknown':
      return [`missing: ${seen.missing}`];
    case 'not-checked':
      return ['on another computer'];
  }
}

function oneProcess(one: GatewayProcess, at: number): string {
  const { product, version, pid, startedAt, suspended } = one;
  const name = version === null ? productName[product] : `${productName[product]} ${version}`;
  const age = longDuration(Math.max(0, at - startedAt));
  return `${name}, pid ${pid}, ${suspended ? 'suspended, started' : 'running for'} ${age}${suspended ? ' ago' : ''}`;
}

function listenerWords(seen: Evidence['listener']): readonly string[] {
  switch (seen.outcome) {
    case 'found':
      return [ownerWords(seen.owner), `${seen.clients} connected, ${seen.closeWait} half-closed`];
    case 'none':
      return ['nothing listens'];
    case 'unknown':
      return [`missing: ${seen.missing}`];
    case 'not-checked':
      return ['on another computer'];
  }
}

function ownerWords(owner: ListenerOwner): string {
  switch (owner.kind) {
    case 'gateway':
      return `Gateway's own: ${owner.program}, pid ${owner.pid}`;
    case 'relay':
      return `through ${owner.program}, pid ${owner.pid}`;
    case 'other':
      return `another program's: ${owner.program}, pid ${owner.pid}`;
    case 'unknown':
      return 'owner unknown';
  }
}

const farmsDown = (list: string): readonly string[] =>
  list === '' ? [] : [`down: ${list.split(', ').map(allowedFarm).join(', ')}`];

const said = (text: string | null): readonly string[] => (text === null ? [] : [text]);

function textOf(values: Values, key: string): string | null {
  const value = values[key];
  return typeof value === 'string' ? value : null;
}

function figure(values: Values, key: string, words: (value: number) => string): readonly string[] {
  const value = values[key];
  return typeof value === 'number' ? [words(value)] : [];
}

function flag(values: Values, key: string, yes: string, no: string): readonly string[] {
  const value = values[key];
  return typeof value === 'boolean' ? [value ? yes : no] : [];
}

function oneOf(
  values: Values,
  key: string,
  words: Readonly<Record<string, string>>,
): readonly string[] {
  const value = textOf(values, key) ?? '';
  return Object.hasOwn(words, value) ? said(words[value] ?? null) : [];
}
