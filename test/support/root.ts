/** `doing`: what this test does, for "This test makes disks of its own". Without it, it would prove nothing. */
export function needsRoot(doing: string): void {
  if (process.platform === 'linux' && process.geteuid?.() === 0) return;
  throw new Error(`This test ${doing}. That takes Linux and root: run the tests as root.`);
}

const NOBODY = 65_534;

/** As a person without root's powers, whom permissions hold. The ids of all threads change for this long only. */
export async function asNobody<Value>(work: () => Promise<Value>): Promise<Value> {
  needsRoot('does something as another user');
  process.setegid?.(NOBODY);
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}
