import { contextBridge, ipcRenderer } from 'electron';
import { PUSH_CHANNELS, REQUEST_CHANNELS } from '../contract/channels.ts';

// One function per channel of the contract, nothing generic: the page can neither name a channel
// nor reach ipcRenderer, and listeners never see the event object.
const requests = REQUEST_CHANNELS.map((channel) => [
  channel,
  (payload?: unknown) => ipcRenderer.invoke(channel, payload),
]);

const pushes = PUSH_CHANNELS.map((channel) => [
  channel,
  (listener: (value: unknown) => void) => {
    const handler = (_event: unknown, value: unknown): void => {
      listener(value);
    };
    ipcRenderer.on(channel, handler);
    return () => {
      ipcRenderer.off(channel, handler);
    };
  },
]);

contextBridge.exposeInMainWorld('gatelight', Object.fromEntries([...requests, ...pushes]));
