import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { REQUEST_CHANNELS, type RequestChannel } from '../contract/channels.ts';
import { requestSchemas, type Answers, type Payload } from '../contract/requests.ts';
import { failure, type Result } from '../contract/result.ts';
import type { Log } from '../logging/log.ts';

export type Handlers = {
  readonly [Channel in RequestChannel]: (
    payload: Payload<Channel>,
  ) => Result<Answers[Channel]> | Promise<Result<Answers[Channel]>>;
};

export interface RequestRouterDeps {
  readonly ipc: Pick<IpcMain, 'handle' | 'removeHandler'>;
  readonly isTrustedSender: (event: IpcMainInvokeEvent) => boolean;
  readonly log: Log;
}

/**
 * One gate for everything the page asks: who sends, does it fit the contract. Electron passes the
 * message of a rejected handler on to the page, so handlers answer with a `Result`; what is thrown
 * past them is a bug of main and is logged here. Answers the function that removes all handlers.
 */
export function registerRequests(handlers: Handlers, deps: RequestRouterDeps): () => void {
  for (const channel of REQUEST_CHANNELS) {
    deps.ipc.handle(channel, (event, raw: unknown) => answer(channel, event, raw));
  }
  return () => {
    for (const channel of REQUEST_CHANNELS) deps.ipc.removeHandler(channel);
  };

  async function answer<Channel extends RequestChannel>(
    channel: Channel,
    event: IpcMainInvokeEvent,
    raw: unknown,
  ): Promise<Result<Answers[Channel]>> {
    if (!deps.isTrustedSender(event)) {
      deps.log.warn(`${channel}: refused, the sender is not our window`);
      return failure('forbidden-sender');
    }
    const parsed = requestSchemas[channel].safeParse(raw);
    if (!parsed.success) {
      deps.log.warn(`${channel}: refused, the request does not match the contract`);
      return failure('invalid-request');
    }
    try {
      return await handlers[channel](parsed.data as Payload<Channel>);
    } catch (cause) {
      deps.log.error(`${channel}: the handler threw`, cause);
      return failure('internal');
    }
  }
}
