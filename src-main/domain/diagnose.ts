import type { Cause, CauseCode, Confidence, Step } from '../contract/diagnosis.ts';
import type { Evidence } from '../contract/evidence.ts';
import { dayAndTime, shortDuration } from '../contract/format.ts';
import { changeWords } from '../contract/jts/change-words.ts';
import type { ExplainingRule, MayExplain } from '../contract/jts/settings-state.ts';
import { isLocal, type Target } from '../contract/target.ts';
import type { VerdictDetails } from '../contract/test-report.ts';
import type { Verdict } from '../contract/verdict.ts';
import { MANY_CLIENTS } from './limits.ts';

interface Known {
  readonly target: Target;
  readonly details: VerdictDetails;
  readonly evidence: Evidence | null;
}

const cause = (
  code: CauseCode,
  confidence: Confidence,
  step: Step,
  evidence: readonly string[],
  against: readonly string[] = [],
): Cause => ({ cause: code, confidence, evidence, against, step });

/** One line per verdict: the causes it speaks for, most likely first. */
const RULES: Readonly<Record<Verdict, (known: Known) => readonly Cause[]>> = {
  ready: () => [],
  slow: () => [],
  starting: () => [
    cause('gateway-starting', 'likely', 'wait', ['The process is under 2 min old.']),
  ],
  'sign-in-needed': (known) => [
    cause('sign-in-pending', 'likely', 'finish-sign-in', [
      'The process runs and its API port is closed.',
    ]),
    ...(known.target.product === 'tws'
      ? [
          cause('api-disabled', 'possible', 'enable-api', [
            'TWS opens no port while its API is off.',
          ]),
        ]
      : []),
  ],
  // From afar a refusal may also be a firewall's or a container's.
  'not-running': ({ target }) => [
    cause('gateway-stopped', isLocal(target.host) ? 'certain' : 'likely', 'start-gateway', [
      'The connection was refused.',
    ]),
  ],
  'wrong-port': ({ details }) => [
    cause('other-port', 'certain', 'change-port', [
      `Gateway or TWS listens on port ${details.otherPort ?? '?'}.`,
    ]),
  ],
  unreachable: () => [cause('unexplained', 'possible', 'ask-for-help', ['No answer to TCP.'])],
  'wrong-service': ({ details }) => [
    cause('other-service', 'certain', 'change-port', [
      `The first bytes are no API frame (${details.service ?? 'unknown'}).`,
    ]),
  ],
  'refused-by-rule': (known) => [
    ...behindRelay(known),
    cause('address-not-trusted', 'likely', 'trust-address', [
      `Closed after ${shortDuration(known.details.closedAfterMs ?? 0)} without a byte.`,
    ]),
    tooManyClients(known),
  ],
  silent: (known) => silence(known, 'No byte came after the hello.'),
  'session-silent': (known) => silence(known, 'The version was answered, but no session started.'),
  'disclaimer-pending': () => [
    cause('disclaimer', 'certain', 'accept-dialog', ['Gateway sent code 10141.']),
  ],
  frozen: () => [
    cause('frozen-process', 'possible', 'restart-gateway', ['Two answers are missing.']),
  ],
  'session-refused': () => [
    cause('client-id-taken', 'possible', 'clear-connections', ['Closed after startApi, no code.']),
    cause('unexplained', 'possible', 'ask-for-help', ['Gateway gave no reason.']),
  ],
  'client-id-in-use': () => [
    cause('client-id-taken', 'certain', 'clear-connections', ['Gateway sent code 326 twice.']),
  ],
  'unsupported-version': ({ details }) => [
    cause('unexplained', 'certain', 'ask-for-help', [
      `Server version ${details.serverVersion ?? '?'} is below what the API library speaks.`,
    ]),
  ],
  'cut-off': () => [cause('link-lost', 'certain', 'wait', ['Gateway reported 1100 or 2110.'])],
  'farm-down': () => [cause('link-lost', 'likely', 'wait', ['Gateway reported 2103.'])],
  'new-clients-blocked': (known) => silence(known, 'A fresh test meets silence.'),
  'wrong-account': () => [
    cause('unexplained', 'possible', 'change-port', ['The account list shows the other kind.']),
  ],
  'clock-skew': () => [],
  'session-lost': () => [],
  'not-tested': () => [],
  'cannot-measure': () => [],
};

