import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APP_NAME } from '$contract/app-name';
import { connectionTo, preferencesWith } from '../preferences.ts';
import type { Connection, Preferences } from '$contract/preferences';

/** A person's home folder and the app's data folder, both new, empty and the test's own. */
export class Home {
  readonly #root = mkdtempSync(join(tmpdir(), 'gatelight-e2e-'));
  readonly dir = join(this.#root, 'home');
  /** Where the app keeps its data. */
  readonly data: string;

  /** `usual`: the data folder is not chosen but the one that the system's rules give. */
  constructor(readonly place: 'chosen' | 'usual' = 'chosen') {
    mkdirSync(this.dir);
    this.data = place === 'usual' ? join(this.dir, '.config', APP_NAME) : join(this.#root, 'data');
  }

  /** The variables that make a program live here. */
  get env(): Readonly<Record<string, string | undefined>> {
    const usual = this.place === 'usual';
    return {
      HOME: this.dir,
      XDG_CONFIG_HOME: usual ? undefined : process.env['XDG_CONFIG_HOME'],
      GATELIGHT_DATA: usual ? undefined : this.data,
    };
  }

  get preferencesPath(): string {
    return join(this.data, 'preferences.json');
  }

  /** Paper on this computer, unless said otherwise. */
  watch(...connections: readonly (Partial<Connection> & { port: number })[]): this {
    const [first = { port: 4002 }] = connections;
    const change = { connections: connections.map(connectionTo) };
    return this.writePreferences(JSON.stringify(preferencesWith(first, change)));
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
