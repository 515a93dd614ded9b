import type { ChangeSummary } from '../../contract/jts/finding.ts';

/** How many findings matter; mere housekeeping does not. */
export const mattering = ({ counts: { high, medium, low } }: ChangeSummary): number =>
  high + medium + low;
