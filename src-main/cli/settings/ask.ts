import { createInterface } from 'node:readline';
import { isatty } from 'node:tty';

/** Null where nobody can be asked: the question goes to stderr, the answer comes from stdin, both a terminal. */
export function terminal(): ((question: string) => Promise<boolean>) | null {
  return isatty(0) && isatty(2) ? ask : null;
}

/** Only a yes is one; the end of the input, or Ctrl+C, is none. */
function ask(question: string): Promise<boolean> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    lines.once('close', () => {
      resolve(false);
    });
    lines.question(question, (answer) => {
      resolve(/^\s*y(?:es)?\s*$/i.test(answer));
      lines.close();
    });
  });
}
