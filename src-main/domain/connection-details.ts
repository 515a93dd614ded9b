import type { Connection } from '../contract/preferences.ts';
import { IDS_PER_INSTALLATION } from './client-ids.ts';

/** What one's own program needs to connect, as plain text. The id is none of Gatelight's. */
export function connectionDetails(connection: Connection, clientIdBase: number): string {
  const beside = clientIdBase + IDS_PER_INSTALLATION;
  const id = connection.clientId === beside ? beside + 1 : beside;
  return [
    `Host: ${connection.host}`,
    `Port: ${connection.port}`,
    `Account: ${connection.expect === 'live' ? 'Live' : 'Paper'}`,
    `Client ID: ${id} (each program needs its own)`,
    '',
  ].join('\n');
}
