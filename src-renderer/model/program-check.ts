import { RESERVED_CLIENT_ID } from '$contract/connection-rules';
import type { ConnectionStatus } from '$contract/connection-status';
import type { Connection } from '$contract/preferences';
import {
  connectionByKey,
  connectionKey,
  isLocal,
  USUAL_PORTS,
  type AccountMode,
  type Target,
} from '$contract/target';
import type { Stage } from '$contract/test-report';
import { sessionLives, type Verdict } from '$contract/verdict';
import { isUnproven } from '$contract/unproven';

/** What somebody's own program uses, as far as they know; null: unknown. */
export interface ProgramSettings {
  readonly host: string | null;
  readonly port: number | null;
  readonly clientId: number | null;
  readonly limitMs: number | null;
}

/** What it is compared with. */
export interface Seen {
  readonly status: ConnectionStatus;
  readonly connections: readonly Connection[];
  readonly clientIdBase: number;
  readonly now: number;
}

/** One setting compared. `fits`: no cause here; `explains`: may be the cause; `tells`: worth knowing. */
export type Finding = { readonly bears: 'fits' | 'explains' | 'tells' } & (
  | { kind: 'host-same' }
  /** Another name of this computer, which may be resolved to another address. */
  | { kind: 'host-alias'; typed: string; watched: string }
  | { kind: 'host-differs'; typed: string; watched: string }
  | { kind: 'port-same' }
  | { kind: 'port-watched'; typed: number; watched: number; mode: Target['mode'] }
  | {
      kind: 'port-usual';
      typed: number;
      watched: number;
      product: 'gateway' | 'tws';
      mode: AccountMode;
    }
  | { kind: 'port-differs'; typed: number; watched: number }
  | { kind: 'id-ours' }
  | { kind: 'id-zero' }
  | { kind: 'id-reserved' }
  | { kind: 'id-free' }
  | { kind: 'limit-short'; limitMs: number; tookMs: number; usually: boolean }
  | { kind: 'limit-enough'; tookMs: number }
  | { kind: 'limit-unknown' }
);

export type Comparison =
  /** Gatelight connected, so the cause lies with the program. */
  | { kind: 'fine'; tookMs: number | null; at: number }
  /** It did, but somebody had to accept it first. */
  | { kind: 'by-hand'; at: number }
  /** It did so long ago that it proves little. */
  | { kind: 'old'; at: number }
  | { kind: 'silent-too' }
  | { kind: 'fails-too' }
  | { kind: 'no-result' };

const SILENT: ReadonlySet<Verdict> = new Set<Verdict>([
  'silent',
  'session-silent',
  'new-clients-blocked',
  'frozen',
]);
const NO_RESULT: ReadonlySet<Verdict> = new Set<Verdict>([
  'not-tested',
  'cannot-measure',
  'session-lost',
  'starting',
]);

/** Ids from the kept base on that belong to this installation. */
const OWN_IDS = 10;
/** What a client waits for: everything from the connection to its session. */
const HANDSHAKE: readonly Stage[] = ['connect', 'version', 'session'];

export function findings(program: ProgramSettings, seen: Seen): readonly Finding[] {
  const { target } = seen.status;
  return [
    program.host === null ? null : hostFinding(program.host, target.host),
    program.port === null ? null : portFinding(program.port, target, seen.connections),
    program.clientId === null ? null : idFinding(program.clientId, seen),
    program.limitMs === null ? null : limitFinding(program.limitMs, seen.status),
  ].filter((finding) => finding !== null);
}

export function comparison({ status, now }: Pick<Seen, 'status' | 'now'>): Comparison {
  const { verdict, state, newClientAcceptedAt, report } = status;
  if (verdict === null || state === 'paused' || NO_RESULT.has(verdict))
    return { kind: 'no-result' };
  if (!sessionLives(verdict)) return { kind: SILENT.has(verdict) ? 'silent-too' : 'fails-too' };
  const at = newClientAcceptedAt ?? report?.startedAt ?? null;
  if (at === null) return { kind: 'no-result' };
  if (status.acceptedByHand) return { kind: 'by-hand', at };
  if (isUnproven(status, now)) return { kind: 'old', at };
  return { kind: 'fine', tookMs: handshakeMs(status), at };
}

/** How long the newest test took from the connection to its session; null where it got none. */
export function handshakeMs({ report }: ConnectionStatus): number | null {
  if (report === null) return null;
  const stages = report.stages.filter(({ stage }) => HANDSHAKE.includes(stage));
  if (stages.some(({ outcome }) => outcome !== 'passed')) return null;
  return stages.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0);
}

/** How long it usually takes; null until enough passes are known. */
export function usualHandshakeMs({ usualMs }: ConnectionStatus): number | null {
  const { version, session } = usualMs;
  if (version === undefined || session === undefined) return null;
  return (usualMs.connect ?? 0) + version + session;
}

function hostFinding(typed: string, watched: string): Finding {
  if (typed.toLowerCase() === watched.toLowerCase()) return { kind: 'host-same', bears: 'fits' };
  return isLocal(typed) && isLocal(watched)
    ? { kind: 'host-alias', bears: 'explains', typed, watched }
    : { kind: 'host-differs', bears: 'explains', typed, watched };
}

function portFinding(
  typed: number,
  { host, port, mode }: Target,
  connections: readonly Connection[],
): Finding {
  if (typed === port) return { kind: 'port-same', bears: 'fits' };
  const differs = { bears: 'explains', typed, watched: port } as const;
  const other = connectionByKey(connections, connectionKey({ host, port: typed }));
  if (other !== undefined) return { ...differs, kind: 'port-watched', mode: other.expect };
  const usual = USUAL_PORTS[typed];
  return usual === undefined ||
    (usual.mode === mode && usual.product === USUAL_PORTS[port]?.product)
    ? { ...differs, kind: 'port-differs' }
    : { ...differs, kind: 'port-usual', ...usual };
}

function idFinding(typed: number, { status, connections, clientIdBase }: Seen): Finding {
  if (typed === 0) return { kind: 'id-zero', bears: 'tells' };
  if (typed === RESERVED_CLIENT_ID) return { kind: 'id-reserved', bears: 'explains' };
  const key = connectionKey(status.target);
  const fixed = connectionByKey(connections, key)?.clientId ?? null;
  const ours =
    typed === fixed ||
    typed === status.report?.clientId ||
    (typed >= clientIdBase && typed < clientIdBase + OWN_IDS);
  return ours ? { kind: 'id-ours', bears: 'explains' } : { kind: 'id-free', bears: 'fits' };
}

function limitFinding(limitMs: number, status: ConnectionStatus): Finding {
  const took = handshakeMs(status);
  const usual = usualHandshakeMs(status);
  if (took !== null && limitMs <= took)
    return { kind: 'limit-short', bears: 'explains', limitMs, tookMs: took, usually: false };
  if (usual !== null && limitMs <= usual)
    return { kind: 'limit-short', bears: 'explains', limitMs, tookMs: usual, usually: true };
  const known = took ?? usual;
  return known === null
    ? { kind: 'limit-unknown', bears: 'tells' }
    : { kind: 'limit-enough', bears: 'fits', tookMs: known };
}
