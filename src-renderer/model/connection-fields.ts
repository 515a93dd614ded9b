import {
  FARM_PATTERN,
  HOST_PATTERN,
  MAX_CLIENT_ID,
  MAX_HOST_LENGTH,
  MAX_IGNORED_FARMS,
  MAX_PORT,
  RESERVED_CLIENT_ID,
} from '$contract/connection-rules';
import { newConnection } from '$contract/default-preferences';
import type { UsualPort } from '$contract/evidence';
import type { Connection } from '$contract/preferences';
import { USUAL_PORTS, type AccountMode } from '$contract/target';
import { fieldText } from '../text/fields.ts';

/** A field's value, or what is wrong with what was typed. */
export type Field<Value> = { ok: true; value: Value } | { ok: false; message: string };

export function hostField(typed: string): Field<string> {
  const host = typed.trim();
  if (host === '') return wrong(fieldText.hostEmpty);
  if (/^[a-z]+:\/\//i.test(host) || host.includes('/')) return wrong(fieldText.hostIsUrl);
  if (/^[^:[\]]+:\d+$/.test(host) || /\]:\d+$/.test(host)) return wrong(fieldText.hostWithPort);
  if (host.startsWith('[')) return wrong(fieldText.hostBrackets);
  if (host.length > MAX_HOST_LENGTH || !HOST_PATTERN.test(host)) return wrong(fieldText.hostShape);
  return { ok: true, value: host };
}

export function portField(typed: string): Field<number> {
  const port = wholeNumber(typed);
  return port === null || port < 1 || port > MAX_PORT
    ? wrong(fieldText.port)
    : { ok: true, value: port };
}

export function clientIdField(typed: string): Field<number> {
  const id = wholeNumber(typed);
  if (id === 0) return wrong(fieldText.clientIdZero);
  if (id === RESERVED_CLIENT_ID) return wrong(fieldText.clientIdReserved);
  return id === null || id > MAX_CLIENT_ID ? wrong(fieldText.clientId) : { ok: true, value: id };
}

/** A farm's name to ignore beside those ignored already. */
export function farmField(typed: string, ignored: readonly string[]): Field<string> {
  const farm = typed.trim();
  if (!FARM_PATTERN.test(farm)) return wrong(fieldText.farm);
  if (ignored.includes(farm)) return wrong(fieldText.farmIgnored);
  return ignored.length >= MAX_IGNORED_FARMS
    ? wrong(fieldText.farmsFull)
    : { ok: true, value: farm };
}

/** A usual port on this computer, as a connection. By number, never `localhost`: that may be IPv6. */
export function connectionOn(port: number): Connection {
  return newConnection({ host: '127.0.0.1', port, expect: usualAccount(port) ?? 'paper' });
}

/** Which account a port usually has; null where it says nothing. */
export function usualAccount(port: number): AccountMode | null {
  return USUAL_PORTS[port]?.mode ?? null;
}

/**
 * The port most likely meant: where Gateway was found, else where something unknown listens,
 * else, with nothing listening at all, the first. A live account is chosen, never preset: where only live
 * ports listen, or another program may be a relay, none is.
 */
export function suggestedPort(ports: readonly UsualPort[]): number | null {
  // What another program holds is not what is meant.
  const free = ports.filter(({ listening, owner }) => !listening || owner.kind !== 'other');
  const paper = free.filter(({ port }) => usualAccount(port) === 'paper');
  const listening = paper.filter((each) => each.listening);
  const found = listening.find(({ owner }) => owner.kind === 'gateway') ?? listening[0];
  if (found !== undefined) return found.port;
  return ports.some((each) => each.listening) ? null : (paper[0]?.port ?? null);
}

function wholeNumber(typed: string): number | null {
  return /^\d{1,10}$/.test(typed.trim()) ? Number(typed.trim()) : null;
}

function wrong(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
