/** A time of day in a pattern, as the app shows it wherever it runs: `14:31`, `2:31 PM`. */
export const TIME = '\\d?\\d:\\d\\d( [AP]M)?';
