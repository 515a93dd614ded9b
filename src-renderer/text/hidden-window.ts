import type { System } from '$contract/app-state';

type Hint = (name: string, desktop: string | null) => string;

const LINUX_DESKTOPS: readonly { matches: RegExp; hint: (name: string) => string }[] = [
  {
    matches: /gnome|unity|ubuntu/i,
    hint: (name) => `Press *Super* to see the windows of every workspace, then pick ${name}.`,
  },
  {
    matches: /kde|plasma/i,
    hint: (name) => `Press *Meta* + *W* to see every desktop, then pick ${name}.`,
  },
];

/** How to find a window that is behind others, minimised or on another desktop. */
const HINTS: Readonly<Record<System['platform'], Hint>> = {
  linux: (name, desktop) => {
    const known = LINUX_DESKTOPS.find(({ matches }) => desktop !== null && matches.test(desktop));
    const find =
      known?.hint(name) ??
      `Press *Alt* + *Tab*, then look through the other workspaces for ${name}.`;
    return `${find} Where it runs on a screen of its own (VNC, Xvfb, a container), look there.`;
  },
  darwin: (name) =>
    `Press *Control* + *↑* to see every desktop, or click ${name} in the Dock and choose *Show All Windows*.`,
  win32: (name) =>
    `Press *Windows* + *Tab* to see every desktop, or *Alt* + *Tab* to reach ${name}; a minimised window opens from the taskbar.`,
};

export const hiddenWindowHint = (system: System, name: string): string =>
  HINTS[system.platform](name, system.desktop);

/** What to end a program with that no longer reacts. */
export const TASK_MANAGER: Readonly<Record<System['platform'], string>> = {
  linux: 'the system monitor',
  darwin: '*Activity Monitor*',
  win32: '*Task Manager*',
};
