import type { FixContext } from '../../model/fix-context.ts';

/** Steps that are done in a window of Gateway's or on the phone; labels stand between asterisks. */
export const bringForward = ({ name, local, target }: FixContext): string =>
  local
    ? `Bring ${name} to the front.`
    : `Go to the ${name} window on ${target.host}, or to whoever sits there.`;

export function acceptDialog(c: FixContext): readonly string[] {
  return [
    `${bringForward(c)} The dialog can hide behind other windows or on another desktop.`,
    `Find the question about an incoming connection${c.local ? ' from 127.0.0.1' : " from this computer's address"} and choose *Accept* or *Yes*.`,
    c.held
      ? "That's all. The test finishes by itself."
      : 'Then test the connection: what you accepted counts for the next one.',
  ];
}

/** What keeps the dialog a place to look, not a fact; and whom not to let in. */
export const aboutDialog = ({ local }: FixContext): string =>
  local
    ? "Programs on the same computer normally pass without a question: this is the first place to look, not a certainty. Turn away an address that you don't know."
    : "Turn away an address that you don't know.";

export const WRITE_QUESTION =
  'With *Read-Only API* on, a program that asks for open orders can raise a second question. Answer that one as well, or start that program read-only. Read-Only API itself does not stop a connection.';

export function acceptDisclaimer(c: FixContext): readonly string[] {
  return [
    bringForward(c),
    'Find the paper trading disclaimer and choose *I understand and accept*.',
    'The next test shows whether it counted.',
  ];
}

export function finishSignIn(c: FixContext): readonly string[] {
  const paper =
    c.target.mode === 'paper'
      ? ' For this connection choose *Paper Trading*; the account needs paper trading enabled.'
      : '';
  return [
    `${bringForward(c)} Finish signing in.${paper}`,
    'Approve on your phone if it asks. A request lapses after a few minutes; then ask for a new one.',
    'Close every notice and message that is still open.',
    'Wait until the account and its balance show.',
  ];
}

export function lookAtWindow(c: FixContext): readonly string[] {
  return [
    bringForward(c),
    `Open one of its menus. If nothing reacts, ${c.name} is frozen or very busy: give it a minute.`,
    'Read every message and answer it. Note one that you do not understand: it helps support.',
  ];
}
