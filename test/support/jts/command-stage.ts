import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock } from '../../../src-main/gateway/system-clock.ts';
import { newOwner } from '../../../src-main/files/owner-lock.ts';
import { openBackups } from '../../../src-main/jts/store/open-backups.ts';
import type { Backups } from '../../../src-main/jts/store/backups.ts';
import { silentLog } from '../../../src-main/logging/log.ts';
import { runCli, startCli, type CliEnd, type CliOptions } from '../run-cli.ts';

/** A backup as scripts see it. */
export interface BackupJson {
  readonly id: string;
  readonly at: string;
  readonly cause: string;
  readonly note: string | null;
  readonly pinned: boolean;
  readonly health: string;
  readonly seenWorking: string | null;
  readonly files: readonly {
    readonly name: string;
    readonly size: number;
    readonly sha256: string;
  }[];
}

export interface DiffJson {
  readonly schema: number;
  readonly verdict: string;
  readonly findings: readonly {
    readonly severity: string;
    readonly section: string | null;
    readonly key: string | null;
    readonly change: string;
    readonly before: string | null;
    readonly after: string | null;
    readonly text: string;
  }[];
  readonly notes: readonly string[];
}

/** A person at a terminal: a home, a settings folder that is not the default one, an app's data folder. */
export class CommandStage {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'gatelight-command-')));
  readonly home = join(this.root, 'home');
  readonly dataDir = join(this.root, 'data');
  /** Real path. */
  readonly dir = join(this.root, 'settings');
  readonly path = join(this.dir, 'jts.ini');
  readonly storeDir = join(this.dataDir, 'backups', 'v1');

  constructor() {
    for (const dir of [this.home, this.dataDir, this.dir]) mkdirSync(dir);
  }

  write(bytes: Uint8Array | string, name = 'jts.ini'): void {
    const path = join(this.dir, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }

  read(): Buffer {
    return readFileSync(this.path);
  }

  get options(): CliOptions {
    return { dataDir: this.dataDir, env: { HOME: this.home }, cwd: this.root };
  }

  /** Without naming the folder. */
  bare(...args: readonly string[]): Promise<CliEnd> {
    return runCli(args, this.options);
  }

  run(...args: readonly string[]): Promise<CliEnd> {
    return this.bare(...this.named(args));
  }

  start(...args: readonly string[]): ReturnType<typeof startCli> {
    return startCli(this.named(args), this.options);
  }

  named(args: readonly string[]): readonly string[] {
    return [...args, '--jts-dir', this.dir];
  }

  async backup(...args: readonly string[]): Promise<BackupJson & { readonly already?: true }> {
    return oneObject(await this.run('backup', '--json', ...args));
  }

  async list(): Promise<readonly BackupJson[]> {
    const { backups } = oneObject<{ backups: readonly BackupJson[] }>(
      await this.run('backups', '--json'),
    );
    return backups;
  }

  /** The store as the app has it. */
  async inStore<Value>(work: (backups: Backups) => Promise<Value>): Promise<Value> {
    const backups = openBackups(this.dataDir, {
      ...{ clock: systemClock, appVersion: '0.0.0', log: silentLog, owner: newOwner() },
    });
    try {
      return await work(backups);
    } finally {
      backups.dispose();
    }
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** One line of JSON on stdout and nothing on stderr; throws where it is anything else. */
export function oneObject<Value>({ stdout, stderr }: CliEnd): Value {
  if (stderr !== '' || !/^\{.*\}\n$/.test(stdout)) throw new Error(`stdout ${stdout}, ${stderr}`);
  return JSON.parse(stdout) as Value;
}

/** What the process answered, without how long it took. */
export const answer = ({ code, stdout, stderr }: CliEnd) => ({ code, stdout, stderr });
