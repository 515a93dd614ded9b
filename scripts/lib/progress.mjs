// One voice for the set-up scripts: short lines on stderr, so that stdout stays usable in a pipe.
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @param {string} text */
export const say = (text) => void process.stderr.write(`${text}\n`);

/**
 * Runs `work` and, while it takes long, says every ten seconds that it is still at it.
 *
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(what, work) {
  const startedAt = Date.now();
  const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(1);
  say(`${what}…`);
  const timer = setInterval(() => say(`  still at it after ${seconds()} s`), 10_000);
  try {
    const result = await work();
    say(`  done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/** True when the module at `url` is the program that node was asked to run. */
export const isProgram = (url) =>
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);
