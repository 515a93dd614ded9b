/** Names of everything that crosses between main and page: `noun:verb`. Values only, no schema: the preload imports this. */
export const REQUEST_CHANNELS = [
  'status:get',
  'app:get',
  'test:run',
  'test:accepted',
  'gateway:closed',
  'gateway:show',
  'fix:open',
  'fix:step',
  'fix:skip',
  'fix:close',
  'details:copy',
  'report:preview',
  'report:copy',
  'ports:list',
  'settings:get',
  'settings:backup',
  'settings:compare',
  'settings:lines',
  'settings:reveal',
  'settings:open-folder',
  'settings:choose-folder',
  'settings:look-again',
  'backups:list',
  'backups:pin',
  'backups:note',
  'backups:verify',
  'backups:export',
  'backups:import',
  'backups:open-folder',
  'restore:preview',
  'restore:run',
  'restore:cancel',
  'preferences:change',
  'notifications:snooze',
  'notifications:test',
  'monitoring:pause',
  'notice:act',
  'notice:dismiss',
  'banner:dismiss',
  'link:open',
  'logs:open',
  'window:hide',
] as const;
export type RequestChannel = (typeof REQUEST_CHANNELS)[number];

export const PUSH_CHANNELS = [
  'status:changed',
  'app:changed',
  'settings:changed',
  'page:open',
] as const;
export type PushChannel = (typeof PUSH_CHANNELS)[number];

/** Pages that a notification, a menu entry or `--page=` may name. */
export const PAGES = ['overview', 'diagnostics', 'configuration', 'backups', 'settings'] as const;
export type Page = (typeof PAGES)[number];
