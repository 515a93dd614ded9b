/** Time limits of one test, in milliseconds (probe design §4). */
export const LIMITS = {
  /** TCP connect. */
  connect: 5000,
  /** No byte of the version: shown as waiting. */
  silence: 4000,
  /** Silence is notified. */
  silenceNotified: 8000,
  /** Silence counts as a handshake timeout; most client libraries have given up by then. */
  handshakeTimeout: 20_000,
  /** Session after version. */
  session: 10_000,
  clockAnswer: 3000,
  /** The open session is asked for the time so often. */
  heartbeat: 9000,
  /** A limit that our own timer overran by this much says nothing about Gateway. */
  ownDelay: 1000,
  /** Quiet after the first good news of a farm. */
  upstreamSettle: 250,
  /** Without good news, or with something outstanding. */
  upstream: 3000,
  /** Pause before the second client id is tried. */
  nextClientId: 2000,
  /** A Gateway process younger than this is starting. */
  starting: 120_000,
  /** A farm lost while the session stands counts after this long. */
  farmDown: 30_000,
  /** Clocks may differ by this much. */
  clockSkew: 5000,
  /** A session that took longer than this and `slowFactor` times the usual is slow. */
  slow: 3000,
  slowFactor: 5,
  /** The usual session time until enough passes are known. */
  usualSession: 300,
  /** How long one silent connection is held open. */
  hold: 600_000,
  /** After waking, before anything is tested. */
  wakeGrace: 30_000,
  /** Wall clock and monotonic clock may drift apart by this much between two looks. */
  clockJump: 5000,
  /** A result older than three intervals between tests is not shown as today's. */
  old: 3 * 900_000,
} as const;

/** Gateway takes 32 clients; from here on the next one may be too many. */
export const MANY_CLIENTS = 28;
