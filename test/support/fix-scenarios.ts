import type { FixableVerdict, FixOutcome, FixStepId } from '../../src-main/contract/guided-fix.ts';
import { startRelay, startWebServer } from './other-program.ts';
import { closedPort } from './ports.ts';
import { startGatewayProcess } from './simulated-gateway/gateway-process.ts';
import { RawClient } from './simulated-gateway/raw-client.ts';
import type { Behaviour } from './simulated-gateway/behaviour.ts';
import {
  startSimulatedGateway,
  type SimulatedGateway,
} from './simulated-gateway/simulated-gateway.ts';

/** What is to be done in Gatelight itself once the cause is gone. */
export type InGatelight =
  | { kind: 'nothing' }
  /** "I clicked Accept". */
  | { kind: 'accepted' }
  /** The connection is changed to this port. */
  | { kind: 'watch'; port: number };

/** Trouble that is there, or is ready to come. */
export interface Trouble {
  /** To watch. */
  readonly port: number;
  /** Begins it where it befalls an open session; null: it is there from the start. */
  readonly befall: (() => void) | null;
  /** Removes the cause, as a person would who does what the step says. */
  remove(): Promise<InGatelight>;
  /** The most connections that waited for a session at once, as Gateway saw it. */
  unansweredAtOnce(): Promise<number>;
  /** Connections that Gatelight opened so far, as Gateway saw it; those of the trouble's own programs don't count. */
  opened(): Promise<number>;
  end(): Promise<void>;
}

export interface FixScenario {
  readonly name: string;
  readonly verdict: FixableVerdict;
  /** How long the verdict takes to come, at most. */
  readonly withinMs: number;
  readonly firstStep: FixStepId;
  readonly ends: Pick<FixOutcome, 'cause' | 'isSure'>;
  /** Its Gateway process would be taken for that of another connection: nothing else at the same time. */
  readonly alone: boolean;
  /** Processes must be made to look old; see `canAge()`. */
  readonly ages: boolean;
  /** `clientIdBase`: of the Gatelight that will watch. */
  begin(clientIdBase: number): Promise<Trouble>;
}

const NOTHING: InGatelight = { kind: 'nothing' };
const usual = { withinMs: 7000, alone: false, ages: false } as const;

/** A simulated Gateway that behaves like this until `mend` is called. */
const gatewayThat =
  (
    behaviour: Partial<Behaviour>,
    mend: (gateway: SimulatedGateway) => InGatelight | void,
    befall?: (gateway: SimulatedGateway) => void,
  ) =>
  async (): Promise<Trouble> => {
    const gateway = await startSimulatedGateway({ behaviour });
    return {
      port: gateway.port,
      befall: befall === undefined ? null : () => befall(gateway),
      remove: () => Promise.resolve(mend(gateway) ?? NOTHING),
      unansweredAtOnce: () => Promise.resolve(gateway.record.maxUnansweredAtOnce),
      opened: () => Promise.resolve(gateway.record.connectionsOpened),
      end: () => gateway.stop(),
    };
  };

