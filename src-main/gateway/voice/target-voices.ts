import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ConnectionStatus } from '../../contract/connection-status.ts';
import { connectionKey, type Target } from '../../contract/target.ts';
import type { TestReport } from '../../contract/test-report.ts';
import type { Clock } from '../../domain/clock.ts';
import type { MonitorMemory } from '../../domain/monitor-memory.ts';
import { namesIn, newOwner, OwnerLock, temporaryIn, type Owner } from '../../files/owner-lock.ts';
import { isAlive } from '../../files/process-identity.ts';
import { ownFolder, readSmallFile, replaceFile } from '../../files/small-files.ts';
import { statusFileSchema, testFileSchema, type StatusFile } from './status-file.ts';
import type { OtherMonitor, OtherTest, TargetVoice } from './target-voice.ts';

export const folderOf = (dataDir: string): string => join(dataDir, 'targets');
const STATUS = '.status.json';
const TEST = '.test.json';
/** A test may have had its last news just before it was first seen under way. */
const JUST_ENDED_MS = 1000;

/** Hosts are the user's text: what a file may be called is not. */
const nameOf = (target: Target): string =>
  createHash('sha256').update(connectionKey(target)).digest('hex').slice(0, 32);

/** The voice of this process for one target. Each one excludes every other, in this process too. */
export function openTargetVoice(dataDir: string, target: Target, clock: Clock): TargetVoice {
  return new FileVoice(folderOf(dataDir), target, clock.now());
}

/** Everything that live monitors tell, in an order that stays the same. */
export function readVoices(dataDir: string): readonly OtherMonitor[] {
  const dir = folderOf(dataDir);
  return [...namesIn(dir)].sort().flatMap((name): readonly OtherMonitor[] => {
    if (!name.endsWith(STATUS)) return [];
    const file = readStatus(join(dir, name));
    // A file under another target's name was put there by somebody else.
    if (file?.owner == null || `${nameOf(file.status.target)}${STATUS}` !== name) return [];
    if (!isAlive(file.owner)) return [];
    return [{ pid: file.owner.pid, since: file.owner.since, status: file.status }];
  });
}

/** By files that every process of the user can read. */
class FileVoice implements TargetVoice {
  readonly #dir: string;
  readonly #key: string;
  readonly #since: number;
  readonly #me: Owner = newOwner();
  readonly #lead: OwnerLock;
  readonly #test: OwnerLock;
  readonly #statusPath: string;
  readonly #testPath: string;
  /** What was written last, so that saying it again costs nothing. */
  #told = '';
  #toldTest = '';
  #last: { readonly status: ConnectionStatus; readonly memory: MonitorMemory } | null = null;
  /** The test of somebody else that was seen under way: its end is told once. */
  #followed: { readonly owner: Owner; readonly seenAt: number } | null = null;

  constructor(dir: string, target: Target, since: number) {
    const name = nameOf(target);
    this.#dir = dir;
    this.#key = connectionKey(target);
    this.#since = since;
    this.#lead = new OwnerLock(dir, `${name}.lead`, this.#me);
    this.#test = new OwnerLock(dir, `${name}.testing`, this.#me);
    this.#statusPath = join(dir, `${name}${STATUS}`);
    this.#testPath = join(dir, `${name}${TEST}`);
  }

  tryLead(): boolean {
    return this.#lead.take();
  }

  /** Null as well while the one who watches has not yet said anything that can be read. */
  leader(): OtherMonitor | null {
    const holder = this.#lead.holder();
    if (holder === null) return null;
    const file = this.#status();
    if (file?.owner?.token !== holder.token) return null;
    return { pid: holder.pid, since: file.owner.since, status: file.status };
  }

  tryTest(): boolean {
    return this.#test.take();
  }

  endTest(): void {
    this.#test.release();
  }

  /** After the end of a test that was seen under way, its last report is answered once. */
  otherTest(): OtherTest | null {
    const holder = this.#test.holder();
    const followed = this.#followed;
    if (holder !== null) {
      if (followed?.owner.token !== holder.token) {
        this.#followed = { owner: holder, seenAt: Date.now() };
      }
      const report = this.#reportOf(holder);
      // A finished one is that of the test before: of this one nothing was told yet.
      return { pid: holder.pid, report: report?.phase === 'done' ? null : report };
    }
    this.#followed = null;
    if (followed === null) return null;
    const report = this.#reportOf(followed.owner);
    const isItsEnd = report?.phase === 'done' && report.at > followed.seenAt - JUST_ENDED_MS;
    return isItsEnd ? { pid: followed.owner.pid, report } : null;
  }

  tellTest(report: TestReport): void {
    if (!this.#test.isHeld) return;
    const text = textOf({ schema: 1, owner: this.#me, report });
    if (text !== this.#toldTest && this.#write(this.#testPath, text)) this.#toldTest = text;
  }

  tell(status: ConnectionStatus, memory: MonitorMemory): void {
    // Asked anew: somebody may have removed the folder, and somebody else watch by now.
    if (!this.#lead.isHeld || !this.#lead.take()) return;
    this.#last = { status, memory };
    const text = this.#statusText({ ...this.#me, since: this.#since });
    if (text !== this.#told && this.#write(this.#statusPath, text)) this.#told = text;
  }

  recall(): MonitorMemory | null {
    return this.#status()?.memory ?? null;
  }

  close(): void {
    this.#test.release();
    if (this.#lead.isHeld && this.#last !== null) {
      this.#write(this.#statusPath, this.#statusText(null));
      this.#told = '';
    }
    this.#lead.release();
  }

  #statusText(owner: StatusFile['owner']): string {
    return textOf({ schema: 1, owner, ...this.#last });
  }

  #status(): StatusFile | null {
    const file = readStatus(this.#statusPath);
    return file !== null && connectionKey(file.status.target) === this.#key ? file : null;
  }

  /** A monitor's tests are in its status, others in a file of their own. */
  #reportOf({ token }: Owner): TestReport | null {
    const told = parsed(testFileSchema, this.#testPath);
    const watcher = this.#status();
    const report =
      told?.owner.token === token
        ? told.report
        : watcher?.owner?.token === token
          ? watcher.status.report
          : null;
    return report !== null && connectionKey(report.target) === this.#key ? report : null;
  }

  #write(path: string, text: string): boolean {
    try {
      ownFolder(this.#dir);
      replaceFile(path, temporaryIn(this.#dir), text);
      return true;
    } catch {
      // Nothing can be written: then nobody can join, and all goes on as if alone.
      return false;
    }
  }
}

const textOf = (content: object): string => `${JSON.stringify(content)}\n`;

const readStatus = (path: string): StatusFile | null => parsed(statusFileSchema, path);

function parsed<Content>(
  schema: { safeParse(value: unknown): { success: true; data: Content } | { success: false } },
  path: string,
): Content | null {
  const file = readSmallFile(path);
  if (file.outcome !== 'read') return null;
  try {
    const result = schema.safeParse(JSON.parse(file.text));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
