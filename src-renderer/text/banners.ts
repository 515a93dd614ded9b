import type { Banner } from '$contract/app-state';

interface BannerText {
  readonly title: string;
  readonly detail: string;
}

export function bannerText(banner: Banner): BannerText {
  switch (banner.kind) {
    case 'preferences-set-aside':
      return {
        title: 'Settings could not be read.',
        detail: `The damaged file was kept as ${banner.fileName}; defaults are used.`,
      };
    case 'not-writable':
      return {
        title: "Changes can't be saved.",
        detail: `The folder for Gatelight's data is not writable (${banner.errno}). Changes last until you quit.`,
      };
  }
}

export const blockedText: BannerText = {
  title: 'Your system blocks notifications.',
  detail:
    "Allow them for Gatelight in your system's notification settings, then send a test. The tray icon and this window still change.",
};
