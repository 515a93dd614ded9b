import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { SettingsNews } from '../../../src-main/contract/jts/settings-news.ts';
import type { FolderState } from '../../../src-main/contract/jts/settings-state.ts';
import type { Clock } from '../../../src-main/domain/clock.ts';
import { systemEvidence } from '../../../src-main/gateway/evidence.ts';
import type { GatewayMonitor } from '../../../src-main/gateway/gateway-monitor.ts';
import { systemClock } from '../../../src-main/gateway/system-clock.ts';
import { SettingsCare } from '../../../src-main/jts/settings-care.ts';
import { settingsPieces } from '../../../src-main/jts/settings-pieces.ts';
import { silentLog } from '../../../src-main/logging/log.ts';
import { compareWorkerPath } from '../built.ts';
import { newMonitor, type Monitored } from '../monitored.ts';
import { connectionTo } from '../preferences.ts';

/** A person's computer with one settings folder, `~/Jts`, and the app's care of it; all on the real disk. */
export class Cared {
  readonly root = mkdtempSync(join(tmpdir(), 'settings-care-'));
  readonly home = join(this.root, 'home');
  readonly dataDir = join(this.root, 'data');
  readonly dir = join(this.home, 'Jts');
  readonly path = join(this.dir, 'jts.ini');
  readonly news: SettingsNews[] = [];
  isAutomatic = true;
  #care: SettingsCare | null = null;
  readonly #clock: Clock;
  readonly #monitors: GatewayMonitor[] = [];

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
    mkdirSync(this.dir, { recursive: true });
  }

  get care(): SettingsCare {
    if (this.#care === null) throw new Error('the care has not begun');
    return this.#care;
  }

  /** Real path of the settings folder. */
  get profile(): string {
    return realpathSync(this.dir);
  }

  /** The only folder; fails before it is found. */
  get folder(): FolderState {
    const [folder] = this.care.state.folders ?? [];
    if (folder === undefined) throw new Error('no settings folder is known');
    return folder;
  }

  write(text: string | Uint8Array): void {
    writeFileSync(this.path, text);
  }

  /** As the app starts it. */
  async begin(): Promise<this> {
    const evidence = systemEvidence();
    const care = new SettingsCare({
      ...settingsPieces({
        clock: this.#clock,
        log: silentLog,
        dataDir: this.dataDir,
        appVersion: '0.0.0',
        compareWorkerPath,
        system: { platform: process.platform, home: this.home, root: this.root },
        folderProcesses: () => evidence.folderProcesses(),
        listening: (ports) => evidence.listening(ports),
      }),
      desktop: {
        chooseFolder: () => Promise.resolve(null),
        chooseExport: () => Promise.resolve(join(this.root, 'out.zip')),
        chooseImport: () => Promise.resolve(join(this.root, 'out.zip')),
        open: () => Promise.resolve(),
      },
      automatic: () => this.isAutomatic,
    });
    care.onNews((news) => this.news.push(news));
    this.#care = care;
    if (this.#monitors.length > 0) care.statusesChanged(this.#monitors.map(({ status }) => status));
    await care.start();
    await this.until(({ file }) => file.outcome, 'present');
    return this;
  }

  /** The app is quit. */
  async end(): Promise<void> {
    await this.#care?.dispose();
    this.#care = null;
  }

  /** A real monitor of the Gateway on this port, whose words the care hears. */
  async monitor(port: number): Promise<Monitored> {
    const evidence = systemEvidence();
    const monitored = newMonitor(connectionTo({ port }), {
      gatherEvidence: (target) => evidence.gather(target),
    });
    this.#monitors.push(monitored.monitor);
    monitored.monitor.onStatus((status) => {
      this.#care?.statusesChanged([status]);
    });
    await monitored.monitor.start();
    return monitored;
  }

  /** What is read of the folder's state becomes this, within `limitMs`. */
  until<Value>(read: (folder: FolderState) => Value, value: Value, limitMs = 5000): Promise<void> {
    const seen = (): Value | null => {
      const [folder] = this.care.state.folders ?? [];
      return folder === undefined ? null : read(folder);
    };
    return expect.poll(seen, { timeout: limitMs, interval: 20 }).toEqual(value);
  }

  async remove(): Promise<void> {
    await Promise.all(this.#monitors.map((monitor) => monitor.dispose()));
    await this.end();
    rmSync(this.root, { recursive: true, force: true });
  }
}
