import { keys } from './keys.ts';

interface ShortcutText {
  readonly keys: readonly string[];
  readonly does: string;
}

/** The list behind F1: every key the window knows. */
export function shortcutList(userAgent = navigator.userAgent): readonly ShortcutText[] {
  const command = (key: string): string => keys(key, userAgent);
  return [
    { keys: [command('1')], does: 'Overview' },
    { keys: [command('2')], does: 'Diagnostics' },
    { keys: [command('3')], does: 'Configuration' },
    { keys: [command('4')], does: 'Backups' },
    { keys: [command('6'), command(',')], does: 'Settings' },
    { keys: [command('R'), 'F5'], does: 'Test connection' },
    { keys: [command('B')], does: "Back up Gateway's settings now" },
    { keys: [command('Z')], does: 'Undo the last restore, as long as it is offered' },
    { keys: [command('F')], does: 'Find in the text difference' },
    { keys: ['N', 'P'], does: 'Next or previous difference, while one has the focus' },
    { keys: [command('Shift+C')], does: 'Copy report' },
    { keys: ['Esc'], does: 'Close the dialog or menu, else hide the window' },
    { keys: [command('W')], does: 'Hide the window' },
    { keys: [command('Q')], does: 'Quit Gatelight' },
    { keys: ['F1', '?'], does: 'This list' },
  ];
}
