/**
 * A process with a store of its own that saves and marks for as long as it lives. What it has been
 * promised goes to stdout, a line each: `added ID HASH`, `marked ID NOTE`.
 *   node store-process.mjs DATA_DIR NAME COUNT
 */
import { writeSync } from 'node:fs';
import { backupOf, openStore, sha256 } from './stores.ts';

const [dataDir = '', name = '', count = '0'] = process.argv.slice(2);
const store = openStore(dataDir);
// At once: what is still in a buffer of ours when we are killed was not told.
const tell = (line: string): void => {
  writeSync(1, `${line}\n`);
};

tell('ready');
for (let turn = 0; turn < Number(count); turn += 1) {
  const text = `[IBGateway]\nTrustedIPs=127.0.0.1\n${name}=${turn}\n${'#'.repeat((turn * 37) % 4000)}\n`;
  const added = await store.add(backupOf(text, { cause: 'manual' }));
  if (added.outcome !== 'added') throw new Error(`${added.problem} ${added.errno}`);
  tell(`added ${added.entry.id} ${sha256(text)}`);
  const note = `${name}-${turn}`;
  if (turn % 3 === 0 && (await store.mark(added.entry.id, { note, pinned: true }))) {
    tell(`marked ${added.entry.id} ${note}`);
  }
  // Nobody is promised these for long: retention drops them.
  if (turn % 4 === 3) await store.add(backupOf(`${name}=${turn}\n`, { cause: 'observed' }));
  if (turn % 10 === 9) await store.tidy(Date.now());
}
tell('done');
