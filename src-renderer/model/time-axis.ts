/** The common time axis under the bars: the first scale that everything fits on. */
export interface TimeAxis {
  readonly endMs: number;
  readonly ticks: readonly { readonly atMs: number; readonly label: string }[];
}

type Unit = 'ms' | 's' | 'min';
const UNIT_MS: Readonly<Record<Unit, number>> = { ms: 1, s: 1000, min: 60_000 };

/** Steps are counted in the unit the labels use. The last ones are for connections held open. */
const SCALES: readonly { unit: Unit; step: number; steps: number }[] = [
  { unit: 'ms', step: 100, steps: 5 },
  { unit: 's', step: 1, steps: 5 },
  { unit: 's', step: 5, steps: 5 },
  { unit: 's', step: 15, steps: 4 },
  { unit: 'min', step: 1, steps: 5 },
  { unit: 'min', step: 2, steps: 5 },
  { unit: 'min', step: 10, steps: 6 },
];

export function timeAxis(totalMs: number): TimeAxis {
  const scale = SCALES.find((each) => totalMs <= lengthOf(each)) ?? hours(totalMs);
  const { unit, step, steps } = scale;
  const ticks = Array.from({ length: steps + 1 }, (_, index) => ({
    atMs: index * step * UNIT_MS[unit],
    // The unit stands at both ends; in between the figure is enough.
    label: index === 0 || index === steps ? `${index * step} ${unit}` : `${index * step}`,
  }));
  return { endMs: lengthOf(scale), ticks };
}

/** Where a bar lies on the axis, in per cent. */
export function barOn(
  axis: TimeAxis,
  startMs: number,
  durationMs: number,
): { left: number; width: number } {
  const percent = (ms: number): number => Math.min(100, Math.max(0, (ms / axis.endMs) * 100));
  const left = percent(startMs);
  return { left, width: Math.min(percent(durationMs), 100 - left) };
}

function lengthOf(scale: { unit: Unit; step: number; steps: number }): number {
  return scale.step * scale.steps * UNIT_MS[scale.unit];
}

/** Nothing is held for longer than an hour; if it were, the axis would still hold it. */
function hours(totalMs: number): { unit: Unit; step: number; steps: number } {
  const wholeHours = Math.ceil(totalMs / 3_600_000);
  return { unit: 'min', step: 15 * wholeHours, steps: 4 };
}
