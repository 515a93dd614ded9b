import type { ExplainingRule } from './settings-state.ts';

/** What changed before a problem that it may explain; the time follows, then "before this". */
export const changeWords: Readonly<Record<ExplainingRule, string>> = {
  'trusted-address': 'Trusted addresses were changed',
  'api-only': 'API-only mode was switched off',
  'trading-mode': 'The trading mode was changed',
  'api-store': 'The API settings were changed',
  'program-folder': 'Another version of the program was started',
};
