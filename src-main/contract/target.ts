export type Product = 'gateway' | 'tws' | 'unknown';
export type AccountMode = 'paper' | 'live';
/** What the account list says; `mixed` is both. An id that starts with D is paper. */
export type AccountKind = AccountMode | 'mixed' | 'unknown';

/** Where a test goes. */
export interface Target {
  readonly host: string;
  readonly port: number;
  /** What the user set up or the usual port says. */
  readonly product: Product;
  readonly mode: AccountMode | 'unknown';
  /** Set only when a person said so; only then can a verdict be `wrong-account`. */
  readonly expect: AccountMode | null;
}

/** The ports IB uses unless told otherwise (facts: IBKR's API guide). */
export const USUAL_PORTS: Readonly<
  Record<number, { product: 'gateway' | 'tws'; mode: AccountMode }>
> = {
  4001: { product: 'gateway', mode: 'live' },
  4002: { product: 'gateway', mode: 'paper' },
  7496: { product: 'tws', mode: 'live' },
  7497: { product: 'tws', mode: 'paper' },
};

/** Fills product and mode from the usual ports where nobody said what they are. */
export function targetOf(host: string, port: number, expect: AccountMode | null): Target {
  const usual = USUAL_PORTS[port];
  return {
    host,
    port,
    product: usual?.product ?? 'unknown',
    mode: expect ?? usual?.mode ?? 'unknown',
    expect,
  };
}

/** Only this computer's own processes and sockets can be looked at. */
export function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** `127.0.0.1:4002`: what tells one watched connection from another, in requests and in memory. */
export function connectionKey({ host, port }: Pick<Target, 'host' | 'port'>): string {
  return `${host.toLowerCase()}:${port}`;
}

/** Undefined: none of these has this key. */
export const connectionByKey = <One extends Pick<Target, 'host' | 'port'>>(
  connections: readonly One[],
  key: string,
): One | undefined => connections.find((one) => connectionKey(one) === key);
