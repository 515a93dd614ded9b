import type { BackupEntry } from '../../contract/jts/backup.ts';
import type { ChangeSummary } from '../../contract/jts/finding.ts';
import { lastGoodOf } from './backup-rows.ts';
import type { CarePorts } from './care-ports.ts';
import type { Known } from './change-news.ts';
import { describe } from './describe.ts';
import { settingsIn } from './keeper.ts';
import { mattering } from './mattering.ts';

/** What is on disk beside the last good backup. */
export class SinceLastGood {
  readonly #ports: Pick<CarePorts, 'backups' | 'comparer'>;
  #compared = '';
  #summary: ChangeSummary | null = null;

  constructor(ports: Pick<CarePorts, 'backups' | 'comparer'>) {
    this.#ports = ports;
  }

  /** Null: there is no last good one, or what is there now is not known. A file that is gone is a change. */
  get summary(): ChangeSummary | null {
    return this.#summary;
  }

  /** Compares where one of the two is another now. Answers the backup whose bytes are gone, or null. */
  async look(entries: readonly BackupEntry[], now: Known | undefined): Promise<string | null> {
    const lastGood = lastGoodOf(entries);
    const key = `${lastGood?.id ?? ''} ${now === undefined ? 'not known' : (now.hash ?? 'gone')}`;
    if (key === this.#compared) return null;
    const good = now === undefined ? undefined : await settingsIn(this.#ports, lastGood);
    const told =
      now === undefined || good === undefined
        ? null
        : await describe(this.#ports.comparer, now.bytes, good);
    this.#compared = key;
    this.#summary = told?.summary ?? null;
    return lastGood !== null && now !== undefined && good === undefined ? lastGood.id : null;
  }

  /**
   * When the newest change that matters was kept, else when the file was written; null: none matters, or
   * the file is gone, and nothing on disk tells since when.
   */
  changedAt(entries: readonly BackupEntry[], writtenAt: number | null): number | null {
    if (this.#summary === null || mattering(this.#summary) === 0 || writtenAt === null) return null;
    const place = entries.findIndex(({ id }) => id === lastGoodOf(entries)?.id);
    const since = place === -1 ? entries : entries.slice(0, place);
    const newest = since.find((one) => one.summary !== null && mattering(one.summary) > 0);
    return newest?.at ?? writtenAt;
  }
}
