import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
// The package's root would also load its rxjs layer, a third of the start-up time.
import { IBApi } from '@stoqey/ib/dist/api/api.js';
import { EventName } from '@stoqey/ib/dist/api/data/enum/event-name.js';
import type { AccountKind } from '../contract/target.ts';
import type { Observation, Sight } from '../contract/observation.ts';
import { monotonicMs } from './monotonic.ts';
import { PostBudget } from './post-budget.ts';
import { tapNextSocket, type SocketTap } from './socket-tap.ts';
import type { WorkerCommand, WorkerPost, WorkerStart } from './worker-messages.ts';

// One connection to Gateway's API in a thread that can be killed: bytes from a wrong server could
// keep the library's reader busy for ever. It sends the hello, startApi and current-time requests,
// nothing else, and posts what it sees.

if (parentPort === null) throw new Error('probe-worker runs as a worker thread only');
const parent = parentPort;
const start = workerData as WorkerStart;

let tap: SocketTap | undefined = undefined;
let session = { nextValidId: false, accounts: false };

const budget = new PostBudget(monotonicMs());
let overTold = false;

function post(sight: Sight): void {
  if (overTold) return;
  overTold = !budget.take(monotonicMs());
  tell(overTold ? { kind: 'worker-failed', reason: 'messages without end' } : sight);
}

function tell(sight: Sight): void {
  parent.postMessage({
    ...sight,
    atMs: monotonicMs(),
    bytesSent: tap?.bytesSent ?? 0,
    bytesReceived: tap?.bytesReceived ?? 0,
  } satisfies Observation);
}

// Everything is passed explicitly: the library would fall back to environment variables and files.
const api = new IBApi({ ...start, maxReqPerSec: 40 });

function askClock(): void {
  post({ kind: 'clock-asked' });
  api.reqCurrentTime();
}

/** A session has started when both arrived, in any order (live transcripts show either). */
function sessionPart(part: keyof typeof session): void {
  const was = session.nextValidId && session.accounts;
  session = { ...session, [part]: true };
  if (!was && session.nextValidId && session.accounts) askClock();
}

api.on(EventName.nextValidId, () => {
  post({ kind: 'next-valid-id' });
  sessionPart('nextValidId');
});
api.on(EventName.managedAccounts, (list: string) => {
  const ids = list.split(',').filter((id) => id.trim() !== '');
  post({ kind: 'managed-accounts', count: ids.length, accountKind: kindOf(ids) });
  sessionPart('accounts');
});
api.on(EventName.currentTime, (serverTimeS: number) => {
  post({ kind: 'clock-answered', serverTimeS, localTimeMs: Date.now() });
});
// System codes come as `info` when their request id is -1, else as `error`. Codes of 500–599 are
// made by the library itself and say nothing about Gateway; the tap saw what happened.
api.on(EventName.info, (text: string, code: number) => {
  systemCode(code, text);
});
api.on(EventName.error, (error: Error, code: number) => {
  systemCode(code, error.message);
});

function systemCode(code: number, text: string): void {
  if (!Number.isInteger(code) || code <= 0 || (code >= 500 && code < 600)) return;
  post({ kind: 'code', code, farm: farmIn(code, text) });
}

/** The farm's name follows the last colon of farm notices: "… connection is broken:usfarm". */
function farmIn(code: number, text: string): string | null {
  if (![2103, 2104, 2105, 2106, 2107, 2108, 2119, 2157, 2158].includes(code)) return null;
  const name = /:\s*([A-Za-z0-9._-]{1,32})\s*\.?\s*$/.exec(text)?.[1];
  return name ?? null;
}

/** Ids that start with D are paper; anything else counts as live. The ids stay in this thread. */
function kindOf(ids: readonly string[]): AccountKind {
  const paper = ids.filter((id) => id.trim().startsWith('D')).length;
  if (ids.length === 0) return 'unknown';
  if (paper === ids.length) return 'paper';
  return paper === 0 ? 'live' : 'mixed';
}

function obey(command: WorkerCommand): void {
  switch (command.do) {
    case 'ping':
      parent.postMessage({ kind: 'pong' } satisfies WorkerPost);
      return;
    case 'ask-clock':
      askClock();
      return;
    case 'close':
      void tap?.close().then(() => {
        parent.close();
      });
  }
}

/** What was asked while this file was loaded. */
function askedAlready(): WorkerCommand[] {
  const next = receiveMessageOnPort(parent);
  return next ? [next.message as WorkerCommand, ...askedAlready()] : [];
}

const asked = askedAlready();
// A connection that nobody wants any more is not opened: its hello could raise a dialog.
if (asked.some((command) => command.do === 'close')) {
  parent.close();
} else {
  parent.on('message', obey);
  asked.forEach(obey);
  connect();
}

function connect(): void {
  post({ kind: 'connecting' });
  tap = tapNextSocket(() => api.connect(start.clientId), {
    connected: () => {
      post({ kind: 'connected' });
    },
    connectFailed: (errno) => {
      post({ kind: 'connect-failed', errno });
    },
    helloSent: () => {
      post({ kind: 'hello-sent' });
    },
    firstByte: () => {
      post({ kind: 'first-byte' });
    },
    judged: (event) => {
      post(event);
    },
    closed: (how, errno) => {
      post({ kind: 'closed', how, errno });
    },
  });
}
