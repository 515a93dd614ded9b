import type { FixStep, FixStepId } from '$contract/guided-fix';
import { ago, clockTime } from '$contract/format';
import { claimOf, type FixContext } from '../model/fix-context.ts';
import { otherPort } from '../model/fix-actions.ts';

interface StepText {
  readonly title: (c: FixContext) => string;
  /** Under the title in the list, where no evidence says more. */
  readonly caption: string;
  readonly why: (c: FixContext) => string;
}

const STEPS: Readonly<Record<FixStepId, StepText>> = {
  'accept-dialog': {
    title: () => 'Accept the dialog',
    caption: "Can't be ruled out",
    why: ({ name }) =>
      `${name} can ask before it lets a new program use the API. Until someone answers, every new program times out.`,
  },
  'accept-disclaimer': {
    title: () => 'Accept the paper disclaimer',
    caption: 'Asked for after a fresh sign-in',
    why: ({ name }) =>
      `${name} asks for it after a fresh sign-in to a paper account. Until it is accepted, no program gets a session.`,
  },
  'finish-sign-in': {
    title: () => 'Finish signing in',
    caption: 'Phone approval, notices',
    why: ({ name }) => `${name} serves programs only once it is fully signed in.`,
  },
  'trust-address': {
    title: ({ local }) => (local ? 'Trust this computer' : "Trust this computer's address"),
    caption: 'Stops the dialog for good',
    why: (c) => {
      const lets = `${c.name} lets trusted addresses in without a question. Others it asks about, or turns away without a word.`;
      const at = trustChangedAt(c);
      return at === null
        ? lets
        : `${lets} They were changed at ${clockTime(at)}, before this; that may explain it.`;
    },
  },
  'enable-api': {
    title: () => 'Allow API clients',
    caption: 'TWS only',
    why: () => 'While its API is off, TWS opens no port. An upgrade may have switched it off.',
  },
  'check-relay': {
    title: () => 'Look behind the relay',
    caption: 'Container, tunnel or relay',
    why: (c) => {
      const relay = claimOf(c.fix, 'relay');
      return relay === null
        ? 'A container, tunnel or relay takes connections even when nothing is behind it.'
        : `${relay.program} takes the connections on this port. Nothing is known about ${c.name} behind it.`;
    },
  },
  'resume-process': {
    title: ({ name }) => `Resume ${name}'s process`,
    caption: 'It is suspended',
    why: ({ name }) =>
      `The process is suspended: the system still takes connections for it, but ${name} does nothing until it is resumed. Gatelight does not resume it.`,
  },
  'look-at-window': {
    title: ({ name }) => `Look at ${name}'s window`,
    caption: 'A message may say why',
    why: ({ name }) =>
      `${name} shows messages that it does not pass on to programs, and its window tells a busy program from a frozen one.`,
  },
  'clear-connections': {
    title: () => 'Clear stuck connections',
    caption: "Can't be counted from here",
    why: () =>
      'A program that leaves without closing properly can leave a half-closed connection behind. Many of them were seen together with this problem; that they cause it is not proven.',
  },
  'free-client-id': {
    title: () => 'Free the client ID',
    caption: 'Another program holds it',
    why: ({ name }) => `${name} gives each client ID to one program at a time.`,
  },
  'change-port': {
    title: () => 'Change the port here',
    caption: 'Here and in your programs',
    why: (c) => {
      const other = otherPort(c);
      return other === null
        ? `Port ${c.target.port} is not where ${c.name} answers programs.`
        : `${c.name} listens on port ${other}; this connection goes to ${c.target.port}.`;
    },
  },
  'set-gateway-port': {
    title: ({ name }) => `Set the port in ${name}`,
    caption: 'Programs can stay as they are',
    why: ({ name }) => `The port is one of ${name}'s own settings, so it can be moved instead.`,
  },
  'start-gateway': {
    title: ({ name }) => `Start ${name}`,
    caption: 'Nothing listens on the port',
    why: ({ target }) => `Nothing listens on port ${target.port}.`,
  },
  'check-link': {
    title: () => 'Check the link to IBKR',
    caption: 'It usually heals by itself',
    why: ({ name }) =>
      `${name} runs and programs can connect, but it reports no link to IBKR's servers.`,
  },
  'end-other-session': {
    title: () => 'End another session',
    caption: 'The same user name elsewhere',
    why: () =>
      'IBKR allows one trading session for a user name. A sign-in elsewhere can cut this one off.',
  },
  'restart-gateway': {
    title: ({ name }) => `Restart ${name}`,
    caption: 'Last resort: needs sign-in',
    why: () =>
      "You'll need to sign in again, and programs that are connected now lose their sessions. Gatelight never restarts it.",
  },
  'ask-for-help': {
    title: () => 'Ask for help',
    caption: 'Report, status page, support',
    why: () =>
      'Whoever helps needs to know what was seen. The report says it, without account numbers.',
  },
};

export const stepTitle = (step: FixStepId, c: FixContext): string => STEPS[step].title(c);
export const stepWhy = (step: FixStepId, c: FixContext): string => STEPS[step].why(c);

/** Under a step's title in the list: what was seen of it, else how well it fits. */
export function stepCaption({ step, state, fits }: FixStep, c: FixContext, now: number): string {
  if (state === 'tried') return 'Tried';
  const seen = SEEN[step]?.(c, now) ?? null;
  if (seen !== null) return seen;
  return fits === 'likely' ? 'Most likely' : STEPS[step].caption;
}

type Seen = (c: FixContext, now: number) => string | null;

const SEEN: Readonly<Partial<Record<FixStepId, Seen>>> = {
  'accept-dialog': ({ fix }) =>
    claimOf(fix, 'new-window') === null ? null : 'A window opened just then',
  'finish-sign-in': ({ fix, name }, now) => {
    const young = claimOf(fix, 'process-young');
    return young === null ? null : `${name} started ${ago(Math.max(0, now - young.startedAt))}`;
  },
  'trust-address': (c) => {
    const at = trustChangedAt(c);
    if (at !== null) return `Changed at ${clockTime(at)}, before this`;
    return c.fix.verdict === 'refused-by-rule' ? 'Others may be turned away' : null;
  },
  'check-relay': ({ fix }) => {
    const relay = claimOf(fix, 'relay');
    return relay === null ? null : `${relay.program} is in between`;
  },
  'resume-process': ({ fix }) => {
    const suspended = claimOf(fix, 'process-suspended');
    return suspended === null ? null : `PID ${suspended.pid} is suspended`;
  },
  'clear-connections': ({ fix }) => {
    if (claimOf(fix, 'no-half-closed') !== null) return 'None found';
    const halfClosed = claimOf(fix, 'half-closed');
    return halfClosed === null ? null : `${halfClosed.count} half-closed`;
  },
  'change-port': (c) => {
    const other = otherPort(c);
    return other === null ? null : `${c.name} listens on ${other}`;
  },
};

/** When trusted addresses were changed shortly before the problem; null: they were not. */
function trustChangedAt({ fix }: FixContext): number | null {
  const claim = claimOf(fix, 'settings-changed');
  return claim?.rule === 'trusted-address' ? claim.at : null;
}