/** How each verdict is brought about, and how its cause is removed. */
export const FIX_SCENARIOS: readonly FixScenario[] = [
  {
    ...usual,
    name: 'a dialog waits',
    verdict: 'silent',
    firstStep: 'accept-dialog',
    ends: { cause: 'dialog-accepted', isSure: true },
    begin: gatewayThat({ handshake: 'silent' }, (gateway) => gateway.acceptDialog()),
  },
  {
    ...usual,
    name: 'a dialog waits that lets in later connections only',
    verdict: 'silent',
    firstStep: 'accept-dialog',
    ends: { cause: 'dialog-accepted', isSure: false },
    begin: gatewayThat({ handshake: 'silent', dialogForm: 'later-connections' }, (gateway) => {
      gateway.acceptDialog();
      return { kind: 'accepted' };
    }),
  },
  {
    ...usual,
    name: 'half-closed connections of a program that left',
    verdict: 'silent',
    firstStep: 'clear-connections',
    ends: { cause: 'dialog-accepted', isSure: false },
    begin: stuckConnections,
  },
  {
    ...usual,
    name: 'a prompt after the version',
    verdict: 'session-silent',
    withinMs: 13_000,
    firstStep: 'accept-dialog',
    ends: { cause: 'dialog-accepted', isSure: true },
    begin: gatewayThat({ handshake: 'silent', dialogStage: 'session' }, (gateway) =>
      gateway.acceptDialog(),
    ),
  },
  {
    ...usual,
    name: 'the paper disclaimer',
    verdict: 'disclaimer-pending',
    firstStep: 'accept-disclaimer',
    ends: { cause: 'disclaimer-accepted', isSure: true },
    begin: gatewayThat({ handshake: 'disclaimer' }, (gateway) =>
      gateway.set({ handshake: 'normal' }),
    ),
  },
  {
    ...usual,
    name: 'an address that is not trusted',
    verdict: 'refused-by-rule',
    firstStep: 'trust-address',
    ends: { cause: 'now-let-in', isSure: false },
    begin: gatewayThat({ handshake: 'close-at-accept' }, (gateway) =>
      gateway.set({ handshake: 'normal' }),
    ),
  },
  {
    ...usual,
    name: 'a relay with nothing behind it',
    verdict: 'refused-by-rule',
    firstStep: 'check-relay',
    ends: { cause: 'gateway-started', isSure: false },
    begin: emptyRelay,
  },
  {
    ...usual,
    name: 'a program that holds the client IDs',
    verdict: 'client-id-in-use',
    firstStep: 'free-client-id',
    ends: { cause: 'client-id-freed', isSure: true },
    begin: takenClientIds,
  },
  {
    ...usual,
    name: 'a web server on the port',
    verdict: 'wrong-service',
    firstStep: 'change-port',
    ends: { cause: 'service-replaced', isSure: true },
    begin: webServer,
  },
  {
    ...usual,
    name: 'the link to IBKR lost',
    verdict: 'cut-off',
    firstStep: 'check-link',
    ends: { cause: 'link-restored', isSure: true },
    begin: gatewayThat(
      {},
      (gateway) => gateway.restoreLink(),
      (gateway) => gateway.loseLink(),
    ),
  },
  {
    ...usual,
    name: 'a suspended process',
    verdict: 'frozen',
    withinMs: 18_000,
    firstStep: 'resume-process',
    ends: { cause: 'process-resumed', isSure: true },
    begin: suspendedProcess,
  },
  {
    ...usual,
    name: 'no Gateway',
    verdict: 'not-running',
    alone: true,
    firstStep: 'start-gateway',
    ends: { cause: 'gateway-started', isSure: true },
    begin: noGateway,
  },
  {
    ...usual,
    name: 'a Gateway that waits for its sign-in',
    verdict: 'sign-in-needed',
    alone: true,
    ages: true,
    firstStep: 'finish-sign-in',
    ends: { cause: 'sign-in-finished', isSure: true },
    begin: waitingForSignIn,
  },
  {
    ...usual,
    name: 'a Gateway on another port',
    verdict: 'wrong-port',
    alone: true,
    firstStep: 'change-port',
    ends: { cause: 'port-changed', isSure: true },
    begin: gatewayElsewhere,
  },
];

/** As many as a script leaves behind that asks the port every few seconds. */
const LEFT_BEHIND = 3;

async function stuckConnections(): Promise<Trouble> {
  const gateway = await startSimulatedGateway({
    behaviour: { handshake: 'silent', answersFin: false },
  });
  for (let count = 1; count <= LEFT_BEHIND; count += 1) {
    const client = await RawClient.start(gateway.port, count);
    client.leave();
    await gateway.record.waitFor((seen) => seen.connections[count - 1]?.ended !== undefined);
  }
  return {
    port: gateway.port,
    befall: null,
    remove: () => {
      gateway.acceptDialog();
      return Promise.resolve(NOTHING);
    },
    unansweredAtOnce: () => Promise.resolve(gateway.record.maxUnansweredAtOnce),
    opened: () => Promise.resolve(gateway.record.connectionsOpened - LEFT_BEHIND),
    end: () => gateway.stop(),
  };
}

