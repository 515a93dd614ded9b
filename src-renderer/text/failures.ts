import type { FailureCode } from '$contract/result';

/** What a refused request means for the person who asked. */
export const failureText: Readonly<Record<FailureCode, string>> = {
  'forbidden-sender': 'Gatelight refused this window. Close it and open it again.',
  'invalid-request': 'Gatelight could not use this value. Nothing was changed.',
  internal: 'Something went wrong inside Gatelight. Its log says more.',
  'no-connection': 'Set up a connection first.',
  'too-soon': 'The last test is under a minute old. Try again in a minute.',
  'no-folder': 'This settings folder is not watched any more.',
  'no-backup': 'This backup does not exist any more.',
  'not-saved': 'The change could not be saved. It lasts until Gatelight quits.',
};
