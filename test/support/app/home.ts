import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_PREFERENCES } from '$contract/default-preferences';
import type { Connection, Preferences } from '$contract/preferences';

/** A person's home folder and the app's data folder, both new, empty and the test's own. */
export class Home {
  readonly #root = mkdtempSync(join(tmpdir(), 'gatelight-e2e-'));
  readonly dir = join(this.#root, 'home');
  readonly data = join(this.#root, 'data');

  constructor() {
    mkdirSync(this.dir);
  }

  get preferencesPath(): string {
    return join(this.data, 'preferences.json');
  }

  /** Paper on this computer, unless said otherwise. */
  watch(connection: Partial<Connection> & { port: number }): this {
    return this.writePreferences(JSON.stringify(preferencesWith(connection)));
  }

  writePreferences(text: string): this {
    mkdirSync(this.data, { recursive: true, mode: 0o700 });
    writeFileSync(this.preferencesPath, text, { mode: 0o600 });
    return this;
  }

  preferences(): Preferences {
    return JSON.parse(readFileSync(this.preferencesPath, 'utf8')) as Preferences;
  }

  log(): string {
    return readFileSync(join(this.data, 'logs', 'gatelight.log'), 'utf8');
  }

  files(): string[] {
    return readdirSync(this.data).sort();
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

export const connectionTo = (change: Partial<Connection> & { port: number }): Connection => ({
  host: '127.0.0.1',
  expect: 'paper',
  clientId: null,
  ...change,
});

export const preferencesWith = (
  connection: Partial<Connection> & { port: number },
): Preferences => ({
  ...DEFAULT_PREFERENCES,
  clientIdBase: 912_340,
  connection: connectionTo(connection),
});
