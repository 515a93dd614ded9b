import type { ApiClient } from '$contract/api-clients';
import { APP_NAME } from '$contract/app-name';
import { programWords } from '$contract/client-words';
import type { ClientsView } from '../model/clients.ts';

export interface ClientsText {
  /** The card's value; null where nothing is known yet. */
  readonly value: string | null;
  readonly detail: string;
}

export function clientsText(view: ClientsView): ClientsText {
  switch (view.kind) {
    case 'looking':
      return { value: null, detail: 'Looking…' };
    case 'remote':
      return { value: null, detail: 'The port is on another computer: its clients are not seen.' };
    case 'closed':
      return { value: null, detail: 'Nothing listens on the port.' };
    case 'unknown':
      return view.connections === null
        ? { value: null, detail: 'Who is connected is not known.' }
        : counted(view.connections, view.halfClosed);
    case 'known':
      return known(view.clients);
  }
}

/** Until the system has told, or where it never does. */
function counted(connections: number, halfClosed: number): ClientsText {
  const who = connections === 0 ? '' : ' Which programs is not known.';
  return {
    value: connected(connections),
    detail: sentences(`At the last test.${who}`, halfClosed),
  };
}

function known(clients: readonly ApiClient[]): ClientsText {
  const open = clients.filter(({ connections }) => connections > 0);
  const halfClosed = clients.reduce((sum, client) => sum + client.halfClosed, 0);
  const others = open.filter(({ isOurs }) => !isOurs);
  const names = [...others.map(clientName), ...(others.length < open.length ? [APP_NAME] : [])];
  const who = names.length === 0 ? '' : `${list(names)}.`;
  const empty = others.length === 0 ? 'No other program is connected.' : '';
  const text = [who, empty].filter((part) => part !== '').join(' ');
  const count = open.reduce((sum, { connections }) => sum + connections, 0);
  return { value: connected(count), detail: sentences(text, halfClosed) };
}

const clientName = (client: ApiClient): string =>
  client.connections === 1
    ? programWords(client)
    : `${programWords(client)} with ${client.connections} connections`;

const connected = (count: number): string =>
  count === 0 ? 'None connected' : `${count} connected`;

function sentences(text: string, halfClosed: number): string {
  if (halfClosed === 0) return text;
  const are = halfClosed === 1 ? '1 connection is' : `${halfClosed} connections are`;
  return `${text} ${are} half-closed: the program left, and Gateway has not noticed.`;
}

function list(names: readonly string[]): string {
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
