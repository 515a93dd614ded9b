import type { WatchMode } from '$contract/watch-modes';

interface ModeText {
  readonly title: string;
  /** What is sent to Gateway, and how often. */
  readonly detail: string;
}

export const modeText: Readonly<Record<WatchMode, ModeText>> = {
  'stay-connected': {
    title: 'Stay connected',
    detail:
      'Keeps one session open, asks it for the time every 9 seconds, and connects once more as a new client every 15 minutes. Sees interruptions within seconds.',
  },
  'spot-checks': {
    title: 'Spot checks',
    detail:
      'Connects at the start and every 15 minutes, then leaves. Nothing stays open; what happens in between may go unseen.',
  },
  'look-only': {
    title: 'Look only',
    detail:
      'Sends nothing to Gateway unless you test. Looks on this computer whether the port listens; never shows ready.',
  },
};

export const MODE_UNCHOSEN =
  'Nothing is chosen yet, so nothing connects to this live account. Choose one.';
