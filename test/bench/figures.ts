/** The middle of the values; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (upper + lower) / 2;
}

/** Values beside the limit that they should stay under. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly aim: number;
  readonly values: readonly number[];
}

export function figureLine({ what, unit, aim, values }: Figure): string {
  return `${what}: ${rangeOf(values, unit)} (aim ${aim} ${unit})`;
}

export interface Comparison {
  readonly what: string;
  readonly unit: string;
  readonly aim: number;
  /** Pairs measured in turn, so that a drift of the machine's speed meets both alike. */
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
}

/** One line: both medians with their range, and the ratio of the medians beside its aim. */
export function line({ what, unit, aim, ours, theirs }: Comparison): string {
  const ratio = median(ours) / median(theirs);
  return `${what}: Gatelight ${rangeOf(ours, unit)}, compared ${rangeOf(theirs, unit)}, ratio ${ratio.toFixed(2)} (aim ${aim})`;
}

/** The median with the least and the most. */
function rangeOf(values: readonly number[], unit: string): string {
  return `${median(values).toFixed(1)} (${Math.min(...values).toFixed(1)}–${Math.max(...values).toFixed(1)}) ${unit}`;
}
