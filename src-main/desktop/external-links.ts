import type { LinkName } from '../contract/requests.ts';

/** The page names a link; only these addresses can be opened. */
export const LINKS: Readonly<Record<LinkName, string>> = {
  docs: 'https://github.com/gatelight/gatelight#readme',
  'tray-help': 'https://github.com/gatelight/gatelight#no-icon-in-the-tray',
  'system-status': 'https://www.interactivebrokers.com/en/software/systemStatus.php',
  support: 'https://www.interactivebrokers.com/en/support/customer-service.php',
  'download-gateway': 'https://www.interactivebrokers.com/en/trading/ibgateway-stable.php',
};
