import type { ApiClient } from '$contract/api-clients';
import { programWords } from '$contract/client-words';
import type { FixContext } from '../../model/fix-context.ts';
import { openApiSettings } from '../menu-paths.ts';

/** Steps about the programs that connect, and what stands between them and Gateway. */
export function clearConnections({ name, others, target }: FixContext): readonly string[] {
  const stuck = (others ?? []).filter(({ halfClosed }) => halfClosed > 0);
  return [
    stuck.length > 0
      ? `Close the programs that left them: ${list(stuck)}.`
      : 'Close programs that connect over and over: port checks (nc, telnet), and programs that are killed instead of ended.',
    `Watch the count of half-closed connections on port ${target.port} in the list of this step.`,
    `If it stays, only a restart of ${name} clears them.`,
  ];
}

export function freeClientId({ name, clientId, others }: FixContext): readonly string[] {
  const connected = (others ?? []).filter(({ connections }) => connections > 0);
  const id = clientId === null ? 'this client ID' : `client ID ${clientId}`;
  return [
    connected.length > 0
      ? `Close the program that uses ${id}. Connected now: ${list(connected)}.`
      : `Close the program that uses ${id}.`,
    'Or give this connection another client ID in Settings. *Automatic* takes one that other programs hardly use.',
    `After a crash an ID can stay taken for some minutes, sometimes until ${name} restarts. ${name} takes 32 clients at most.`,
  ];
}

export function checkRelay(c: FixContext): readonly string[] {
  return [
    `Check that ${c.name} runs and is signed in behind it: in the container, at the other end of the tunnel.`,
    'Check which address and port it passes connections on to.',
    `${c.name} sees the relay's address, in Docker the bridge's (for example 172.17.0.1). That one must stand under *Trusted IPs*, and *Allow connections from localhost only* must be off. ${openApiSettings(c.product)}`,
  ];
}

const list = (clients: readonly ApiClient[]): string => clients.map(programWords).join(', ');
