import type { Evidence } from '../contract/evidence.ts';
import type { Stage, StageOutcome, StageReport } from '../contract/test-report.ts';
import { CLIENT_ID_IN_USE, DISCLAIMER } from './message-codes.ts';
import type { Judgement } from './verdict.ts';
import { clockSkewMs, sessionMs, type TestFacts } from './test-facts.ts';
import { nothingOutstanding, settling } from './upstream.ts';

type StageEvidence = StageReport['evidence'];

/** The seven stages as they stand at `nowMs`; see the stage table of the probe design. */
export function stagesOf(
  facts: TestFacts,
  judgement: Judgement,
  nowMs: number,
): readonly StageReport[] {
  const since = (ms: number): number => tenths(ms - facts.startedMs);
  const reached = (
    stage: Stage,
    outcome: StageReport['outcome'],
    startMs: number,
    endMs: number | null,
    evidence: StageEvidence = {},
  ): StageReport => ({
    stage,
    outcome,
    startMs: since(startMs),
    durationMs: endMs === null ? null : tenths(endMs - startMs),
    evidence,
  });

  return [
    ...evidenceStages(facts.evidence),
    connectStage(),
    versionStage(),
    sessionStage(),
    clockStage(),
    upstreamStage(),
  ];

  /** What a stage is called that began and has neither passed nor met its end. */
  function open(): StageReport['outcome'] {
    return judgement.phase === 'running' ? 'running' : 'silent';
  }

  /** The instant at which the test was decided against the stage at hand, else now. */
  function endOf(): { outcome: StageReport['outcome']; endMs: number | null } {
    const failedMs =
      facts.foreign?.atMs ?? facts.unsupported?.atMs ?? refusalMs() ?? facts.closed?.atMs;
    if (failedMs !== undefined) return { outcome: 'failed', endMs: failedMs };
    if (facts.workerFailed) return { outcome: 'unknown', endMs: facts.workerFailed.atMs };
    const outcome = open();
    return { outcome, endMs: outcome === 'running' ? null : nowMs };
  }

  function refusalMs(): number | undefined {
    return facts.codes.find((seen) => seen.code === CLIENT_ID_IN_USE || seen.code === DISCLAIMER)
      ?.atMs;
  }

  function connectStage(): StageReport {
    const startMs = facts.connectingMs;
    if (startMs === null) return skipped('connect');
    if (facts.connectedMs !== null) {
      return reached('connect', 'passed', startMs, facts.connectedMs);
    }
    if (facts.connectFailed) {
      const { atMs, errno } = facts.connectFailed;
      return reached('connect', 'failed', startMs, atMs, { errno });
    }
    if (facts.workerFailed) return reached('connect', 'unknown', startMs, facts.workerFailed.atMs);
    if (judgement.phase === 'running') return reached('connect', 'running', startMs, null);
    return reached('connect', 'failed', startMs, nowMs, { errno: 'ETIMEDOUT' });
  }

  function versionStage(): StageReport {
    const startMs = facts.connectedMs;
    if (startMs === null) return skipped('version');
    if (facts.version) {
      const { atMs, serverVersion } = facts.version;
      return reached('version', 'passed', startMs, atMs, { serverVersion });
    }
    const { outcome, endMs } = endOf();
    return reached('version', outcome, startMs, endMs, {
      bytesReceived: facts.bytesReceived,
      ...(facts.foreign && { service: facts.foreign.service, reason: facts.foreign.reason }),
      ...(facts.unsupported && { serverVersion: facts.unsupported.serverVersion }),
      ...(facts.closed && { closedBy: facts.closed.how }),
    });
  }

  function sessionStage(): StageReport {
    if (facts.version === null) return skipped('session');
    const endMs = sessionMs(facts);
    const evidence = {
      nextValidId: facts.nextValidIdMs !== null,
      managedAccounts: facts.accounts !== null,
    };
    if (endMs !== null) return reached('session', 'passed', facts.version.atMs, endMs, evidence);
    const end = endOf();
    const code = facts.codes.find((seen) => seen.atMs === refusalMs())?.code;
    return reached('session', end.outcome, facts.version.atMs, end.endMs, {
      ...evidence,
      ...(code !== undefined && { code }),
    });
  }

  function clockStage(): StageReport {
    const [askedMs] = facts.clockAskedMs;
    if (askedMs === undefined || sessionMs(facts) === null) return skipped('clock');
    if (facts.clockAnswer) {
      return reached('clock', 'passed', askedMs, facts.clockAnswer.atMs, {
        skewMs: clockSkewMs(facts),
      });
    }
    const { outcome, endMs } = endOf();
    return reached('clock', outcome, askedMs, endMs);
  }

  function upstreamStage(): StageReport {
    const startMs = sessionMs(facts);
    const state = settling(facts, nowMs);
    if (startMs === null || state === null) return skipped('upstream');
    if ('dueMs' in state) {
      const { outcome, endMs } = endOf();
      // Nothing is wrong with the servers when another stage ended the test first.
      return outcome === 'running'
        ? reached('upstream', 'running', startMs, null)
        : reached('upstream', 'unknown', startMs, endMs);
    }
    const outcome: StageOutcome = nothingOutstanding(state.upstream) ? 'passed' : 'failed';
    return reached('upstream', outcome, startMs, state.settledMs, {
      linkLost: state.upstream.linkLostMs !== null,
      farmsDown: [...state.upstream.farmsDown.keys()].join(', '),
    });
  }
}

function evidenceStages(evidence: Evidence | null): readonly StageReport[] {
  if (evidence === null) return [skipped('process'), skipped('listener')];
  const { process, listener } = evidence;
  const processMs = 'durationMs' in process ? process.durationMs : 0;
  return [
    evidenceStage('process', process, 0, processDetail(process)),
    evidenceStage('listener', listener, processMs, listenerDetail(listener)),
  ];
}

function evidenceStage(
  stage: Stage,
  seen: Evidence['process'] | Evidence['listener'],
  startMs: number,
  evidence: StageEvidence,
): StageReport {
  if (seen.outcome === 'not-checked') return { ...skipped(stage), evidence: { remote: true } };
  const outcome = ({ found: 'passed', none: 'failed', unknown: 'unknown' } as const)[seen.outcome];
  return {
    stage,
    outcome,
    startMs: tenths(startMs),
    durationMs: tenths(seen.durationMs),
    evidence,
  };
}

function processDetail(seen: Evidence['process']): StageEvidence {
  if (seen.outcome === 'unknown') return { missing: seen.missing };
  if (seen.outcome !== 'found') return {};
  const [first] = seen.processes;
  return {
    count: seen.processes.length,
    product: first?.product ?? null,
    version: first?.version ?? null,
    pid: first?.pid ?? null,
    startedAt: first ? new Date(first.startedAt).toISOString() : null,
  };
}

function listenerDetail(seen: Evidence['listener']): StageEvidence {
  if (seen.outcome === 'unknown') return { missing: seen.missing };
  if (seen.outcome !== 'found') return {};
  return {
    owner: seen.owner.kind,
    program: seen.owner.kind === 'unknown' ? null : seen.owner.program,
    closeWait: seen.closeWait,
    clients: seen.clients,
  };
}

const skipped = (stage: Stage): StageReport => ({
  stage,
  outcome: 'skipped',
  startMs: null,
  durationMs: null,
  evidence: {},
});

const tenths = (ms: number): number => Math.round(ms * 10) / 10;
