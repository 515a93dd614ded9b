import { SvelteMap } from 'svelte/reactivity';
import {
  MAX_LINES_AT_ONCE,
  type ComparedVersions,
  type DifferenceLine,
} from '$contract/jts/settings-state';
import type { Answers, Payload } from '$contract/requests';
import type { FailureCode, Result } from '$contract/result';
import type { Fold } from '../model/difference-rows.ts';
import type { SettingsStore } from './settings.svelte.ts';

type Asked = Payload<'settings:compare'>;
type What = Payload<'settings:reveal'>['what'];
type Revealed = NonNullable<Answers['settings:reveal']>;

/** What is shown of two versions. `gone`: one of the two does not exist, or can't be read. */
export type Shown =
  | { readonly kind: 'none' | 'gone' }
  | { readonly kind: 'failed'; readonly error: FailureCode }
  | { readonly kind: 'compared'; readonly compared: ComparedVersions };

/** Faster than this nothing is said of waiting. */
export const PATIENCE_MS = 300;

/** Two versions that Configuration shows, with the folds opened and the values revealed there. */
export class Comparison {
  readonly #settings: Pick<SettingsStore, 'compare' | 'lines' | 'reveal'>;
  #asked: Asked | null = null;
  #shown = $state.raw<Shown>({ kind: 'none' });
  #isSlow = $state(false);
  readonly #opened = new SvelteMap<number, readonly DifferenceLine[]>();
  readonly #revealed = new SvelteMap<string, Revealed>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(settings: Pick<SettingsStore, 'compare' | 'lines' | 'reveal'>) {
    this.#settings = settings;
  }

  get shown(): Shown {
    return this.#shown;
  }

  /** Nothing is there to show yet, and that takes long enough to be said. */
  get isSlow(): boolean {
    return this.#isSlow && this.#shown.kind === 'none';
  }

  get opened(): ReadonlyMap<number, readonly DifferenceLine[]> {
    return this.#opened;
  }

  /** Values in clear, by `revealKey`. */
  get revealed(): ReadonlyMap<string, Revealed> {
    return this.#revealed;
  }

  /** Compares these two. What was shown of the same two stays until the answer comes. */
  async show(asked: Asked): Promise<void> {
    const isSame = this.#asked !== null && keyOf(this.#asked) === keyOf(asked);
    // A new object each time: an answer to an older question is told by it.
    const own = { ...asked };
    this.#asked = own;
    if (!isSame) this.#shown = { kind: 'none' };
    this.#waitFrom();
    const result = await this.#settings.compare(own);
    if (this.#asked !== own) return;
    this.#stopWaiting();
    this.#opened.clear();
    this.#revealed.clear();
    this.#shown = shownOf(result);
  }

  /** The page is left: nothing that was revealed stays. */
  close(): void {
    this.#asked = null;
    this.#stopWaiting();
    this.#shown = { kind: 'none' };
    this.#opened.clear();
    this.#revealed.clear();
  }

  /** Shows more lines of a fold, from its top. */
  async openFold(fold: Fold): Promise<FailureCode | null> {
    const asked = this.#asked;
    const shown = this.#shown;
    if (asked === null) return null;
    const count = Math.min(fold.count, MAX_LINES_AT_ONCE);
    const result = await this.#settings.lines({ ...asked, from: fold.from, count });
    if (!result.ok) return result.error;
    if (this.#shown !== shown || result.value === null) return null;
    const before = this.#opened.get(fold.block) ?? [];
    this.#opened.set(fold.block, [...before, ...result.value.slice(0, count)]);
    return null;
  }

  /** Shows what is masked, until the page is left. False: it does not stand there any more. */
  async reveal(what: What): Promise<Result<boolean>> {
    const asked = this.#asked;
    const shown = this.#shown;
    if (asked === null) return { ok: true, value: false };
    const result = await this.#settings.reveal({ ...asked, what });
    if (!result.ok) return result;
    if (result.value === null || this.#shown !== shown) return { ok: true, value: false };
    this.#revealed.set(revealKey(what), result.value);
    return { ok: true, value: true };
  }

  /** False: it was not revealed. */
  hide(what: What): boolean {
    return this.#revealed.delete(revealKey(what));
  }

  #waitFrom(): void {
    this.#stopWaiting();
    this.#timer = setTimeout(() => (this.#isSlow = true), PATIENCE_MS);
  }

  #stopWaiting(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#isSlow = false;
  }
}

export function revealKey(what: What): string {
  return what.kind === 'finding' ? `finding ${what.index}` : `${what.side} ${what.line}`;
}

const keyOf = ({ folder, before, after }: Asked): string => [folder, before, after].join(' ');

function shownOf(result: Result<ComparedVersions | null>): Shown {
  if (!result.ok) return { kind: 'failed', error: result.error };
  return result.value === null ? { kind: 'gone' } : { kind: 'compared', compared: result.value };
}
