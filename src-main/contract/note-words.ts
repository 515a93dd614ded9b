/** Short plain notes for codes that a test may meet without failing over them. */
const NOTES: Readonly<Record<number, string>> = {
  326: 'The client ID is taken.',
  1100: 'The link between Gateway and IBKR was lost.',
  1101: 'The link to IBKR is back; data subscriptions were lost.',
  1102: 'The link to IBKR is back.',
  1300: 'The socket port was changed in Gateway.',
  2103: 'A market data farm is down.',
  2105: 'A historical data farm is down.',
  2110: 'Gateway has no link to IBKR; it restores it by itself.',
  2119: 'A market data farm is connecting.',
  2157: 'The security definition farm is down.',
  10141: 'The paper trading disclaimer must be accepted in Gateway.',
};

/** What a code means, without the farm it may be about. */
export const noteWords = (code: number): string => NOTES[code] ?? `Gateway sent code ${code}.`;
