/** The same words in Settings, on the overview and in the tray's menu. */
export const PAUSE = 'Pause monitoring';
export const RESUME = 'Resume monitoring';
