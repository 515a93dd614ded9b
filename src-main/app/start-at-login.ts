import type { PreferencesChange } from '../contract/preferences.ts';
import type { AppPorts } from './ports.ts';

/**
 * Asked for again also where the wish is the same: the entry may have been taken away elsewhere,
 * or the system refused it.
 */
export function setAutostart(
  { autostart, preferences, log }: Pick<AppPorts, 'autostart' | 'preferences' | 'log'>,
  { startAtLogin, startHidden }: PreferencesChange,
): void {
  const { state } = autostart;
  const isOn = state.possible && state.on;
  if (startAtLogin === undefined && (startHidden === undefined || !isOn)) return;
  if (startAtLogin === null && !isOn) return;
  const wished = startAtLogin === undefined ? isOn : startAtLogin === true;
  const now = autostart.set(wished, preferences.get().startHidden);
  if (!now.possible) log.warn(`start at login could not be changed: ${now.why}`);
}
