import type { Connection } from '../contract/preferences.ts';
import { targetOf, type Target } from '../contract/target.ts';
import type { CheckOptions } from './check-options.ts';

const DEFAULT = { host: '127.0.0.1', port: 4002 } as const;

/** Naming a host or a port means: not the set-up connection, nor what is expected of it. */
export function setUpFor(
  options: Pick<CheckOptions, 'host' | 'port'>,
  connection: Connection | null,
): Connection | null {
  return options.host === null && options.port === null ? connection : null;
}

export function askedTarget(
  options: Pick<CheckOptions, 'host' | 'port' | 'expect'>,
  connection: Connection | null,
): Target {
  const setUp = setUpFor(options, connection);
  return targetOf(
    options.host ?? setUp?.host ?? DEFAULT.host,
    options.port ?? setUp?.port ?? DEFAULT.port,
    options.expect ?? setUp?.expect ?? null,
  );
}
