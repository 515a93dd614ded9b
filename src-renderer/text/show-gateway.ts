import type { ShowProblem } from '$contract/show-gateway';
import type { Target } from '$contract/target';
import { productName } from '$contract/verdict-words';

/** Why the window has to be found by hand. */
const REASONS: Readonly<Record<ShowProblem, (name: string) => string>> = {
  'not-here': () => 'it is on another computer, or behind a container or relay',
  'no-process': () => 'its process was not found here',
  'no-window': () => 'its process has no window that can be seen from here',
  'not-allowed': () => 'this desktop lets no program bring another one forward',
  'no-display': () => 'there is no display to ask',
  failed: (name) => `bringing ${name} forward did not work`,
};

/** `Switch to the Gateway window: this desktop lets no program bring another one forward.` */
export function switchToIt({ product }: Target, why: ShowProblem): string {
  const name = productName[product];
  return `Switch to the ${name} window: ${REASONS[why](name)}.`;
}
