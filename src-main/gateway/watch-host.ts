import type { ConnectionStatus } from '../contract/connection-status.ts';
import type { GatewayEvent } from '../domain/gateway-state/events.ts';

export type EventBody = GatewayEvent extends infer Event
  ? Event extends GatewayEvent
    ? Omit<Event, 'at'>
    : never
  : never;

/** The monitor around the watch. */
export interface WatchHost {
  readonly status: ConnectionStatus;
  emit(event: EventBody): void;
  /** What is remembered has changed, though the status has not. */
  onRemembered(): void;
  /** The computer slept, or its clock was set. */
  onJumped(): void;
}
