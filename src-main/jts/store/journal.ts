import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  type Stats,
} from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { temporaryIn } from '../../files/owner-lock.ts';
import { BackupIndex } from './backup-index.ts';
import { compacted } from './compaction.ts';
import { encodeLine, type JournalLine } from './journal-line.ts';
import { NO_LINK, readAt, replaceWhole, syncFolder, writeAll } from './plain-files.ts';
import { errnoOf, systemError } from './store-problem.ts';

const NEWLINE = 0x0a;
/** As much of the first line as tells one journal from another; it holds a UUID. */
const HEAD_BYTES = 100;
/** Of a line's end, which holds its sum. */
const TAIL_BYTES = 32;
/** Read, checked and parsed without a pause, well under 10 ms. */
const SLICE_BYTES = 32 * 1024;

/** The file of lines, and what they come to. Appending is for whoever holds the lock. */
export class Journal {
  readonly #path: string;
  #index = new BackupIndex();
  /** Up to the end of the last whole line. */
  #consumed = 0;
  #head: Buffer = Buffer.alloc(0);
  /** The last bytes consumed, the sum of a line among them. */
  #tail: Buffer = Buffer.alloc(0);
  #seen = '';
  #revision = 0;

  constructor(dir: string) {
    this.#path = join(dir, 'journal.ndjson');
  }

  get index(): BackupIndex {
    return this.#index;
  }
  /** Grows with everything that is taken in. */
  get revision(): number {
    return this.#revision;
  }

  /** Takes in what was appended since, by whomever. Never throws. */
  refresh(): void {
    const seen = this.#look();
    if (seen === this.#seen) return;
    this.#seen = seen;
    const fd = openOrNull(this.#path);
    if (fd === null) {
      this.#startOver();
      return;
    }
    try {
      const stat = fstatSync(fd);
      if (!stat.isFile()) {
        this.#startOver();
        return;
      }
      const head = readSome(fd, 0, Math.min(HEAD_BYTES, stat.size));
      if (!this.#goesOn(fd, head)) this.#startOver();
      this.#take(readSome(fd, this.#consumed, stat.size - this.#consumed));
      this.#head = head.subarray(0, Math.min(HEAD_BYTES, this.#consumed));
    } catch (error) {
      if (errnoOf(error) === null) throw error;
      // Not readable just now: what is known stays, and the next look tries again.
      this.#seen = '';
    } finally {
      closeSync(fd);
    }
  }

  /** Everything once more from the disk, without keeping the loop from turning; and a torn end. */
  async reread(): Promise<{ readonly index: BackupIndex; readonly tornEnd: boolean }> {
    const index = new BackupIndex();
    const bytes = await this.#wholeFile();
    let start = 0;
    let pauseAt = SLICE_BYTES;
    for (let end; (end = bytes.indexOf(NEWLINE, start)) !== -1; start = end + 1) {
      index.feed(bytes.toString('utf8', start, end));
      if (end < pauseAt) continue;
      pauseAt = end + SLICE_BYTES;
      await nextTurn();
    }
    return { index, tornEnd: start < bytes.length };
  }

  /**
   * On the disk when it answers. Throws what the file system says, and then the journal is as before,
   * or ends in a torn line.
   */
  async append(lines: readonly JournalLine[]): Promise<void> {
    const { file, size, isNew } = await this.#openToAppend();
    try {
      const head: readonly JournalLine[] = isNew
        ? [{ kind: 'head', schema: 1, made: randomUUID() }]
        : [];
      const text = [...head, ...lines].map((line) => `${encodeLine(line)}\n`).join('');
      // What a killed process left of its line must not swallow ours.
      const gap = size > 0 && !(await endsInNewline(file, size)) ? '\n' : '';
      try {
        await writeAll(file, Buffer.from(gap + text));
        await file.sync();
      } catch (error) {
        await file.truncate(size).catch(() => undefined);
        throw error;
      }
    } finally {
      await file.close();
    }
    if (isNew) await syncFolder(dirname(this.#path));
    this.refresh();
  }

  /** Leaves out the lines that no longer mean anything, where that is most of it. */
  async compact(isDone: (id: string) => boolean): Promise<void> {
    const text = await compacted((await this.#wholeFile()).toString('utf8'), isDone);
    if (text === null) return;
    const head = encodeLine({ kind: 'head', schema: 1, made: randomUUID() });
    const dir = dirname(this.#path);
    await replaceWhole(this.#path, temporaryIn(dir), Buffer.from(`${head}\n${text}`));
    await syncFolder(dir);
    this.refresh();
  }

  async #openToAppend(): Promise<{ file: FileHandle; size: number; isNew: boolean }> {
    const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | NO_LINK;
    const file = await open(this.#path, flags, 0o600);
    try {
      const stat = await file.stat();
      if (!stat.isFile()) throw systemError('EINVAL', 'no plain file');
      if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) await file.chmod(0o600);
      return { file, size: stat.size, isNew: stat.size === 0 };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async #wholeFile(): Promise<Buffer> {
    try {
      const file = await open(this.#path, constants.O_RDONLY | NO_LINK);
      try {
        const stat = await file.stat();
        if (!stat.isFile()) return Buffer.alloc(0);
        const bytes = Buffer.alloc(stat.size);
        return bytes.subarray(0, await readAt(file, bytes, 0));
      } finally {
        await file.close();
      }
    } catch (error) {
      if (errnoOf(error) === null) throw error;
      return Buffer.alloc(0);
    }
  }

  /** Another journal took its place, or a line was taken back that its disk had no room for. */
  #goesOn(fd: number, head: Buffer): boolean {
    const tail = readSome(fd, this.#consumed - this.#tail.length, this.#tail.length);
    return this.#head.equals(head.subarray(0, this.#head.length)) && this.#tail.equals(tail);
  }

  #startOver(): void {
    if (this.#consumed > 0) this.#revision += 1;
    this.#index = new BackupIndex();
    this.#consumed = 0;
    this.#head = Buffer.alloc(0);
    this.#tail = Buffer.alloc(0);
  }

  #take(bytes: Buffer): void {
    let start = 0;
    for (let end; (end = bytes.indexOf(NEWLINE, start)) !== -1; start = end + 1) {
      this.#index.feed(bytes.toString('utf8', start, end));
    }
    if (start === 0) return;
    this.#revision += 1;
    this.#consumed += start;
    this.#tail = Buffer.from(bytes.subarray(Math.max(0, start - TAIL_BYTES), start));
  }

  #look(): string {
    try {
      return stampOf(lstatSync(this.#path));
    } catch {
      return 'none';
    }
  }
}

const stampOf = ({ ino, size, mtimeMs }: Stats): string => `${ino} ${size} ${mtimeMs}`;

function openOrNull(path: string): number | null {
  try {
    return openSync(path, constants.O_RDONLY | NO_LINK);
  } catch {
    return null;
  }
}

function readSome(fd: number, position: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let length = 0;
  while (length < size) {
    const count = readSync(fd, bytes, length, size - length, position + length);
    if (count === 0) break;
    length += count;
  }
  return bytes.subarray(0, length);
}

async function endsInNewline(file: FileHandle, size: number): Promise<boolean> {
  const last = Buffer.alloc(1);
  await readAt(file, last, size - 1);
  return last[0] === NEWLINE;
}
