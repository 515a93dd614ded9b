import { Worker } from 'node:worker_threads';
import type { Comparison, Health } from '../contract/jts/finding.ts';
import type { Explained, Hidden, Revealed } from '../domain/jts/explained.ts';
import {
  answered,
  joinedAnswer,
  type Answer,
  type CompareCommand,
  type ComparePost,
  type Portion,
  type Question,
  type Values,
} from './compare-messages.ts';

export type Compared<Value> =
  | { readonly outcome: 'done'; readonly value: Value }
  /** `stopped`: the comparer was, meanwhile. */
  | { readonly outcome: 'failed'; readonly why: Why };
type Why = 'too-slow' | 'crashed' | 'stopped';

/** Two versions of `jts.ini`; null: there is no file. Never rejects. */
export interface Comparer {
  /** In clear: for rules and summaries, never to be shown. */
  compare(before: Bytes, after: Bytes): Promise<Compared<Comparison>>;
  /** Masked, with the difference of the text. */
  explain(before: Bytes, after: Bytes): Promise<Compared<Explained>>;
  /** Of `after`, which may be cut off beside `before`. */
  health(before: Bytes, after: Bytes): Promise<Compared<Health>>;
  reveal(before: Bytes, after: Bytes, what: Hidden): Promise<Compared<Revealed | null>>;
  /** Ends the worker; what still runs fails. */
  stop(): Promise<void>;
}
type Bytes = Uint8Array | null;

/** Real files have 1 KB; up to here the answer is there sooner than a worker. */
const SMALL_BYTES = 64 * 1024;
/** Lines, not bytes, are what a comparison of text takes its time for. */
const SMALL_LINES = 500;

interface Job {
  readonly heard: (post: ComparePost) => void;
  readonly fail: (why: Why) => void;
}

export interface ComparerLimits {
  /** One answer in the worker, ms. */
  readonly answerMs: number;
  /** The worker ends when nothing was asked for so long, ms. */
  readonly idleMs: number;
}
const LIMITS: ComparerLimits = { answerMs: 10_000, idleMs: 5_000 };

/** Small files are compared at once, large ones by a worker from `workerPath`, one question after the other. */
export function createComparer(
  workerPath: string | URL,
  limits: ComparerLimits = LIMITS,
): Comparer {
  let worker: Worker | null = null;
  let job: Job | null = null;
  let idle: NodeJS.Timeout | undefined;
  let isStopped = false;
  let queue: Promise<unknown> = Promise.resolve();

  async function ask<To extends keyof Values>(
    to: To,
    question: Question,
  ): Promise<Compared<Values[To]>> {
    const compared = await answerTo(question);
    if (compared.outcome === 'failed') return compared;
    const { to: answeredTo, value } = compared.value;
    if (answeredTo !== to) throw new Error(`asked ${to}, answered ${answeredTo}`);
    return { outcome: 'done', value: value as Values[To] };
  }

  function answerTo(question: Question): Promise<Compared<Answer>> {
    if (isSmall(question.before) && isSmall(question.after)) {
      return Promise.resolve({ outcome: 'done', value: answered(question) });
    }
    const answer = queue.then(() => askWorker(question));
    queue = answer;
    return answer;
  }

  async function askWorker(question: Question): Promise<Compared<Answer>> {
    if (isStopped) return { outcome: 'failed', why: 'stopped' };
    clearTimeout(idle);
    const asked = (worker ??= startWorker());
    const portions: Portion[] = [];
    const { promise, resolve } = settled<Compared<Answer>>();
    const fail = (why: Why): void => {
      resolve({ outcome: 'failed', why });
    };
    job = {
      fail,
      heard: (post) => {
        if (post.kind === 'portion') {
          portions.push(post);
          send(asked, { do: 'more' });
        } else {
          resolve({ outcome: 'done', value: joinedAnswer(post.rest, portions) });
        }
      },
    };
    const late = setTimeout(fail, limits.answerMs, 'too-slow');
    send(asked, { do: 'answer', question });
    const compared = await promise;
    clearTimeout(late);
    job = null;
    if (compared.outcome === 'failed') await drop();
    else restSoon();
    return compared;
  }

  function startWorker(): Worker {
    const started = new Worker(workerPath);
    const lost = (): void => {
      if (worker !== started) return;
      worker = null;
      job?.fail('crashed');
    };
    started.on('message', (post: ComparePost) => {
      if (worker === started) job?.heard(post);
    });
    started.on('error', lost);
    started.on('exit', lost);
    // It keeps nothing alive; a question does, by its time limit.
    started.unref();
    return started;
  }

  async function drop(): Promise<void> {
    const dropped = worker;
    worker = null;
    await dropped?.terminate();
  }

  function restSoon(): void {
    idle = setTimeout(() => void drop(), limits.idleMs);
    idle.unref();
  }

  return {
    compare: (before, after) => ask('compare', { ask: 'compare', before, after }),
    explain: (before, after) => ask('explain', { ask: 'explain', before, after }),
    health: (before, after) => ask('health', { ask: 'health', before, after }),
    reveal: (before, after, what) => ask('reveal', { ask: 'reveal', before, after, what }),
    stop: async () => {
      isStopped = true;
      job?.fail('stopped');
      await queue;
      clearTimeout(idle);
      await drop();
    },
  };
}

/** Only the first settling counts. */
function settled<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => (resolve = settle));
  return { promise, resolve };
}

function send(worker: Worker, command: CompareCommand): void {
  worker.postMessage(command);
}

function isSmall(bytes: Uint8Array | null): boolean {
  if (bytes === null) return true;
  if (bytes.length > SMALL_BYTES) return false;
  const breaks = bytes.reduce((count, byte) => (byte === LF || byte === CR ? count + 1 : count), 0);
  return breaks <= SMALL_LINES;
}
const LF = 10;
const CR = 13;
