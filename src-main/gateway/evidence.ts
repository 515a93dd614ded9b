import type { Evidence, ListenerEvidence, UsualPort } from '../contract/evidence.ts';
import type { FolderProcess } from '../contract/jts/settings-folder.ts';
import type { SeenClient } from '../domain/api-clients.ts';
import { apiClientsOf } from '../domain/api-clients.ts';
import { isLocal, type Target } from '../contract/target.ts';
import { otherPorts, ownerOf, ownProcesses, processEvidence, USUAL } from './evidence/assess.ts';
import { darwinMachine } from './evidence/darwin.ts';
import { linuxMachine } from './evidence/linux.ts';
import type { Look, Machine } from './evidence/machine.ts';
import { PortClients } from './evidence/port-clients.ts';
import { given, timed, type Read } from './evidence/read.ts';
import { connectionsOf, listenerFor, type SocketRow } from './evidence/sockets.ts';
import { windowsMachine } from './evidence/windows.ts';

export interface EvidenceSource {
  /**
   * What this machine shows about the target, without connecting. Never rejects. Ports in
   * `otherSetUpPorts` belong to other connections: a process all of whose listening ports are
   * among them counts as no process for this one, and they are never among `otherPorts`.
   */
  gather(target: Target, otherSetUpPorts?: readonly number[]): Promise<Evidence>;
  /** What listens on the four usual ports, without connecting; empty where that can't be read. */
  usualPorts(): Promise<readonly UsualPort[]>;
  /**
   * Two answers that differ mean that another listener took the port, or none, or the first one.
   * Read without looking at processes where the system allows; null where it can't be read.
   */
  listenerFingerprint(port: number): Promise<string | null>;
  /**
   * Who is connected to the target's port, without connecting; null where it can't be read or the
   * system names nobody. `isFresh`: one that came and went meanwhile must not be missed for economy.
   */
  clients(target: Target, isFresh: boolean): Promise<readonly SeenClient[] | null>;
  /**
   * Every process that uses a settings folder, or may: a restore waits for all of them. Not given where the
   * process list is not whole. A process whose folder can't be told stands in it twice, the second time
   * without a product.
   */
  folderProcesses(): Promise<Read<readonly FolderProcess[]>>;
  /** Those of the ports on which anybody listens at this moment. */
  listening(ports: readonly number[]): Promise<Read<readonly number[]>>;
}

export function systemEvidence(
  platform: NodeJS.Platform = process.platform,
  procDir = '/proc',
  gatelights?: () => ReadonlySet<number>,
): EvidenceSource {
  return evidenceFrom(machineOf(platform, procDir), gatelights);
}

/** `gatelights`: the processes that are Gatelight; this one alone unless told. */
export function evidenceFrom(
  machine: Machine,
  gatelights: () => ReadonlySet<number> = () => new Set([process.pid]),
): EvidenceSource {
  const clients = new PortClients(machine, gatelights);
  return {
    async gather(target, otherSetUpPorts = []) {
      if (!isLocal(target.host)) {
        const notChecked = { outcome: 'not-checked' } as const;
        return {
          process: notChecked,
          listener: notChecked,
          windows: notChecked,
          otherPorts: [],
        };
      }
      const look = await machine.look();
      const rows = look.sockets.value.ok ? look.sockets.value.value : null;
      const list = look.processes.value;
      const own = list.ok ? ownProcesses(list.value, rows, target.port, otherSetUpPorts) : [];
      return {
        process: processEvidence(look.processes, own),
        listener: await listenerEvidence(look, target, clients),
        windows: { outcome: 'not-checked' },
        otherPorts: await otherPorts(look, own, rows ?? [], [target.port, ...otherSetUpPorts]),
      };
    },

    async usualPorts() {
      const look = await machine.look();
      const table = look.sockets.value;
      if (!table.ok) return [];
      return Promise.all(
        USUAL.map(async (port): Promise<UsualPort> => {
          const row = listenerFor(table.value, 'localhost', port);
          return row === null
            ? { port, listening: false, owner: { kind: 'unknown' } }
            : { port, listening: true, owner: await ownerOf(look, row) };
        }),
      );
    },

    async listenerFingerprint(port) {
      const table = await machine.listeners(false);
      return table.ok ? fingerprint(table.value, port) : null;
    },

    async clients(target, isFresh) {
      if (!isLocal(target.host)) return null;
      const table = await machine.listeners(isFresh);
      return table.ok ? clients.of(target, table.value) : null;
    },

    folderProcesses: () => machine.folderProcesses(),

    async listening(ports) {
      if (ports.length === 0) return given([]);
      const table = await machine.listeners(true);
      if (!table.ok) return table;
      const open = table.value.filter(({ state }) => state === 'listen').map(({ port }) => port);
      return given(ports.filter((port) => open.includes(port)));
    },
  };
}

async function listenerEvidence(
  look: Look,
  target: Target,
  clients: PortClients,
): Promise<ListenerEvidence> {
  const { value: table, durationMs } = look.sockets;
  if (!table.ok) return { outcome: 'unknown', missing: table.missing, durationMs };
  const row = listenerFor(table.value, target.host, target.port);
  if (row === null) return { outcome: 'none', durationMs };
  const owner = await timed(() => ownerOf(look, row));
  const seen = await clients.of(target, table.value);
  return {
    outcome: 'found',
    owner: owner.value,
    closeWait: connectionsOf(row, table.value, 'close-wait'),
    clients: connectionsOf(row, table.value, 'established'),
    programs: seen && apiClientsOf(seen),
    durationMs: Math.round((durationMs + owner.durationMs) * 10) / 10,
  };
}

function fingerprint(rows: readonly SocketRow[], port: number): string {
  const listeners = rows
    .filter((row) => row.state === 'listen' && row.port === port)
    .map((row) => `${row.address} ${row.owner ?? '?'}`);
  return listeners.sort().join(', ') || 'none';
}

function machineOf(platform: NodeJS.Platform, procDir: string): Machine {
  if (platform === 'darwin') return darwinMachine();
  if (platform === 'win32') return windowsMachine();
  return linuxMachine(procDir);
}
