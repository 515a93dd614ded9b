import { badBytes } from './bad-bytes.ts';
import { usualBehaviour } from './behaviour.ts';
import type { SimulatedGateway } from './simulated-gateway.ts';

export interface ControlAction {
  readonly label: string;
  readonly group: 'Handshake' | 'Session' | 'Port';
  run(gateway: SimulatedGateway): void | Promise<void>;
}

/** What the control page offers, by the name used in `POST /do/<name>`. */
export const controlActions: Readonly<Record<string, ControlAction>> = {
  ready: { label: 'Ready', group: 'Handshake', run: becomeReady },
  silent: {
    label: 'Dialog waiting',
    group: 'Handshake',
    run: (gateway) => gateway.set({ handshake: 'silent' }),
  },
  accept: {
    label: 'Accept the dialog',
    group: 'Handshake',
    run: (gateway) => gateway.acceptDialog(),
  },
  'session-silent': {
    label: 'Session silent',
    group: 'Handshake',
    run: (gateway) => gateway.set({ handshake: 'silent-before-session' }),
  },
  disclaimer: {
    label: 'Disclaimer',
    group: 'Handshake',
    run: (gateway) => gateway.set({ handshake: 'disclaimer' }),
  },
  'close-at-once': {
    label: 'Close at once',
    group: 'Handshake',
    run: (gateway) => gateway.set({ handshake: 'close-at-accept' }),
  },
  'wrong-service': {
    label: 'Wrong service (HTTP)',
    group: 'Handshake',
    run: (gateway) =>
      gateway.set({ handshake: { kind: 'bytes', chunks: [badBytes['http-400']], then: 'fin' } }),
  },
  'id-in-use': {
    label: 'Client id in use',
    group: 'Handshake',
    run: (gateway) => gateway.set({ handshake: 'id-in-use' }),
  },
  freeze: { label: 'Freeze', group: 'Session', run: (gateway) => gateway.freeze() },
  thaw: { label: 'Thaw', group: 'Session', run: (gateway) => gateway.thaw() },
  'lose-link': { label: 'Lose link', group: 'Session', run: (gateway) => gateway.loseLink() },
  'restore-link': {
    label: 'Restore link',
    group: 'Session',
    run: (gateway) => gateway.restoreLink(),
  },
  'farm-down': { label: 'Farm down', group: 'Session', run: (gateway) => gateway.farmDown() },
  'farm-up': { label: 'Farm up', group: 'Session', run: (gateway) => gateway.farmUp() },
  drop: { label: 'Drop connections', group: 'Session', run: (gateway) => gateway.dropAll('fin') },
  refuse: { label: 'Refuse', group: 'Port', run: (gateway) => gateway.stopListening() },
  listen: { label: 'Listen again', group: 'Port', run: (gateway) => gateway.listenAgain() },
  restart: { label: 'Restart in 2 s', group: 'Port', run: (gateway) => gateway.restartIn(2000) },
};

/** Undoes everything the other actions do; whoever waits for the dialog is let in. */
async function becomeReady(gateway: SimulatedGateway): Promise<void> {
  gateway.set(usualBehaviour);
  gateway.thaw();
  gateway.acceptDialog();
  gateway.farmUp();
  if (gateway.linkIsLost) gateway.restoreLink();
  await gateway.listenAgain();
}
