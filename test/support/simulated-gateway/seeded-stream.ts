import { badBytes } from './bad-bytes.ts';
import { encodeFrame, lengthPrefix } from './frames.ts';

export const streamKinds = [
  'random',
  'split-valid',
  'negative',
  'zero',
  'huge',
  'http',
  'tls',
  'ssh',
] as const;
export type StreamKind = (typeof streamKinds)[number];

export interface SeededStream {
  readonly seed: number;
  readonly kind: StreamKind;
  readonly bytes: Buffer;
  /** The same bytes, split at random points. */
  readonly chunks: readonly Buffer[];
}

/** The same seed gives the same stream for ever; kinds take turns, so any run of seeds holds all of them. */
export function seededStream(seed: number): SeededStream {
  const random = mulberry32(seed);
  const kind = streamKinds[Math.abs(seed) % streamKinds.length] ?? 'random';
  const bytes = makers[kind](random);
  return { seed, kind, bytes, chunks: splitAtRandom(bytes, random) };
}

/** Whole numbers below `limit`. */
type Random = (limit: number) => number;

const makers: Record<StreamKind, (random: Random) => Buffer> = {
  random: (random) => noise(random, 1 + random(200)),
  'split-valid': (random) => encodeFrame([100 + random(94), '20261122 14:31:52 CET']),
  negative: (random) => headed(0x80000000 + random(0x7fffffff), random),
  zero: (random) => Buffer.alloc(4 * (1 + random(32))),
  huge: (random) => headed(0x01000000 + random(0x7effffff), random),
  http: (random) => Buffer.concat([badBytes['http-400'], noise(random, random(64))]),
  tls: (random) => Buffer.concat([badBytes['tls-alert'], noise(random, random(64))]),
  ssh: (random) => Buffer.concat([badBytes['ssh-banner'], noise(random, random(64))]),
};

function headed(length: number, random: Random): Buffer {
  return Buffer.concat([lengthPrefix(length), noise(random, random(200))]);
}

function noise(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random(256)));
}

function splitAtRandom(bytes: Buffer, random: Random): Buffer[] {
  const chunks: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = start + 1 + random(Math.min(24, bytes.length - start));
    chunks.push(bytes.subarray(start, end));
    start = end;
  }
  return chunks;
}

/** Tommy Ettinger's generator, public domain: small, and the same on every machine. */
function mulberry32(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}
