import { UNSEEN_PROGRAM, type ApiClient, type ProgramName } from '../contract/api-clients.ts';

/** One connection to the API port, as a look at the socket table shows it. */
export interface SeenClient {
  /** The client's end; it names the connection while it lasts. */
  readonly end: string;
  /** Its program left, and Gateway has not noticed. */
  readonly isHalfClosed: boolean;
  /** Null where this computer does not show it. */
  readonly program: (ProgramName & { readonly isOurs: boolean }) | null;
}

/** More are never told: Gateway takes 32, but half-closed ones add up. */
const MOST = 50;

const UNSEEN = { program: UNSEEN_PROGRAM, script: null, pid: null, isOurs: false } as const;

/** Connections by program: those with most of them first, Gatelight's own last. */
export function apiClientsOf(seen: readonly SeenClient[]): readonly ApiClient[] {
  const clients = new Map<string, ApiClient>();
  for (const { program: by, isHalfClosed } of seen) {
    const { program, script, pid, isOurs } = by ?? UNSEEN;
    const key = JSON.stringify([program, script, pid]);
    const known = clients.get(key);
    clients.set(key, {
      program,
      script,
      pid,
      connections: (known?.connections ?? 0) + (isHalfClosed ? 0 : 1),
      halfClosed: (known?.halfClosed ?? 0) + (isHalfClosed ? 1 : 0),
      isOurs,
    });
  }
  const weight = ({ connections, halfClosed }: ApiClient): number => connections + halfClosed;
  return [...clients.values()]
    .sort(
      (one, other) =>
        Number(one.isOurs) - Number(other.isOurs) ||
        weight(other) - weight(one) ||
        one.program.localeCompare(other.program, 'en') ||
        (one.pid ?? 0) - (other.pid ?? 0),
    )
    .slice(0, MOST);
}
