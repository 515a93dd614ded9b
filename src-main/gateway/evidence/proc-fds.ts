import { readdir, readlink } from 'node:fs';
import { mapInLanes } from './bounded.ts';

const PROCESSES_AT_ONCE = 8;
const LINKS_AT_ONCE = 96;
/** Who may not be seen now may not be seen in a moment either, and looking means every process. */
const UNSEEN_FOR_MS = 60_000;
const REMEMBERED = 64;

const DENIALS: ReadonlySet<string> = new Set(['EACCES', 'EPERM']);

/** Inode → the link that shows it, for every open socket of a process; null where they may not be read. */
export async function socketLinks(
  procDir: string,
  pid: number,
): Promise<ReadonlyMap<string, string> | null> {
  const folder = `${procDir}/${pid}/fd`;
  const names = await namesIn(folder);
  if (names === null) return null;
  const inodes = await mapInLanes(names, LINKS_AT_ONCE, (name) => inodeAt(`${folder}/${name}`));
  // The names of a process's files may be listed by more people than may see what they are
  // (PTRACE_MODE_READ_FSCREDS, proc_pid_fd(5)): no sockets seen is then not "no sockets".
  if (inodes.includes('denied')) return null;
  const links = new Map<string, string>();
  names.forEach((name, index) => {
    const inode = inodes[index] ?? null;
    if (inode !== null) links.set(inode, `${folder}/${name}`);
  });
  return links;
}

/** Finds which process holds a socket, and remembers: owners are looked up for new sockets only. */
export class SocketHolders {
  readonly #procDir: string;
  readonly #known = new Map<string, { pid: number; link: string } | { unseenUntil: number }>();

  constructor(procDir: string) {
    this.#procDir = procDir;
  }

  /** Asks the processes in the order given; null when none of them shows the socket. */
  async find(inode: string, pids: readonly number[]): Promise<number | null> {
    const known = this.#known.get(inode);
    if (known && 'unseenUntil' in known && performance.now() < known.unseenUntil) return null;
    if (known && 'pid' in known && (await inodeAt(known.link)) === inode) return known.pid;
    const holder = (await holdersOf(this.#procDir, new Set([inode]), pids)).get(inode);
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(inode, holder ?? { unseenUntil: performance.now() + UNSEEN_FOR_MS });
    return holder?.pid ?? null;
  }
}

/** Which of `pids` hold these sockets; asks in the order given, until all are found. */
export async function holdersOf(
  procDir: string,
  inodes: ReadonlySet<string>,
  pids: readonly number[],
): Promise<ReadonlyMap<string, { readonly pid: number; readonly link: string }>> {
  const holders = new Map<string, { pid: number; link: string }>();
  for (let from = 0; from < pids.length && holders.size < inodes.size; from += PROCESSES_AT_ONCE) {
    const batch = pids.slice(from, from + PROCESSES_AT_ONCE);
    await Promise.all(
      batch.map(async (pid) => {
        const links = await socketLinks(procDir, pid);
        for (const inode of inodes) {
          const link = links?.get(inode);
          if (link !== undefined && !holders.has(inode)) holders.set(inode, { pid, link });
        }
      }),
    );
  }
  return holders;
}

function namesIn(folder: string): Promise<string[] | null> {
  return new Promise((resolve) => {
    readdir(folder, (error, names) => resolve(error ? null : names));
  });
}

/** The inode of a socket, 'denied', or null for anything else and for what was closed meanwhile. */
function inodeAt(link: string): Promise<string | null> {
  return new Promise((resolve) => {
    readlink(link, (error, text) => {
      if (error) resolve(DENIALS.has(error.code ?? '') ? 'denied' : null);
      else resolve(/^socket:\[(\d+)\]$/.exec(text)?.[1] ?? null);
    });
  });
}
