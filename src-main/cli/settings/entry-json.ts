import type { BackupEntry } from '../../contract/jts/backup.ts';

/** A backup as scripts see it. Times are ISO 8601 in UTC. */
export function entryJson(entry: BackupEntry) {
  const { id, at, cause, note, pinned, health, seenWorking, files } = entry;
  return {
    id,
    at: iso(at),
    cause,
    note,
    pinned,
    health,
    seenWorking: seenWorking === null ? null : iso(seenWorking),
    files: files.map(({ name, size, sha256 }) => ({ name: baseName(name), size, sha256 })),
  };
}

/** The folder of the API settings store is named after the user. */
const baseName = (name: string): string => name.split('/').at(-1) ?? name;

export const iso = (at: number): string => new Date(at).toISOString();
export const jsonLine = (value: object): string => `${JSON.stringify({ schema: 1, ...value })}\n`;
