import { statusByKey } from '../contract/connection-status.ts';
import type { FixStepId, GuidedFix } from '../contract/guided-fix.ts';
import type { MayExplain } from '../contract/jts/settings-state.ts';
import { connectionKey } from '../contract/target.ts';
import type { Clock } from '../domain/clock.ts';
import { nextFix, type FixEvent, type OpenFix } from '../domain/guided-fix/next-fix.ts';
import { keyAfter } from '../domain/guided-fix/key-after.ts';
import type { MonitorsPort } from './ports.ts';

export interface GuidedFixesDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly monitors: Pick<MonitorsPort, 'statuses' | 'fix' | 'noDialog'>;
  /** The change of settings that may explain what is wrong with a connection. */
  readonly explains: (connection: string) => MayExplain | null;
  /** `shown` changed. */
  readonly onChange: () => void;
}

type Deed = FixEvent extends infer Event
  ? Event extends FixEvent
    ? Omit<Event, 'at'>
    : never
  : never;

/** The open guided fixes, one per connection, whether a window shows them or not. */
export class GuidedFixes {
  #fixes: ReadonlyMap<string, OpenFix> = new Map();
  /** As they were at the last look, in the order of the preferences. */
  #keys: readonly string[] = [];
  readonly #deps: GuidedFixesDeps;

  constructor(deps: GuidedFixesDeps) {
    this.#deps = deps;
  }

  /** By connection key. */
  get shown(): Readonly<Record<string, GuidedFix>> {
    return Object.fromEntries([...this.#fixes].map(([key, { shown }]) => [key, shown]));
  }

  /** After any change of a status or of what is watched. */
  look(): void {
    const { statuses } = this.#deps.monitors;
    this.#follow(statuses.map(({ target }) => connectionKey(target)));
    for (const status of statuses) {
      const key = connectionKey(status.target);
      this.#do(key, { kind: 'status', status, change: this.#deps.explains(key) });
    }
  }

  /** Does nothing where there is nothing to fix. */
  open(connection: string): void {
    const { statuses } = this.#deps.monitors;
    this.#follow(statuses.map(({ target }) => connectionKey(target)));
    const status = statusByKey(statuses, connection);
    const change = this.#deps.explains(connection);
    if (status !== undefined) this.#do(connection, { kind: 'opened', status, change });
  }

  goToStep(connection: string, step: FixStepId): void {
    this.#do(connection, { kind: 'step-chosen', step });
  }

  /** The user tried it, and it did not help. */
  notIt(connection: string, step: FixStepId): void {
    const isPlanned = this.#fixes.get(connection)?.shown.steps.some((one) => one.step === step);
    this.#do(connection, { kind: 'not-it', step });
    if (isPlanned === true && step === 'accept-dialog') this.#deps.monitors.noDialog(connection);
  }

  close(connection: string): void {
    this.#do(connection, { kind: 'closed' });
  }

  #do(connection: string, deed: Deed): void {
    const before = this.#fixes.get(connection) ?? null;
    const after = nextFix(before, { ...deed, at: this.#deps.clock.now() });
    if (after === before) return;
    this.#put(connection, after);
    const [wasOpen, isOpen] = [before, after].map(needsTests);
    if (wasOpen !== isOpen) this.#deps.monitors.fix(connection, isOpen === true);
    if (after?.shown !== before?.shown) this.#deps.onChange();
  }

  #put(connection: string, fix: OpenFix | null): void {
    const next = new Map(this.#fixes);
    if (fix === null) next.delete(connection);
    else next.set(connection, fix);
    this.#fixes = next;
  }

  /** A connection keeps its fix under the key that it has now; one that is gone has none. */
  #follow(keys: readonly string[]): void {
    const before = this.#keys;
    this.#keys = keys;
    for (const [key, fix] of this.#fixes) {
      const now = keyAfter(key, before, keys);
      if (now === key) continue;
      this.#put(key, null);
      if (now !== null) this.#put(now, fix);
      if (needsTests(fix)) {
        this.#deps.monitors.fix(key, false);
        if (now !== null) this.#deps.monitors.fix(now, true);
      }
      this.#deps.onChange();
    }
  }
}

/** An ended one is only looked at. */
const needsTests = (fix: OpenFix | null): boolean => fix !== null && fix.shown.outcome === null;
