/** What moves a terminal's cursor or turns the direction of what follows; notes and paths come from anywhere. */
const UNSEEN = /(?!\t)[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** One line of text as a terminal may show it. */
export const plain = (text: string): string => text.replaceAll(UNSEEN, '\ufffd');

/** `2026-11-22 14:31:52`, local time, which sorts: that country's usual form. */
export const localTime = (at: number): string => new Date(at).toLocaleString('sv-SE');

/** `1 setting`, `3 settings`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
