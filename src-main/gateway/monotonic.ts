/** Milliseconds of the machine's monotonic clock, the same in every thread of this process. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
