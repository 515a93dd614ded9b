/** The one place that holds the app's name. */
export const APP_NAME = 'Gatelight';
