import type { FailureCode } from '$contract/result';
import { failureText } from '../text/failures.ts';

export interface Toast {
  readonly text: string;
  readonly undo?: () => unknown;
  /** What comes next, instead of a way back. */
  readonly next?: { readonly label: string; readonly run: () => unknown };
}

const SHOWN_FOR_MS = 10_000;

/** One short message at a time; it waits as long as somebody points at it. */
export class Toasts {
  #current = $state.raw<Toast | null>(null);
  #timer: ReturnType<typeof setTimeout> | null = null;

  get current(): Toast | null {
    return this.#current;
  }

  show(toast: Toast): void {
    this.#current = toast;
    this.resume();
  }

  /** Says what went wrong; null is nothing to say. */
  report(failed: FailureCode | null): void {
    if (failed !== null) this.show({ text: failureText[failed] });
  }

  close(): void {
    this.hold();
    this.#current = null;
  }

  hold(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  resume(): void {
    this.hold();
    if (this.#current !== null) this.#timer = setTimeout(() => this.close(), SHOWN_FOR_MS);
  }
}
