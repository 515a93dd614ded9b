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
  /** The worker's loop is checked every second while a test runs, seldom afterwards. */
  relax(): void;
}

export interface ConnectionOptions extends WorkerStart {
  /** File of the built worker. */
  readonly workerPath: URL | string;
  /** Told everything that happens until the connection ends; nothing after `close` was called. */
  readonly onObservation: (observation: Observation) => void;
}

const HEAP_MB = 64;
const PING_MS = 1000;
const RELAXED_PING_MS = 15_000;
/** A loop that left so many questions in a row unanswered is stuck. */
const STUCK_PINGS = 2;
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

export function openApiConnection(options: ConnectionOptions): ApiConnection {
  const { workerPath, onObservation, ...start } = options;
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
  let lastPulseMs = monotonicMs();
  const ask = (periodMs: number): void => {
    const now = monotonicMs();
    const late = now - lastPulseMs > periodMs + OWN_DELAY_MS;
    lastPulseMs = now;
    // When this thread was held up itself, the missing answer may just not have been read yet.
    if (late) unanswered = 0;
    if (unanswered >= STUCK_PINGS) {
      failed('the reader is stuck');
      return;
    }
    unanswered += 1;
    send({ do: 'ping' });
  };
  const beat = (periodMs: number): NodeJS.Timeout => setInterval(ask, periodMs, periodMs);
  let pulse = beat(PING_MS);

  worker.on('message', (message: WorkerPost) => {
    if (message.kind === 'pong') unanswered = 0;
    else report(message);
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
      if (over) return;
      clearInterval(pulse);
      pulse = beat(RELAXED_PING_MS);
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
