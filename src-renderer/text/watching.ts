import type { Target } from '$contract/target';
import type { Watching } from '../model/watching.ts';

interface WatchingText {
  readonly lead: string;
  readonly rest: string;
  /** Something goes on that needs no click here. */
  readonly active: boolean;
}

const HARMLESS = 'Nothing is traded and no order is placed.';

/** The note under a step: how its end will be noticed. */
export function watchingText(watching: Watching, { port }: Target): WatchingText {
  switch (watching.how) {
    case 'held':
      return {
        lead: 'Watching.',
        rest: `One test connection stays open (client ID ${watching.clientId}) so that your click counts. ${HARMLESS}`,
        active: true,
      };
    case 'tests':
      return {
        lead: 'Watching.',
        rest: `A test of port ${port} runs every 15 seconds while this fix is open. ${HARMLESS}`,
        active: true,
      };
    case 'session':
      return {
        lead: 'Watching.',
        rest: `The open session tells as soon as this ends. ${HARMLESS}`,
        active: true,
      };
    case 'not-tested':
      return {
        lead: 'Not tested by itself.',
        rest: 'This connection is not tested unless you ask for it. Test it after each step.',
        active: false,
      };
    case 'paused':
      return {
        lead: 'Monitoring is paused.',
        rest: 'Nothing is tested until it is resumed.',
        active: false,
      };
    case 'elsewhere':
      return {
        lead: 'Watched elsewhere.',
        rest: `Another Gatelight process, PID ${watching.pid}, tests this connection; its results show here.`,
        active: true,
      };
  }
}