export function diagnose(verdict: Verdict | null, known: Known): readonly Cause[] {
  return verdict === null ? [] : RULES[verdict](known);
}

/** What a change of settings may stand behind. */
const CAUSE_OF_RULE: Readonly<Record<ExplainingRule, CauseCode>> = {
  'trusted-address': 'address-not-trusted',
  'api-only': 'api-disabled',
  'trading-mode': 'other-port',
  'api-store': 'api-disabled',
  'program-folder': 'unexplained',
};
const STEP_OF_RULE: Readonly<Record<ExplainingRule, Step>> = {
  'trusted-address': 'trust-address',
  'api-only': 'enable-api',
  'trading-mode': 'change-port',
  'api-store': 'enable-api',
  'program-folder': 'ask-for-help',
};

/** With a change of settings shortly before, as evidence beside what the test met: "before", never "because". */
export function withChange(
  causes: readonly Cause[],
  { rule, changeAt }: MayExplain,
  now: number,
): readonly Cause[] {
  const code = CAUSE_OF_RULE[rule];
  const line = `${changeWords[rule]} ${dayAndTime(changeAt, now)}, before this.`;
  const known = causes.find((one) => one.cause === code);
  if (known === undefined) return [cause(code, 'possible', STEP_OF_RULE[rule], [line]), ...causes];
  return causes.map((one) => (one === known ? { ...one, evidence: [...one.evidence, line] } : one));
}

/** Silence has many causes that look alike on the wire; what separates them lies outside it. */
function silence(known: Known, seen: string): readonly Cause[] {
  const waited = known.details.waitedMs;
  const evidence = waited === undefined ? [seen] : [seen, `Silent for ${shortDuration(waited)}.`];
  const process = known.evidence?.process;
  const suspended = process?.outcome === 'found' && process.processes.some((one) => one.suspended);
  const listener = known.evidence?.listener;
  const stuck = listener?.outcome === 'found' ? listener.closeWait : 0;
  const opened = known.evidence?.windows.outcome === 'new';
  return [
    ...(suspended
      ? [cause('frozen-process', 'likely', 'restart-gateway', ['The process is suspended.'])]
      : []),
    cause(
      'dialog-waiting',
      suspended && !opened ? 'possible' : 'likely',
      'accept-dialog',
      opened ? [...evidence, "A new window of Gateway's opened within a second."] : evidence,
      suspended ? ['A suspended process answers nobody.'] : [],
    ),
    ...behindRelay(known),
    ...(stuck > 0
      ? [
          cause('stuck-connections', 'possible', 'clear-connections', [
            `${stuck} half-closed connections on the API port.`,
          ]),
        ]
      : []),
    cause('sign-in-pending', 'possible', 'finish-sign-in', evidence),
    cause('unexplained', 'possible', 'ask-for-help', ['Silence alone does not tell why.']),
  ];
}

function behindRelay({ evidence }: Known): readonly Cause[] {
  const listener = evidence?.listener;
  if (listener?.outcome !== 'found' || listener.owner.kind !== 'relay') return [];
  return [
    cause('relay-without-gateway', 'likely', 'start-gateway', [
      `${listener.owner.program} accepted; nothing is known about Gateway behind it.`,
    ]),
  ];
}

function tooManyClients({ evidence }: Known): Cause {
  const listener = evidence?.listener;
  const hungUp = 'A new client was hung up on.';
  if (listener?.outcome !== 'found') {
    return cause('too-many-clients', 'possible', 'clear-connections', [hungUp]);
  }
  const seen = `${listener.clients} connections on the port; Gateway takes 32.`;
  return listener.clients >= MANY_CLIENTS
    ? cause('too-many-clients', 'likely', 'clear-connections', [hungUp, seen])
    : cause('too-many-clients', 'possible', 'clear-connections', [hungUp], [seen]);
}
