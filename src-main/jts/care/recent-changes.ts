import type { Finding } from '../../contract/jts/finding.ts';
import type { SettingsChange } from '../../domain/jts/correlation.ts';
import type { Incidents } from './incidents.ts';

const KEPT = 20;

/** What changed lately around one folder, to be weighed against what went wrong with its connections. */
export class RecentChanges {
  /** Keys of those that are bound to the folder. */
  connections: readonly string[] = [];
  readonly #folder: string;
  readonly #incidents: Pick<Incidents, 'changed'>;
  #recent: readonly SettingsChange[] = [];

  /** `folder`: its id. */
  constructor(folder: string, incidents: Pick<Incidents, 'changed'>) {
    this.#folder = folder;
    this.#incidents = incidents;
  }

  /** Instants are epoch ms; findings unmasked. */
  settings(at: number, findings: readonly Finding[]): void {
    this.#add({ at, findings, apiStoreChanged: false, programFolderChanged: false });
  }

  apiStore(at: number): void {
    this.#add({ at, findings: [], apiStoreChanged: true, programFolderChanged: false });
  }

  program(at: number): void {
    this.#add({ at, findings: [], apiStoreChanged: false, programFolderChanged: true });
  }

  /** Another connection is bound to the folder, or had an incident. */
  weigh(): void {
    if (this.#recent.length > 0) {
      this.#incidents.changed(this.#folder, this.#recent, this.connections);
    }
  }

  #add(change: SettingsChange): void {
    this.#recent = [...this.#recent, change].slice(-KEPT);
    this.weigh();
  }
}
