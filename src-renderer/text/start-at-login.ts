import { APP_NAME } from '$contract/app-name';
import type { System } from '$contract/app-state';
import type { SettingText } from './settings.ts';

export const startAtLoginText: SettingText = {
  title: 'Start at login',
  detail: 'The light is there before your programs are',
};

/** Reasons that no second try changes. */
const LASTING: Readonly<Record<string, string>> = {
  unpackaged: `${APP_NAME} runs from a checkout here, so there is no installed program for the system to start.`,
  unnameable: `The folder that ${APP_NAME} lies in has a name that no start entry can hold (= or %). It works from another folder.`,
};

/** Why it can't be switched, in words. */
export function startAtLoginReason(why: string, platform: System['platform']): string {
  const lasting = LASTING[why];
  if (lasting !== undefined) return lasting;
  if (why === 'requires-approval') {
    return `macOS waits for your approval: System Settings → General → Login Items, then allow ${APP_NAME}.`;
  }
  const place =
    platform === 'linux'
      ? ' The start entry is a file in ~/.config/autostart, unless XDG_CONFIG_HOME names another folder.'
      : '';
  return `The system refused the change (${why}).${place}`;
}

export const canTryAgain = (why: string): boolean => LASTING[why] === undefined;
