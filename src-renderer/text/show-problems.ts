import type { ShowProblem } from '$contract/show-gateway';

/** Why Gateway's window does not come forward from here. */
const REASONS: Readonly<Record<ShowProblem, (name: string) => string>> = {
  'not-here': (name) =>
    `${name} runs on another computer, or behind a container or relay: its window can't be reached from here.`,
  'no-process': (name) => `${name}'s process was not found here.`,
  'no-window': (name) =>
    `No window of ${name} can be seen from here: it may belong to another desktop session.`,
  'not-allowed': () => "This desktop lets no program bring another one's window forward.",
  'no-display': () => 'There is no display that could be asked.',
  failed: (name) => `${name}'s window was asked to come forward and did not.`,
};

export const showReason = (problem: ShowProblem, name: string): string => REASONS[problem](name);

export const switchTo = (name: string): string => `Switch to the ${name} window`;
