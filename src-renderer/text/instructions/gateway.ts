import type { System } from '$contract/app-state';
import { claimOf, type FixContext } from '../../model/fix-context.ts';
import { TASK_MANAGER } from '../hidden-window.ts';

/** Steps about the program Gateway itself, its link, and what comes last. */
const RESUME: Readonly<Record<System['platform'], (pid: string) => readonly string[]>> = {
  linux: (pid) => [
    'If it was stopped in a terminal with *Ctrl* + *Z*, type *fg* there.',
    `Otherwise, in a terminal: *kill -CONT ${pid}*.`,
  ],
  darwin: (pid) => [
    'If it was stopped in a terminal with *Control* + *Z*, type *fg* there.',
    `Otherwise, in *Terminal*: *kill -CONT ${pid}*.`,
  ],
  win32: (pid) => [
    'Open *Resource Monitor*, tab *CPU*.',
    `Right-click the suspended process (PID ${pid}) and choose *Resume Process*.`,
  ],
};

export function resumeProcess({ fix, system, name }: FixContext): readonly string[] {
  const pid = claimOf(fix, 'process-suspended')?.pid;
  return [
    ...RESUME[system.platform](pid === undefined ? 'PID' : String(pid)),
    `A debugger that holds it has to let it go. Then ${name} goes on by itself.`,
  ];
}

const START: Readonly<Record<System['platform'], string>> = {
  linux: 'from the menu of your desktop, or from its own folder in Jts',
  darwin: 'from Applications',
  win32: 'from the Start menu',
};

export function startGateway({ name, system, local, target }: FixContext): readonly string[] {
  return [
    local ? `Start ${name} ${START[system.platform]}.` : `Start ${name} on ${target.host}.`,
    `Sign in${target.mode === 'unknown' ? '' : ` to the ${target.mode} account`} and wait until its balance shows.`,
    `If it runs already, compare its *Socket port* with ${target.port}.`,
  ];
}

export function checkLink({ name, local, target }: FixContext): readonly string[] {
  return [
    `Check the internet connection of ${local ? 'this computer' : target.host}.`,
    "Look at IBKR's system status. Its servers are reset every night; the link is back within minutes.",
    `Wait: ${name} connects again by itself.`,
  ];
}

export function endOtherSession({ name }: FixContext): readonly string[] {
  return [
    'Sign out wherever else this user name is used: Client Portal, the mobile app, another TWS or Gateway.',
    `If ${name} asks whether to reconnect, choose to reconnect.`,
    'A second user name for Client Portal keeps the two apart for good.',
  ];
}

export function restartGateway({ name, system, local }: FixContext): readonly string[] {
  return [
    'Make sure that you can sign in now, with your phone at hand.',
    `Close ${name} from its own menu and wait until it is gone.` +
      (local ? ` If it does not react, end it in ${TASK_MANAGER[system.platform]}.` : ''),
    'Start it again, sign in, and wait until the account and its balance show.',
  ];
}

export function askForHelp({ fix, name }: FixContext): readonly string[] {
  const process = fix.proven.find((proof) => proof.kind === 'process');
  const version = process?.version ?? null;
  const remote = claimOf(fix, 'port-is-gateways') === null;
  return [
    'Copy the report and keep it with your question.',
    version === null
      ? `Note ${name}'s version (in its *Help* or *About* window): some versions have had API faults.`
      : `Note ${name}'s version, ${version}: some versions have had API faults.`,
    remote
      ? 'A firewall is not ruled out: say so, or try with it off for a minute.'
      : 'A firewall on this computer is ruled out: the connection was taken.',
    "Look at IBKR's system status, then write a ticket (Technical Assistance → API) or call: US 1 (877) 442-2757, direct +1 (312) 542-6901, Canada 1 (877) 745-4222. Hours are on the support page.",
  ];
}
