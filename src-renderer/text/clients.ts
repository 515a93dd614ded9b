import type { ApiClient, ClientAnswer, GaveUp, NotAsked, ProgramName } from '$contract/api-clients';
import { APP_NAME } from '$contract/app-name';
import { longDuration, shortDuration } from '$contract/format';
import type { Product } from '$contract/target';
import { productName } from '$contract/verdict-words';
import type { ClientsView } from '../model/clients.ts';

/** `python (PID 48211, runner.py)`. */
export function programName({ program, script, pid }: ProgramName): string {
  const more = [pid === null ? null : `PID ${pid}`, script].filter((part) => part !== null);
  return more.length === 0 ? program : `${program} (${more.join(', ')})`;
}

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
    case 'unknown': {
      const detail = "Your system doesn't tell which program it is.";
      return view.connections === null
        ? { value: null, detail: "Your system doesn't tell who is connected." }
        : { value: connected(view.connections), detail: sentences(detail, view.halfClosed) };
    }
    case 'known':
      return known(view.clients);
  }
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
    ? programName(client)
    : `${programName(client)} with ${client.connections} connections`;

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

/** `python (PID 48211, runner.py) gave up 3 times after about 4 s. …`, and what Gatelight's own test met. */
export function gaveUpText(gaveUp: GaveUp, product: Product): string {
  const times = gaveUp.visits === 2 ? 'twice' : `${gaveUp.visits} times`;
  const stayed = shortDuration(gaveUp.stayedMs).replace('.0 s', ' s');
  const what = `${programName(gaveUp)} gave up ${times} after about ${stayed}.`;
  return `${what} ${answerText(gaveUp.answer, productName[product])}`;
}

export const SHORT_VISITS = 'Short visits can be missed.';

function answerText(answer: ClientAnswer, name: string): string {
  switch (answer.kind) {
    case 'asking':
      return `${APP_NAME} tests ${name} now.`;
    case 'answered':
      return `${name} answered ${APP_NAME}'s test in ${shortDuration(answer.inMs)}: look in that program.`;
    case 'not-answered':
      return `${name} doesn't answer ${APP_NAME} either.`;
    case 'not-asked':
      return `${name} was not tested for it: ${WHY_NOT[answer.why]}.`;
  }
}

const WHY_NOT: Readonly<Record<NotAsked, string>> = {
  'look-only': 'this connection is looked at only',
  'accepted-by-hand': 'somebody had to accept the last test by hand',
  crowded: 'too many clients are connected',
  'asked-lately': `it was tested for this program in the last ${longDuration(15 * 60_000)}`,
};
