import type { Observation, Sight } from '../../../src-main/contract/observation.ts';
import type { ApiConnection } from '../../../src-main/gateway/api-connection.ts';
import type { VirtualGateway } from './virtual-gateway.ts';

/** From the call to the socket, from the hello to the version, to the session, to an answer; ms. */
const CONNECT_MS = 2;
const ANSWER_MS = 20;
const SESSION_MS = 25;
const CLOCK_MS = 2;
const FARMS: readonly string[] = ['usfarm', 'usfuture'];

/** One connection as the worker sees it, in the worker's order and with its stamps. */
export class VirtualConnection implements ApiConnection {
  readonly clientId: number;
  /** The version arrived. */
  isAnswered = false;
  #stage: 'connecting' | 'hello' | 'version' | 'session' | 'over' = 'connecting';
  #askedInVain = false;
  #bytes = { bytesSent: 0, bytesReceived: 0 };
  readonly #gateway: VirtualGateway;
  readonly #observe: (observation: Observation) => void;
  readonly #host: { opened(): void; over(): void };

  constructor(
    clientId: number,
    gateway: VirtualGateway,
    observe: (observation: Observation) => void,
    host: { opened(): void; over(): void },
  ) {
    this.clientId = clientId;
    this.#gateway = gateway;
    this.#observe = observe;
    this.#host = host;
    gateway.clock.after(CONNECT_MS, () => {
      this.#connect();
    });
  }

  // ── The client's side ──────────────────────────────────────────────────────────────────────────
  askClock(): void {
    if (this.#stage !== 'session') return;
    this.#see({ kind: 'clock-asked' });
    this.#later(CLOCK_MS, () => {
      this.#answerClock();
    });
  }

  close(): Promise<void> {
    if (this.#stage === 'connecting') this.#gateway.record.bareConnects += 1;
    this.#end();
    return Promise.resolve();
  }

  relax(): void {
    // There is no worker whose loop could get stuck.
  }

  // ── Gateway's side ─────────────────────────────────────────────────────────────────────────────
  /** What was not answered so far is now, if nothing stands in the way any more. */
  answer(): void {
    if (this.#gateway.isFrozen) return;
    if (this.#stage === 'hello' && !this.#gateway.isSilent) this.#greet();
    if (this.#askedInVain) this.#answerClock();
  }

  drop(): void {
    if (this.#stage === 'over') return;
    this.#see({ kind: 'closed', how: 'reset', errno: 'ECONNRESET' });
    this.#end();
  }

  notice(code: number, farm: string | null): void {
    if (this.#stage === 'session' && !this.#gateway.isFrozen)
      this.#see({ kind: 'code', code, farm });
  }

  #connect(): void {
    if (this.#stage === 'over') return;
    this.#see({ kind: 'connecting' });
    if (!this.#gateway.listens) {
      this.#see({ kind: 'connect-failed', errno: 'ECONNREFUSED' });
      this.#end();
      return;
    }
    this.#stage = 'hello';
    this.#host.opened();
    this.#see({ kind: 'connected' });
    this.#bytes = { bytesSent: 17, bytesReceived: 0 };
    this.#see({ kind: 'hello-sent' });
    this.#later(ANSWER_MS, () => {
      this.answer();
    });
  }

  #greet(): void {
    this.#stage = 'version';
    this.isAnswered = true;
    this.#bytes = { bytesSent: 17, bytesReceived: 30 };
    this.#see({ kind: 'first-byte' });
    this.#see({ kind: 'version', serverVersion: 187, connectionTime: '20261122 14:31:00 CET' });
    this.#later(SESSION_MS, () => {
      this.#begin();
    });
  }

  #begin(): void {
    const { refusal } = this.#gateway;
    if (refusal !== null) {
      this.#see({ kind: 'code', code: refusal, farm: null });
      if (refusal === 326) this.drop();
      return;
    }
    this.#stage = 'session';
    this.#bytes = { bytesSent: 40, bytesReceived: 400 };
    const accountKind = this.#gateway.port === 4001 ? 'live' : 'paper';
    this.#see({ kind: 'managed-accounts', count: 1, accountKind });
    this.#see({ kind: 'next-valid-id' });
    this.askClock();
    this.#later(2 * CLOCK_MS, () => {
      this.#reportFarms();
    });
  }

  #reportFarms(): void {
    const { isLinkLost, farmsDown, farmsIdle } = this.#gateway;
    if (isLinkLost) this.notice(1100, null);
    for (const farm of new Set([...FARMS, ...farmsDown, ...farmsIdle])) {
      this.notice(farmsDown.has(farm) ? 2103 : farmsIdle.has(farm) ? 2108 : 2104, farm);
    }
    this.notice(2106, 'ushmds');
    this.notice(2158, 'secdefil');
  }

  #answerClock(): void {
    this.#askedInVain = this.#gateway.isFrozen;
    if (this.#askedInVain) return;
    const localTimeMs = this.#gateway.clock.now();
    this.#see({ kind: 'clock-answered', serverTimeS: Math.floor(localTimeMs / 1000), localTimeMs });
  }

  #later(ms: number, then: () => void): void {
    this.#gateway.clock.after(ms, () => {
      if (this.#stage !== 'over') then();
    });
  }

  #see(sight: Sight): void {
    if (this.#stage === 'over') return;
    this.#observe({ ...sight, atMs: this.#gateway.clock.monotonicMs(), ...this.#bytes });
  }

  #end(): void {
    this.#stage = 'over';
    this.#host.over();
  }
}
