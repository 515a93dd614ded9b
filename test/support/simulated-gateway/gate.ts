/**
 * Everything the simulator does passes here. While it is shut, deeds are kept in their order and done at
 * the opening: so does a frozen process, whose kernel still accepts and buffers for it.
 */
export class Gate {
  #shut = false;
  #kept: (() => void)[] = [];

  get isShut(): boolean {
    return this.#shut;
  }

  pass(deed: () => void): void {
    if (this.#shut) this.#kept.push(deed);
    else deed();
  }

  shut(): void {
    this.#shut = true;
  }

  open(): void {
    this.#shut = false;
    const kept = this.#kept;
    this.#kept = [];
    for (const deed of kept) this.pass(deed);
  }
}
