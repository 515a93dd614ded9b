/** One `now` for the whole page, once a second and only while somebody can see it. */
export class Clock {
  #now = $state(Date.now());
  #timer: ReturnType<typeof setInterval> | null = null;

  get now(): number {
    return this.#now;
  }

  start(): () => void {
    const follow = (): void => {
      if (document.visibilityState === 'visible') this.#run();
      else this.#rest();
    };
    document.addEventListener('visibilitychange', follow);
    follow();
    return () => {
      document.removeEventListener('visibilitychange', follow);
      this.#rest();
    };
  }

  tick(): void {
    this.#now = Date.now();
  }

  #run(): void {
    this.tick();
    this.#timer ??= setInterval(() => this.tick(), 1000);
  }

  #rest(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
