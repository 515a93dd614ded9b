import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerRequest } from './answers.ts';
import { usualBehaviour, type Behaviour, type HangUp } from './behaviour.ts';
import { Connection } from './connection.ts';
import { IncomingConnectionDialog } from './dialog.ts';
import { farmText } from './farms.ts';
import type { ClientEvent, Field } from './frames.ts';
import { Gate } from './gate.ts';
import { stepsFor, type Steps } from './handshake.ts';
import { request } from './message-ids.ts';
import { GatewayRecord } from './record.ts';
import { codeTexts, farmNotice, sendFarms } from './session.ts';
import { notify, type House, type Visit } from './visit.ts';

export interface SimulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  host?: string;
  serverVersion?: 176 | 193;
  accounts?: readonly string[];
  behaviour?: Partial<Behaviour>;
}

/** A Gateway that speaks the real wire protocol, fails in every known way, and remembers what it saw. */
export async function startSimulatedGateway(
  options: SimulatorOptions = {},
): Promise<SimulatedGateway> {
  const gateway = new SimulatedGateway(options);
  await gateway.listenAgain();
  return gateway;
}

export class SimulatedGateway {
  readonly host: string;
  readonly record = new GatewayRecord();
  #port: number;
  #server: Server | undefined;
  readonly #stopping = new AbortController();
  readonly #sockets = new Set<Socket>();
  readonly #visits = new Set<Visit>();
  readonly #brokenFarms = new Set<string>();
  readonly #gate = new Gate();
  readonly #house: House;

  constructor({ port, host, serverVersion, accounts, behaviour }: SimulatorOptions) {
    this.host = host ?? '127.0.0.1';
    this.#port = port ?? 0;
    this.#house = {
      serverVersion: serverVersion ?? 193,
      accounts: accounts ?? ['DU1234567'],
      record: this.record,
      dialog: new IncomingConnectionDialog(this.record),
      visits: this.#visits,
      brokenFarms: this.#brokenFarms,
      behaviour: { ...usualBehaviour, ...behaviour },
      linkIsLost: false,
      clockRequests: 0,
      beforeHandshake: 0,
      beforeMuteClock: 0,
    };
  }

  get port(): number {
    return this.#port;
  }

  get behaviour(): Readonly<Behaviour> {
    return this.#house.behaviour;
  }

  get isListening(): boolean {
    return this.#server !== undefined;
  }

  get isFrozen(): boolean {
    return this.#gate.isShut;
  }

  get linkIsLost(): boolean {
    return this.#house.linkIsLost;
  }

  /**
   * `handshake`, `dialogForm` and `dialogStage` apply to connections accepted from now on; connections that
   * wait for the dialog go on waiting. Everything else applies to open sessions too.
   */
  set(change: Partial<Behaviour>): void {
    const house = this.#house;
    house.behaviour = { ...house.behaviour, ...change };
    if (change.handshake !== undefined) {
      house.beforeHandshake = this.record.connectionsOpened;
      house.dialog.forget();
    }
    if (change.muteClock !== undefined) {
      house.beforeMuteClock = this.record.connectionsOpened;
      house.clockRequests = 0;
    }
    this.record.changed();
  }

  acceptDialog(): void {
    this.#gate.pass(() => this.#house.dialog.accept(this.#house.behaviour));
  }

  /** Nothing is answered, no FIN either; the kernel still accepts. Arrivals are recorded all the same. */
  freeze(): void {
    this.#gate.shut();
    this.record.changed();
  }

  /** What came during the freeze is answered now, in its order. */
  thaw(): void {
    this.#gate.open();
    this.record.changed();
  }

  /** 1100 to all sessions; sessions that start now get 2110 and no farm notices. */
  loseLink(): void {
    this.#house.linkIsLost = true;
    this.sendCode(1100, codeTexts[1100]);
  }

  restoreLink(dataLost = false): void {
    this.#house.linkIsLost = false;
    const code = dataLost ? 1101 : 1102;
    this.sendCode(code, codeTexts[code]);
    if (!this.behaviour.farmsAfterRestore) return;
    this.#toSessions((visit) => sendFarms(visit, this.#house));
  }

  /** Stays down for sessions that start later, until `farmUp`. */
  farmDown(name = 'usfarm'): void {
    this.#brokenFarms.add(name);
    const notice = farmNotice(name, 'down');
    this.sendCode(notice.code, farmText(notice));
  }

  farmUp(name = 'usfarm'): void {
    this.#brokenFarms.delete(name);
    const notice = farmNotice(name, 'up');
    this.sendCode(notice.code, farmText(notice));
  }

  /** A notice (message 4, request id -1) to all open sessions. */
  sendCode(code: number, text: string): void {
    this.#toSessions((visit) => notify(visit, code, text));
  }

  /** Any message to all open sessions. */
  sendMessage(...fields: Field[]): void {
    this.#toSessions((visit) => visit.connection.send(...fields));
  }

  dropAll(how: HangUp): void {
    for (const { connection } of this.#visits) connection.hangUp(how);
  }

  /** The port refuses; established connections stay. */
  stopListening(): Promise<void> {
    // The callback of `close` waits for every connection, but the port refuses as soon as it is called.
    this.#server?.close();
    this.#server = undefined;
    this.record.changed();
    return Promise.resolve();
  }

  async listenAgain(): Promise<void> {
    if (this.#server) return;
    const server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
    this.#server = server;
    server.listen(this.#port, this.host);
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    this.record.changed();
  }

  /** As the nightly auto restart: every socket closed, the port refused, then back on the same port. */
  async restartIn(ms: number): Promise<void> {
    this.dropAll('fin');
    await this.stopListening();
    const { signal } = this.#stopping;
    await sleep(ms, undefined, { signal }).catch((cause: unknown) => {
      if (!signal.aborted) throw cause;
    });
    if (!signal.aborted) await this.listenAgain();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.stopListening();
    const closings = [...this.#sockets].map((socket) => once(socket, 'close'));
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(closings);
  }

  #toSessions(deed: (visit: Visit) => void): void {
    this.#gate.pass(() => {
      for (const visit of this.#visits) {
        if (visit.inSession && visit.connection.isOpen) deed(visit);
      }
    });
    this.record.changed();
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    const connection = new Connection(socket, {
      gate: this.#gate,
      record: this.record,
      answersFin: () => this.behaviour.answersFin,
      onEvent: (event) => this.#onEvent(visit, steps, event),
      onClosed: () => {
        this.#sockets.delete(socket);
        this.#visits.delete(visit);
      },
    });
    const visit: Visit = { connection, inSession: false, marketDataType: 1 };
    const steps = stepsFor(visit, this.#house);
    this.#visits.add(visit);
    this.#gate.pass(() => steps.accepted());
  }

  #onEvent(visit: Visit, steps: Steps, event: ClientEvent): void {
    if (!visit.connection.isOpen || event.kind === 'nonsense') return;
    if (event.kind === 'hello') return steps.hello();
    const { record } = visit.connection;
    if (Number(event.fields[0]) !== request.startApi) {
      if (visit.inSession) answerRequest(visit, this.#house, event.fields);
      return;
    }
    record.clientId = Number(event.fields[2]);
    record.gotStartApi = true;
    this.record.changed();
    steps.startApi();
  }
}
