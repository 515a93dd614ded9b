import type { Severity } from '../../contract/jts/finding.ts';

/** How values of a key compare, and what they look like. */
export type KeyKind =
  | 'plain'
  /** `true`, `no`, `1`. */
  | 'flag'
  | 'number'
  /** `p` paper, `l` live. */
  | 'trading-mode'
  /** Addresses joined by commas; a set. */
  | 'addresses'
  /** `host:port,flag,date,flag` joined by `;`: a set of hosts; the dates change every day. */
  | 'ssl-hosts'
  /** One word for each user, joined by commas; a set, and personal. */
  | 'users'
  /** Window sizes and counters. */
  | 'geometry'
  | 'server'
  | 'time-zone'
  /** A short word of a fixed list, in effect: `en`, `us`, `dark`. */
  | 'word'
  /** When something was done last, epoch ms. */
  | 'moment';

export type Row = readonly [
  section: string,
  key: string,
  kind: KeyKind,
  severity: Severity,
  name: string,
  does: string,
];

/** Most important first: in this order they are told where the severity is equal. */
export const SHOWN: readonly Row[] = [
  [
    'IBGateway',
    'TrustedIPs',
    'addresses',
    'high',
    'Trusted addresses',
    'Computers that may connect without a dialog.',
  ],
  [
    'IBGateway',
    'ApiOnly',
    'flag',
    'high',
    'API mode',
    'Gateway serves the API; when false it serves FIX instead.',
  ],
  [
    'Logon',
    'tradingMode',
    'trading-mode',
    'high',
    'Trading mode',
    'Live or paper account, as last chosen at sign-in.',
  ],
  [
    'Logon',
    'UseSSL',
    'flag',
    'high',
    'Encrypted connection',
    'Connects to IBKR with SSL, without which sign-in stops at a notice.',
  ],
  [
    'IBGateway',
    'LocalServerPort',
    'number',
    'medium',
    'Local server port',
    'The port of a FIX Gateway; the socket port of the API is kept elsewhere.',
  ],
  [
    'IBGateway',
    'MasterClientID',
    'number',
    'medium',
    'Master client ID entry',
    'Rarely found here; the one in effect is kept in the API settings store.',
  ],
  [
    'IBGateway',
    'RemoteHostOrderRouting',
    'server',
    'medium',
    'Order server',
    "IBKR's server for orders, learned at sign-in.",
  ],
  [
    'IBGateway',
    'RemotePortOrderRouting',
    'number',
    'medium',
    'Order server port',
    "Port of IBKR's server for orders.",
  ],
  [
    'Communication',
    'Peer',
    'server',
    'medium',
    'Last server',
    'The server of IBKR that was used last.',
  ],
  [
    'Logon',
    'SupportsSSL',
    'ssl-hosts',
    'medium',
    'SSL hosts',
    'Servers of IBKR that are known to speak SSL.',
  ],
  [
    'Logon',
    'TimeZone',
    'time-zone',
    'medium',
    'Time zone',
    'Times that Gateway shows and sends to your programs.',
  ],
  ['Logon', 'Locale', 'word', 'medium', 'Language', 'Language of the windows; IBC needs English.'],
  [
    'Logon',
    's3store',
    'flag',
    'medium',
    'Server store',
    'Offers at sign-in to keep settings on the server.',
  ],
  [
    'Logon',
    'useRemoteSettings',
    'flag',
    'medium',
    'Settings from the server',
    "Takes settings from IBKR's server at sign-in.",
  ],
  [
    'IBGateway',
    'WriteDebug',
    'flag',
    'low',
    'Debug log',
    'Writes a detailed log file. Useful for support, grows fast.',
  ],
  [
    'IBGateway',
    'WriteEnabled',
    'flag',
    'low',
    'Write access entry',
    'Rarely found here; Read-Only API is kept in the API settings store.',
  ],
  [
    'IBGateway',
    'LocalApiPort',
    'number',
    'low',
    'Old local port entry',
    'Found in old files only.',
  ],
  [
    'Logon',
    'AutoRestart',
    'flag',
    'low',
    'Automatic restart',
    'Restarts daily without a new sign-in.',
  ],
  [
    'Communication',
    'Region',
    'word',
    'low',
    'Region',
    "Which of IBKR's regions serves the account.",
  ],
  [
    'Communication',
    'ctciAutoEncrypt',
    'flag',
    'low',
    'FIX encryption',
    'Encrypts FIX connections.',
  ],
  ['Communication', 'Internal', 'flag', 'low', 'Internal', 'Found in old files only.'],
  ['Communication', 'LocalPort', 'number', 'low', 'Local port', 'Found in old files only.'],
  ['Communication', 'debug', 'flag', 'low', 'Connection debug log', 'Found in old files only.'],
  [
    'Logon',
    'displayedproxymsg',
    'flag',
    'low',
    'Proxy notice shown',
    'Whether the notice about proxies was shown already.',
  ],
  ['Logon', 'Individual', 'flag', 'low', 'Individual account', 'Look of the sign-in window.'],
  ['Logon', 'FontSize', 'number', 'low', 'Font size', 'Size of text in the windows.'],
  [
    'Logon',
    'os_titlebar',
    'flag',
    'low',
    'System title bar',
    "Windows use the system's title bar.",
  ],
  ['Logon', 'colorPalletName', 'word', 'low', 'Colours', 'Colours of the windows.'],
  ['Logon', 'ibkrBranding', 'word', 'low', 'Branding', 'Look of the sign-in window.'],
  ['ns', 'darykq', 'flag', 'low', 'darykq', 'Meaning not known.'],
  ['Logon', 'Steps', 'geometry', 'housekeeping', 'Step counter', 'A counter that Gateway keeps.'],
  [
    'Logon',
    'screenHeight',
    'geometry',
    'housekeeping',
    'Screen height',
    'Height of the screen that was used last.',
  ],
  [
    'IBGateway',
    'MainWindow.Height',
    'geometry',
    'housekeeping',
    'Window height',
    'Size of the main window.',
  ],
  [
    'IBGateway',
    'MainWindow.Width',
    'geometry',
    'housekeeping',
    'Window width',
    'Size of the main window.',
  ],
];

/** Those whose values are nobody's business. */
export const HIDDEN: readonly Row[] = [
  [
    'Communication',
    '2ndFactor',
    'plain',
    'medium',
    'Second factor',
    'The device chosen for the second step of signing in.',
  ],
  [
    'Communication',
    'SettingsDir',
    'plain',
    'low',
    'Settings folder',
    'Where settings are kept, if they were moved.',
  ],
  [
    'Logon',
    'UserNameToDirectory',
    'users',
    'low',
    'User folders',
    'Which folder belongs to which user name.',
  ],
  [
    'Logon',
    'Restart',
    'plain',
    'low',
    'Restart token',
    'Lets Gateway restart without a new sign-in.',
  ],
  ['browser', 'linux_browser', 'plain', 'low', 'Browser', 'The program that opens web pages.'],
];
