import type { BackupEntry } from '../../contract/jts/backup.ts';
import { decodeLine, type JournalLine } from './journal-line.ts';

export interface Dropped {
  readonly entry: BackupEntry;
  /** Epoch ms. */
  readonly at: number;
}

/** What the lines of a journal come to, fed one by one. */
export class BackupIndex {
  /** In the order of the journal. */
  readonly #entries = new Map<string, BackupEntry>();
  readonly #dropped = new Map<string, Dropped>();
  #lastId: string | null = null;
  #torn = 0;
  #damaged = 0;
  #foreign = 0;

  get lastId(): string | null {
    return this.#lastId;
  }
  /** Lines that can't be read. */
  get unreadable(): number {
    return this.#torn + this.#damaged;
  }
  /** Entries may be missing whose files are there. */
  get hasGaps(): boolean {
    return this.#damaged + this.#foreign > 0;
  }
  /** Oldest first. */
  get entries(): readonly BackupEntry[] {
    return [...this.#entries.values()];
  }
  get dropped(): readonly Dropped[] {
    return [...this.#dropped.values()];
  }

  find(id: string): BackupEntry | null {
    return this.#entries.get(id) ?? null;
  }

  feed(text: string): void {
    if (text === '') return;
    const decoded = decodeLine(text);
    switch (decoded.outcome) {
      case 'torn':
        this.#torn += 1;
        return;
      case 'damaged':
        this.#damaged += 1;
        return;
      case 'foreign':
        this.#foreign += 1;
        return;
      case 'line':
        this.#apply(decoded.line);
    }
  }

  #apply(line: JournalLine): void {
    switch (line.kind) {
      case 'head':
        return;
      case 'entry': {
        const { entry } = line;
        if (this.#entries.has(entry.id) || this.#dropped.has(entry.id)) return;
        this.#entries.set(entry.id, entry);
        if (this.#lastId === null || entry.id > this.#lastId) this.#lastId = entry.id;
        return;
      }
      case 'mark': {
        const entry = this.#entries.get(line.id);
        if (entry !== undefined) this.#entries.set(line.id, { ...entry, ...line.marks });
        return;
      }
      case 'drop':
        for (const id of line.ids) this.#drop(id, line.at);
    }
  }

  #drop(id: string, at: number): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    this.#entries.delete(id);
    this.#dropped.set(id, { entry, at });
  }
}
