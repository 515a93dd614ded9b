// Gateway restarts late in the evening, and the app then calls an outage planned. A test of anything else must
// not become a test of that because of the hour it runs at: here it is always a little after noon.

/** @param {Date} now @returns {string} a time zone, as TZ takes it, where it is between 12:00 and 13:00 */
export function middayZone(now) {
  const ahead = 12 - now.getUTCHours();
  // The sign of these zones is the reverse of what one would say: Etc/GMT-5 is five hours ahead.
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}
