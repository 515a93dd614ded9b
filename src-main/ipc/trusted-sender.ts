import { parseUrl } from '../contract/parse-url.ts';

/** The parts of a message's sender that matter; frames are null once they are gone. */
export interface Sender {
  readonly sender: unknown;
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/**
 * Only the main frame of one of our own windows at our own origin may ask. Origins are compared as parsed
 * URLs: `gatelight://page.evil` begins like ours.
 */
export function isTrustedSender(
  event: Sender,
  ownContents: readonly unknown[],
  origins: readonly string[],
): boolean {
  const frame = event.senderFrame;
  // A window that is not there has no contents, and no sender is one.
  if (frame === null || event.sender === null || !ownContents.includes(event.sender)) return false;
  if (frame.parent !== null) return false;
  const url = parseUrl(frame.url);
  if (url === null) return false;
  return origins.some((origin) => {
    const own = parseUrl(origin);
    return own !== null && own.protocol === url.protocol && own.host === url.host;
  });
}
