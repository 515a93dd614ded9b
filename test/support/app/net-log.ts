import { z } from 'zod';

// Chromium's record of its network stack (`--log-net-log`): constants that name the events, then the events.

const netLog = z.looseObject({
  constants: z.looseObject({ logEventTypes: z.record(z.string(), z.number()) }),
  events: z.array(z.looseObject({ type: z.number(), params: z.unknown().optional() })),
});

/** What must not happen: a name looked up, a connection tried, over whatever protocol. */
const CONTACT =
  /^(TCP_CONNECT_ATTEMPT|HOST_RESOLVER_\w*(REQUEST|JOB|SYSTEM_TASK)|DNS_TRANSACTION|UDP_CONNECT|UDP_BYTES_SENT|QUIC_SESSION)$/;

export function contactsIn(text: string): string[] {
  const { constants, events } = netLog.parse(JSON.parse(text));
  const names = new Map(Object.entries(constants.logEventTypes).map(([name, id]) => [id, name]));
  return events
    .map(({ type, params }) => `${names.get(type) ?? type} ${JSON.stringify(params)}`)
    .filter((line) => CONTACT.test(line.split(' ')[0] ?? ''));
}
