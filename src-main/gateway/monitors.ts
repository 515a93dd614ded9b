import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { Connection } from '../contract/preferences.ts';
import { connectionKey, isLocal } from '../contract/target.ts';
import type { GatewayMonitor } from './gateway-monitor.ts';

/** All watched connections, each with a monitor of its own; one is named by its `connectionKey`. */
export class Monitors {
  #monitors: readonly GatewayMonitor[] = [];
  #paused: number | 'forever' | null = null;
  #asleep = false;
  #onBattery = false;
  #watching: Promise<void> = Promise.resolve();
  /** Of connections that may be watched anew meanwhile. */
  readonly #fixes = new Set<string>();
  readonly #listeners = new Set<(status: ConnectionStatus) => void>();
  readonly #create: (connection: Connection, otherPorts: readonly number[]) => GatewayMonitor;

  /** `otherPorts`: of the other connections; processes that listen only there are not ours. */
  constructor(create: (connection: Connection, otherPorts: readonly number[]) => GatewayMonitor) {
    this.#create = create;
  }

  get statuses(): readonly ConnectionStatus[] {
    return this.#monitors.map(({ status }) => status);
  }

  get learnedRestarts(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.#monitors.flatMap(({ connection, learnedRestart }) =>
        learnedRestart === null ? [] : [[connectionKey(connection), learnedRestart]],
      ),
    );
  }

  onStatus(listener: (status: ConnectionStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** One change after the other: a target must be given up before it is taken anew. */
  watch(connections: readonly Connection[]): Promise<void> {
    this.#watching = this.#watching.then(() => this.#change(connections));
    return this.#watching;
  }

  test(connection: string): void {
    this.#find(connection)?.test();
  }

  accepted(connection: string): boolean {
    return this.#find(connection)?.accepted() ?? true;
  }

  closedByUser(connection: string): void {
    this.#find(connection)?.closedByUser();
  }

  noDialog(connection: string): void {
    this.#find(connection)?.noDialog();
  }

  fix(connection: string, open: boolean): void {
    if (open) this.#fixes.add(connection);
    else this.#fixes.delete(connection);
    this.#find(connection)?.fix(open);
  }

  async pause(until: number | 'forever'): Promise<void> {
    this.#paused = until;
    await Promise.all(this.#monitors.map((monitor) => monitor.pause(until)));
  }

  resume(): void {
    this.#paused = null;
    for (const monitor of this.#monitors) monitor.resume();
  }

  async suspend(): Promise<void> {
    this.#asleep = true;
    await Promise.all(this.#monitors.map((monitor) => monitor.suspend()));
  }

  wake(): void {
    this.#asleep = false;
    for (const monitor of this.#monitors) monitor.wake();
  }

  setOnBattery(onBattery: boolean): void {
    this.#onBattery = onBattery;
    for (const monitor of this.#monitors) monitor.setOnBattery(onBattery);
  }

  async dispose(): Promise<void> {
    this.#listeners.clear();
    const monitors = this.#monitors;
    await Promise.all(monitors.map((monitor) => monitor.dispose()));
  }

  #find(key: string): GatewayMonitor | undefined {
    return this.#monitors.find(({ connection }) => connectionKey(connection) === key);
  }

  async #change(connections: readonly Connection[]): Promise<void> {
    const kept = new Map<Connection, GatewayMonitor>();
    for (const connection of connections) {
      const known = this.#find(connectionKey(connection));
      if (known?.configure(connection)) kept.set(connection, known);
    }
    const gone = this.#monitors.filter((monitor) => ![...kept.values()].includes(monitor));
    const fresh: GatewayMonitor[] = [];
    await Promise.all(gone.map((monitor) => monitor.dispose()));
    this.#monitors = connections.map((connection) => {
      const known = kept.get(connection);
      if (known !== undefined) return known;
      const others = connections.filter((one) => one !== connection && isLocal(one.host));
      const monitor = this.#create(
        connection,
        others.map(({ port }) => port),
      );
      monitor.setOnBattery(this.#onBattery);
      monitor.fix(this.#fixes.has(connectionKey(connection)));
      monitor.onStatus((status) => {
        for (const listener of this.#listeners) listener(status);
      });
      fresh.push(monitor);
      return monitor;
    });
    await Promise.all(fresh.map((monitor) => this.#begin(monitor)));
  }

  async #begin(monitor: GatewayMonitor): Promise<void> {
    if (this.#asleep) await monitor.suspend();
    if (this.#paused !== null) await monitor.pause(this.#paused);
    else if (!this.#asleep) await monitor.start();
  }
}
