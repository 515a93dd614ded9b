import type { Connection } from '$contract/preferences';
import { connectionByKey, connectionKey } from '$contract/target';
import {
  isTaken,
  withAccount,
  withChanged,
  withIgnored,
  withoutIgnored,
  withPort,
} from '../model/connections.ts';
import { portChangedText } from '../text/fix-actions.ts';
import { farmNames } from '../text/hero.ts';
import type { AppStore } from './app.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

type Edit = (connection: Connection) => Connection;

/** Changes of one connection with a way back. What is put back is this one thing, whatever else changed meanwhile. */
export class Undoable {
  readonly #app: AppStore;
  readonly #toasts: Toasts;

  constructor(app: AppStore, toasts: Toasts) {
    this.#app = app;
    this.#toasts = toasts;
  }

  ignoreFarms(key: string, farms: readonly string[] = []): Promise<void> {
    return this.#change(
      key,
      (connection) => withIgnored(connection, farms),
      (connection) => withoutIgnored(connection, farms),
      `${farmNames(farms)} may be down from now on.`,
    );
  }

  async changeAccount(key: string): Promise<void> {
    const before = this.#find(key);
    if (before === undefined) return;
    const { expect, mode } = before;
    const other = expect === 'live' ? 'paper' : 'live';
    await this.#change(
      key,
      (connection) => withAccount(connection, other),
      (connection) => ({ ...connection, expect, mode }),
      other === 'live'
        ? 'This connection is live now. Choose how it is watched.'
        : 'This connection is paper now.',
    );
  }

  /** Watches another port instead. `onTaken`: it is watched already, so nothing is changed. */
  async watchPort(key: string, port: number, onTaken: (connection: string) => void): Promise<void> {
    const before = this.#find(key);
    if (before === undefined) return;
    const { expect, mode } = before;
    const changed = withPort(before, port);
    const moved = connectionKey(changed);
    if (isTaken(this.#app.state?.preferences.connections ?? [], changed)) {
      onTaken(moved);
      return;
    }
    await this.#change(
      key,
      (connection) => withPort(connection, port),
      (connection) => ({ ...connection, port: before.port, expect, mode }),
      portChangedText(port, changed.mode === null),
      moved,
    );
  }

  #find(key: string): Connection | undefined {
    return connectionByKey(this.#app.state?.preferences.connections ?? [], key);
  }

  /** `keyAfter`: what the connection is called once it was changed. */
  async #change(key: string, to: Edit, back: Edit, text: string, keyAfter = key): Promise<void> {
    const edit = (at: string, by: Edit): ReturnType<AppStore['editConnections']> =>
      this.#app.editConnections((connections) => withChanged(connections, at, by));
    const failed = await edit(key, to);
    if (failed !== null) this.#toasts.report(failed);
    else
      this.#toasts.show({
        text,
        undo: async () => this.#toasts.report(await edit(keyAfter, back)),
      });
  }
}