async function emptyRelay(): Promise<Trouble> {
  const gateway = await startSimulatedGateway();
  await gateway.stopListening();
  const relay = await startRelay(gateway.port);
  return {
    port: relay.port,
    befall: null,
    remove: async () => {
      await gateway.listenAgain();
      return NOTHING;
    },
    unansweredAtOnce: () => Promise.resolve(gateway.record.maxUnansweredAtOnce),
    opened: () => Promise.resolve(gateway.record.connectionsOpened),
    end: async () => {
      await relay.stop();
      await gateway.stop();
    },
  };
}

/** The first id that is tried, and the one after it. */
const TRIED = [0, 3] as const;

async function takenClientIds(clientIdBase: number): Promise<Trouble> {
  const gateway = await startSimulatedGateway();
  const holders: RawClient[] = [];
  for (const [index, offset] of TRIED.entries()) {
    const holder = await RawClient.start(gateway.port, clientIdBase + offset);
    await gateway.record.waitFor(
      ({ connections }) => connections[index]?.sessionSent !== undefined,
    );
    holders.push(holder);
  }
  const leave = (): void => {
    for (const holder of holders) holder.leave();
  };
  return {
    port: gateway.port,
    befall: null,
    remove: () => {
      leave();
      return Promise.resolve(NOTHING);
    },
    unansweredAtOnce: () => Promise.resolve(gateway.record.maxUnansweredAtOnce),
    opened: () => Promise.resolve(gateway.record.connectionsOpened - TRIED.length),
    end: async () => {
      leave();
      await gateway.stop();
    },
  };
}

async function webServer(): Promise<Trouble> {
  const server = await startWebServer();
  let gateway: SimulatedGateway | null = null;
  return {
    port: server.port,
    befall: null,
    remove: async () => {
      await server.stop();
      gateway = await startSimulatedGateway({ port: server.port });
      return NOTHING;
    },
    unansweredAtOnce: () => Promise.resolve(gateway?.record.maxUnansweredAtOnce ?? 0),
    opened: () => Promise.resolve(gateway?.record.connectionsOpened ?? 0),
    end: async () => {
      await (gateway === null ? server.stop() : gateway.stop());
    },
  };
}

async function suspendedProcess(): Promise<Trouble> {
  const gateway = await startGatewayProcess();
  return {
    port: gateway.port,
    befall: () => gateway.suspend(),
    remove: () => {
      gateway.resume();
      return Promise.resolve(NOTHING);
    },
    unansweredAtOnce: async () => (await gateway.summary()).maxUnansweredAtOnce,
    opened: async () => (await gateway.summary()).connectionsOpened,
    end: () => gateway.stop(),
  };
}

async function noGateway(): Promise<Trouble> {
  const port = await closedPort();
  let gateway: Awaited<ReturnType<typeof startGatewayProcess>> | null = null;
  return {
    port,
    befall: null,
    remove: async () => {
      gateway = await startGatewayProcess({ port });
      return NOTHING;
    },
    unansweredAtOnce: async () => (await gateway?.summary())?.maxUnansweredAtOnce ?? 0,
    opened: async () => (await gateway?.summary())?.connectionsOpened ?? 0,
    end: async () => {
      await gateway?.stop();
    },
  };
}

/** Older than a Gateway that is still starting. */
const LONG_RUNNING_S = 300;

async function waitingForSignIn(): Promise<Trouble> {
  const gateway = await startGatewayProcess({ closed: true });
  await gateway.age(LONG_RUNNING_S);
  return {
    port: gateway.port,
    befall: null,
    remove: async () => {
      await gateway.do('listen');
      return NOTHING;
    },
    unansweredAtOnce: async () => (await gateway.summary()).maxUnansweredAtOnce,
    opened: async () => (await gateway.summary()).connectionsOpened,
    end: () => gateway.stop(),
  };
}

async function gatewayElsewhere(): Promise<Trouble> {
  const gateway = await startGatewayProcess();
  return {
    port: await closedPort(),
    befall: null,
    remove: () => Promise.resolve({ kind: 'watch', port: gateway.port }),
    unansweredAtOnce: async () => (await gateway.summary()).maxUnansweredAtOnce,
    opened: async () => (await gateway.summary()).connectionsOpened,
    end: () => gateway.stop(),
  };
}
