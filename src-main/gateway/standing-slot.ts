import type { Clock } from '../domain/clock.ts';
import { LIMITS } from '../domain/limits.ts';
import type { SessionFacts } from '../domain/session-facts.ts';
import type { Handover } from './fresh-test.ts';
import { keepSession, type StandingSession } from './standing-session.ts';

export interface SlotListener {
  onTold(session: SessionFacts): void;
  /** A session stands, or none any more. */
  onStands(stands: boolean): void;
  onMute(isMute: boolean): void;
  /** It was mute for as long as one is held. */
  onMuteForLong(): void;
  /** `shortLived`: how many in a row, with this one, ended soon after they began. */
  onDropped(standing: StandingSession | null, shortLived: number): void;
}

/** A standing session that ends sooner may end so again. */
const SHORT_LIVED_MS = 60_000;

/** The place of the one standing session: taken or free. */
export class StandingSlot {
  #session: StandingSession | null = null;
  #sinceMs = 0;
  #shortLived = 0;
  #stopMute = (): void => undefined;
  readonly #clock: Clock;
  readonly #heard: SlotListener;

  constructor(clock: Clock, listener: SlotListener) {
    this.#clock = clock;
    this.#heard = listener;
  }

  get session(): StandingSession | null {
    return this.#session;
  }

  stand(handover: Handover, ignoredFarms: readonly string[]): void {
    const clock = this.#clock;
    this.#sinceMs = clock.monotonicMs();
    this.#heard.onStands(true);
    let wasMute = false;
    this.#session = keepSession(handover, clock, ignoredFarms, {
      onTold: (session) => {
        this.#heard.onTold(session);
        const isMute = session.muteSince !== null;
        if (isMute !== wasMute) this.#muteChanged(isMute);
        wasMute = isMute;
      },
      onDropped: () => {
        this.#dropped();
      },
    });
  }

  /** The session is the caller's to close. */
  leave(): StandingSession | null {
    const session = this.#session;
    this.#stopMute();
    this.#session = null;
    this.#heard.onStands(false);
    return session;
  }

  #muteChanged(isMute: boolean): void {
    this.#stopMute();
    if (isMute) {
      this.#stopMute = this.#clock.after(LIMITS.hold, () => {
        this.#heard.onMuteForLong();
      });
    }
    this.#heard.onMute(isMute);
  }

  #dropped(): void {
    const stoodMs = this.#clock.monotonicMs() - this.#sinceMs;
    const session = this.leave();
    this.#shortLived = stoodMs < SHORT_LIVED_MS ? this.#shortLived + 1 : 0;
    this.#heard.onDropped(session, this.#shortLived);
  }
}
