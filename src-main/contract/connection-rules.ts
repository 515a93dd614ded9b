/**
 * What a connection may look like, as plain values: the schemas check with them in main, and the
 * page says what is wrong while someone types, without carrying the schema library.
 */

/**
 * A name or an address; never a URL, never with a port. IPv6 without brackets: two colons at least,
 * so that `cafe:4002` is none. Written so that no text, however long, takes long to refuse.
 */
export const HOST_PATTERN =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|(?=[0-9A-Fa-f]*:[0-9A-Fa-f]*:)[0-9A-Fa-f:.]+)$/;
export const MAX_HOST_LENGTH = 253;
export const MAX_PORT = 65_535;
export const MAX_CLIENT_ID = 2_147_483_647;
/** Other tools use it as theirs. */
export const RESERVED_CLIENT_ID = 999;
/** `23:45`, local time of day. */
export const TIME_PATTERN = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
/** As the worker cleans a farm's name out of its notice. */
export const FARM_PATTERN = /^[A-Za-z0-9._-]{1,32}$/;
export const MAX_CONNECTIONS = 16;
export const MAX_IGNORED_FARMS = 50;
