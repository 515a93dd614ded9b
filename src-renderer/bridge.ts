import type { Bridge } from '$contract/bridge';

/** The page's only way to the main process, and the only line that knows where it is. */
export const bridge: Bridge = window.gatelight;
