/**
 * Under which key a connection goes on after a change of the connections: its own, or, where its
 * host or port was changed, that of the one in its place. Null: it is gone.
 */
export function keyAfter(
  key: string,
  before: readonly string[],
  after: readonly string[],
): string | null {
  if (after.includes(key)) return key;
  if (before.length !== after.length) return null;
  const now = after[before.indexOf(key)];
  // What was there already is another connection.
  return now === undefined || before.includes(now) ? null : now;
}
