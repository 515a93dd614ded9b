import type { PushChannel, RequestChannel } from './channels.ts';
import type { Answers, Payload, Pushes } from './requests.ts';
import type { Result } from './result.ts';

/**
 * What the preload exposes as `window.gatelight`: one function per channel and nothing else.
 * Requests never reject: refusals and bugs come back as a `Result`. A push function takes a
 * listener, which gets the value alone, and answers the function that stops it.
 */
export type Bridge = {
  readonly [Channel in RequestChannel]: (
    ...payload: Payload<Channel> extends undefined ? [] : [Payload<Channel>]
  ) => Promise<Result<Answers[Channel]>>;
} & {
  readonly [Channel in PushChannel]: (listener: (value: Pushes[Channel]) => void) => () => void;
};
