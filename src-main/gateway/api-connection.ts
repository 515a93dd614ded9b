import { Worker } from 'node:worker_threads';
import type { Observation } from '../contract/observation.ts';
import { monotonicMs } from './monotonic.ts';
import type { WorkerCommand, WorkerPost, WorkerStart } from './worker-messages.ts';

/** One API connection in a worker of its own. The parent owns every deadline. */
export interface ApiConnection {
  readonly clientId: number;
  /** Asks for the current time once more; the first question is asked by itself. */
  askClock(): void;
  /** Closes with FIN and ends the worker; resolves when both are gone. Safe to call twice. */
  close(): Promise<void>;
  /** Ends the watch over the worker's loop: whoever asks for the time from now on sees it turn. */
  relax(): void;
}

export interface ConnectionOptions extends WorkerStart {
  /** Told everything that happens until the connection ends; nothing after `close` was called. */
  readonly onObservation: (observation: Observation) => void;
}

const HEAP_MB = 64;
const PING_MS = 1000;
/** A loop that left so many questions in a row unanswered is stuck. */
const STUCK_PINGS = 2;
/**
 * Before its first word a worker only loads files of ours, and reads no byte of a server's; on a busy
 * machine that may take long.
 */
const LOADING_PINGS = 15;
const OWN_DELAY_MS = 500;
/** After this long a worker that was asked to close is ended. */
const CLOSE_MS = 800;

/** Observations after which nothing more can come. */
const LAST: ReadonlySet<Observation['kind']> = new Set([
  'connect-failed',
  'closed',
  'foreign-bytes',
  'unsupported-version',
  'worker-failed',
]);

/** `workerPath`: file of the built worker. */
export function openApiConnection(
  workerPath: URL | string,
  { onObservation, ...start }: ConnectionOptions,
): ApiConnection {
  const worker = new Worker(workerPath, {
    workerData: start satisfies WorkerStart,
    // No environment and no voice: the library reads the one and may write to the other.
    env: {},
    stdout: true,
    stderr: true,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 8 },
  });
  let bytes = { bytesSent: 0, bytesReceived: 0 };
  let over = false;
  let closed: Promise<void> | undefined;
  const exited = new Promise<void>((resolve) =>
    worker.once('exit', () => {
      resolve();
    }),
  );

  const send = (command: WorkerCommand): void => {
    worker.postMessage(command);
  };
  const report = (observation: Observation): void => {
    if (over) return;
    bytes = { bytesSent: observation.bytesSent, bytesReceived: observation.bytesReceived };
    if (LAST.has(observation.kind)) end();
    onObservation(observation);
  };
  const failed = (reason: string): void => {
    report({ kind: 'worker-failed', reason, atMs: monotonicMs(), ...bytes });
  };
  const end = (): void => {
    over = true;
    clearInterval(pulse);
    void worker.terminate();
  };

  // ── Is the worker's loop still turning? ──────────────────────────────────────────────────────
  let unanswered = 0;
  let hasBegun = false;
  let lastPulseMs = monotonicMs();
  const ask = (): void => {
    const now = monotonicMs();
    const late = now - lastPulseMs > PING_MS + OWN_DELAY_MS;
    lastPulseMs = now;
    // When this thread was held up itself, the missing answer may just not have been read yet.
    if (late) unanswered = 0;
    if (unanswered >= (hasBegun ? STUCK_PINGS : LOADING_PINGS)) {
      failed(hasBegun ? 'the reader is stuck' : 'it did not begin');
      return;
    }
    unanswered += 1;
    send({ do: 'ping' });
  };
  const pulse = setInterval(ask, PING_MS);

  worker.on('message', (message: WorkerPost) => {
    if (!hasBegun || message.kind === 'pong') unanswered = 0;
    hasBegun = true;
    if (message.kind !== 'pong') report(message);
  });
  worker.on('error', (error) => {
    failed(error.name);
  });
  worker.on('exit', () => {
    failed('it ended by itself');
  });

  return {
    clientId: start.clientId,
    askClock: () => {
      if (!over) send({ do: 'ask-clock' });
    },
    relax: () => {
      clearInterval(pulse);
    },
    close: () => {
      closed ??= closeDown();
      return closed;
    },
  };

  async function closeDown(): Promise<void> {
    if (!over) {
      over = true;
      clearInterval(pulse);
      send({ do: 'close' });
      const late = setTimeout(() => void worker.terminate(), CLOSE_MS);
      await exited;
      clearTimeout(late);
    }
    await exited;
  }
}
