import {
  asHandshake,
  type Chunks,
  type HangUp,
  type Handshake,
  type IdsInUse,
} from './behaviour.ts';
import { encodeFrame } from './frames.ts';
import { answer } from './message-ids.ts';
import { codeTexts, sendAccounts, sendNextValidId, sendVersion, startSession } from './session.ts';
import { refuse, type House, type Visit } from './visit.ts';

/** What happens at each step of the client's. A visit keeps the steps it was given when it was accepted. */
export interface Steps {
  accepted(): void;
  hello(): void;
  startApi(): void;
}

const nothing = (): void => undefined;
/** For those that are no Gateway, or one that never gets as far as a session. */
const mute = { hello: nothing, startApi: nothing };

export function stepsFor(visit: Visit, house: House): Steps {
  const handshake = asHandshake(house.behaviour.handshake);
  return { ...usualSteps(visit, house), ...ownSteps(handshake, visit, house) };
}

function usualSteps(visit: Visit, house: House): Steps {
  return {
    accepted: nothing,
    hello() {
      const sessions = [...house.visits].filter((one) => one.inSession && one.connection.isOpen);
      if (sessions.length < house.behaviour.maxClients) sendVersion(visit, house);
      else if (house.behaviour.tooManyClients === 'close') visit.connection.hangUp('fin');
    },
    startApi: () => startSession(visit, house),
  };
}

function ownSteps(handshake: Handshake, visit: Visit, house: House): Partial<Steps> {
  const { connection } = visit;
  switch (handshake.kind) {
    case 'normal':
      return {};
    case 'silent':
      return dialogSteps(visit, house);
    case 'silent-before-session':
      return {
        startApi() {
          if (handshake.sends === 'accounts') sendAccounts(visit, house);
          if (handshake.sends === 'id') sendNextValidId(visit);
          visit.inSession = handshake.answersRequests ?? false;
        },
      };
    case 'close-at-accept': {
      const close = (): void => connection.hangUp(handshake.how ?? 'fin');
      return handshake.when === 'after-hello'
        ? { ...mute, hello: close }
        : { ...mute, accepted: close };
    }
    case 'close-after': {
      const { silenceMs = 1000, how = 'fin' } = handshake;
      return { ...mute, hello: () => connection.after(silenceMs, () => connection.hangUp(how)) };
    }
    case 'disclaimer':
      return {
        startApi: () => refuse(visit, { code: 10141, text: codeTexts[10141] }, handshake),
      };
    case 'id-in-use':
      return idInUseSteps(handshake, visit, house);
    case 'session-refused':
      return {
        startApi() {
          if (handshake.when === 'session') startSession(visit, house);
          refuse(visit, undefined, handshake);
        },
      };
    case 'old-version':
      return { hello: () => sendVersion(visit, house, handshake.version ?? 76) };
    case 'cut-off':
      return { startApi: () => startSession(visit, house, true) };
    case 'bytes': {
      const play = (): void => playBytes(visit, handshake);
      return handshake.when === 'accept' ? { ...mute, accepted: play } : { ...mute, hello: play };
    }
    case 'incomplete-frame':
      return {
        ...mute,
        hello() {
          const frame = encodeFrame([house.serverVersion, house.behaviour.connectionTime]);
          connection.sendBytes(frame.subarray(0, handshake.bytes ?? 6));
          const { then = 'hold', afterMs = 0 } = handshake;
          if (then !== 'hold') connection.after(afterMs, () => connection.hangUp(then));
        },
      };
    case 'news-before-version':
      return {
        hello() {
          for (let sent = 0; sent < (handshake.count ?? 1); sent += 1) {
            connection.send(
              answer.notice,
              2,
              -1,
              2104,
              'Market data farm connection is OK:usfarm',
              '',
            );
          }
          sendVersion(visit, house);
        },
      };
    case 'slow':
      return {
        hello: () => connection.after(handshake.versionMs ?? 0, () => sendVersion(visit, house)),
        startApi: () =>
          connection.after(handshake.sessionMs ?? 0, () => startSession(visit, house)),
      };
    case 'one-byte-at-a-time':
      return {
        accepted() {
          connection.paceMs = handshake.delayMs ?? 1;
        },
      };
  }
}

function dialogSteps(visit: Visit, house: House): Partial<Steps> {
  const { dialogStage } = house.behaviour;
  let isAllowed = false;
  let startApiCame = false;
  return {
    hello() {
      if (dialogStage === 'session') sendVersion(visit, house);
      house.dialog.ask(() => {
        if (!visit.connection.isOpen) return;
        isAllowed = true;
        if (dialogStage === 'version') sendVersion(visit, house);
        if (startApiCame) startSession(visit, house);
      });
    },
    startApi() {
      startApiCame = true;
      if (isAllowed) startSession(visit, house);
    },
  };
}

function idInUseSteps(
  handshake: Extract<Handshake, { kind: 'id-in-use' }>,
  visit: Visit,
  house: House,
): Partial<Steps> {
  const { ids = 'all', withCode = true } = handshake;
  const notice = withCode ? { code: 326, text: codeTexts[326] } : undefined;
  return {
    startApi() {
      if (isInUse(ids, visit, house)) refuse(visit, notice, handshake);
      else startSession(visit, house);
    },
  };
}

function isInUse(ids: IdsInUse, visit: Visit, house: House): boolean {
  if (ids === 'all') return true;
  const { id, clientId } = visit.connection.record;
  if ('firstConnections' in ids) return id - house.beforeHandshake <= ids.firstConnections;
  return clientId !== undefined && ids.includes(clientId);
}

function playBytes(
  { connection }: Visit,
  {
    chunks,
    delayMs = 0,
    then = 'hold',
  }: { chunks: Chunks; delayMs?: number; then?: 'hold' | HangUp },
): void {
  const source = (typeof chunks === 'function' ? chunks() : chunks)[Symbol.iterator]();
  const playNext = (): void => {
    const next = source.next();
    if (next.done) {
      if (then !== 'hold') connection.hangUp(then);
      return;
    }
    connection.sendBytes(next.value);
    if (delayMs > 0) connection.after(delayMs, playNext);
    else connection.whenTaken(playNext);
  };
  playNext();
}
