import type { QueuedRestore } from '../../contract/jts/restore.ts';
import type { SettingsNews } from '../../contract/jts/settings-news.ts';
import type { AfterStartWatch } from '../restore/after-start.ts';
import type { CarePorts } from './care-ports.ts';
import type { Incidents } from './incidents.ts';

/** Who hears of the folders. */
export interface CareListeners {
  onChange(): void;
  onNews(news: SettingsNews): void;
}

/** What the folders share. */
export interface CareShared extends CareListeners {
  readonly ports: CarePorts;
  readonly afterStart: AfterStartWatch;
  readonly incidents: Incidents;
  queued(profile: string): QueuedRestore | null;
}
