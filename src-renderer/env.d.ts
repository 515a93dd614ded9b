/// <reference types="svelte" />
/// <reference types="vite/client" />
import type { Bridge } from '$contract/bridge';

declare global {
  interface Window {
    /** Put there by the preload; only bridge.ts reads it. */
    readonly gatelight: Bridge;
  }
}
