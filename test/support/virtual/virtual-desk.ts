import { Announcer } from '../../../src-main/app/announcer.ts';
import { DEFAULT_PREFERENCES } from '../../../src-main/contract/default-preferences.ts';
import type {
  Connection,
  NotificationEvent,
  Preferences,
} from '../../../src-main/contract/preferences.ts';
import type { NotificationContent } from '../../../src-main/domain/notification-policy.ts';
import { connectionKey, type Target } from '../../../src-main/contract/target.ts';
import type { MonitorMemory } from '../../../src-main/domain/monitor-memory.ts';
import { GatewayMonitor } from '../../../src-main/gateway/gateway-monitor.ts';
import { Monitors } from '../../../src-main/gateway/monitors.ts';
import { connectionTo } from '../preferences.ts';
import { voiceOfOne } from '../voice-of-one.ts';
import { VirtualClock } from './virtual-clock.ts';
import { VirtualGateway } from './virtual-gateway.ts';

export interface Told {
  /** By the wall clock, epoch ms. */
  readonly at: number;
  /** Monotonic. */
  readonly atMs: number;
  readonly connection: string;
  /** Null: taken back. */
  readonly content: NotificationContent | null;
}

const LOOK_MS = 15_000;

/**
 * A computer on virtual time with the whole app on it but its windows: monitors, notifications,
 * and the Gateways they watch. Local time is the process's own zone.
 */
export class VirtualDesk {
  readonly clock: VirtualClock;
  readonly monitors: Monitors;
  readonly announcer: Announcer;
  /** `Tue 23:45:10 restart not-running`; `Tue 23:50:00 + Gateway stopped`; `Tue 23:58:00 -`. */
  readonly log: string[] = [];
  readonly told: Told[] = [];
  preferences: Pick<Preferences, 'notifications' | 'quietHours'> = {
    notifications: DEFAULT_PREFERENCES.notifications,
    quietHours: DEFAULT_PREFERENCES.quietHours,
  };
  snoozedUntil: number | null = null;
  readonly #gateways = new Map<number, VirtualGateway>();
  readonly #connections: readonly Connection[];
  readonly #memories = new Map<string, MonitorMemory>();
  readonly #seen = new Map<string, string>();
  readonly #live = new Map<string, NotificationContent>();
  #isOver = false;

  /** `start`: local time, `2026-11-22T12:00`. */
  constructor(
    start: string,
    connections: readonly (Partial<Connection> & { port: number })[] = [{ port: 4002 }],
  ) {
    this.clock = new VirtualClock(Date.parse(start));
    this.#connections = connections.map((one) => connectionTo(one));
    for (const { port } of connections) {
      const gateway = new VirtualGateway(port, this.clock);
      gateway.run();
      this.#gateways.set(port, gateway);
    }
    this.monitors = new Monitors((connection) => this.#monitor(connection));
    this.announcer = new Announcer({
      clock: this.clock,
      notifier: {
        show: (connection, content) => {
          this.#live.set(connection, content);
          this.#tell(connection, content);
          this.#write(connection, `+ ${content.title}`);
        },
        withdraw: (connection) => {
          if (!this.#live.delete(connection) || this.#isOver) return;
          this.#tell(connection, null);
          this.#write(connection, '-');
        },
      },
      statuses: () => this.monitors.statuses,
      canShow: () => true,
      preferences: () => this.preferences,
      snoozedUntil: () => this.snoozedUntil,
    });
    this.monitors.onStatus(({ target, state, verdict }) => {
      const key = connectionKey(target);
      const words = `${state} ${verdict ?? '…'}`;
      if (this.#seen.get(key) !== words) this.#write(key, words);
      this.#seen.set(key, words);
      this.announcer.look();
    });
  }

  get gateway(): VirtualGateway {
    return this.gatewayAt(this.#connections[0]?.port ?? 0);
  }

  gatewayAt(port: number): VirtualGateway {
    const gateway = this.#gateways.get(port);
    if (gateway === undefined) throw new Error(`a Gateway on port ${port}`);
    return gateway;
  }

  /** What the monitors remember, as it would be written down. */
  get memories(): readonly MonitorMemory[] {
    return [...this.#memories.values()];
  }

  /** Notifications alone, `Tue 23:50:00 Gateway stopped`. */
  get notifications(): readonly string[] {
    return this.log.filter((line) => line.includes(' + ')).map((line) => line.replace(' + ', ' '));
  }

  /** What a person would see now, connection by connection. */
  get onShow(): readonly NotificationEvent[] {
    return [...this.#live.values()].map(({ event }) => event);
  }

  begin(): Promise<void> {
    return this.monitors.watch(this.#connections);
  }

  /** Lets time pass until the local wall clock shows this. */
  until(local: string): Promise<void> {
    return this.clock.advanceTo(Date.parse(local));
  }

  /** Lid closed, and open again after `ms`; the machine's monotonic clock may stand still meanwhile. */
  async sleep(ms: number, monotonicRuns = false): Promise<void> {
    await this.monitors.suspend();
    if (monotonicRuns) await this.clock.sleep(ms);
    else this.clock.setWallClock(this.clock.now() + ms);
    this.monitors.wake();
  }

  /** Quits, unlogged, and answers what is still open or waiting then. */
  async end(): Promise<{ readonly open: number; readonly timers: number }> {
    this.#isOver = true;
    this.announcer.dispose();
    await this.monitors.dispose();
    const timers = this.clock.waiting;
    return {
      open: [...this.#gateways.values()].reduce((sum, { openNow }) => sum + openNow, 0),
      timers,
    };
  }

  #monitor(connection: Connection): GatewayMonitor {
    const gateway = this.gatewayAt(connection.port);
    const voice = voiceOfOne();
    return new GatewayMonitor(connection, {
      clock: this.clock,
      openConnection: (options) => gateway.open(options),
      gatherEvidence: (_target: Target) => Promise.resolve(gateway.evidence()),
      listenerFingerprint: () => Promise.resolve(gateway.fingerprint),
      lookAtClients: () => Promise.resolve(gateway.clients()),
      networkFingerprint: () => '',
      lookMs: LOOK_MS,
      voice: {
        ...voice,
        tell: (status, memory) => {
          this.#memories.set(connectionKey(status.target), memory);
          voice.tell(status, memory);
        },
      },
      clientIdBase: 950_000,
      log: { info: () => undefined },
    });
  }

  #tell(connection: string, content: NotificationContent | null): void {
    this.told.push({ at: this.clock.now(), atMs: this.clock.monotonicMs(), connection, content });
  }

  #write(connection: string, what: string): void {
    const port = this.#connections.length > 1 ? ` ${connection.split(':').at(-1) ?? ''}` : '';
    this.log.push(`${localTime(this.clock.now())}${port} ${what}`);
  }
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `Tue 23:45:10`. */
export function localTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${DAYS[date.getDay()] ?? ''} ${time}`;
}
