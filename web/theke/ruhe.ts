// When nobody has touched the counter's screen for a while, it asks; when nobody answers, it forgets. A computer
// that slept past the end forgets as soon as somebody touches it.
export const QUIET_MS = 10 * 60_000;
export const GRACE_MS = 60_000;

export class Rest {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = Date.now();
  #asking = false;

  constructor(
    readonly ask: () => void,
    readonly end: () => void,
  ) {
    this.#wait();
  }
  /** Somebody is there. While it asks, only an answer counts. */
  touch(): void {
    if (Date.now() - this.#last >= QUIET_MS + GRACE_MS) this.#over();
    else if (!this.#asking) this.#wait();
  }
  /** The answer: the conversation goes on. */
  goOn(): void {
    this.#asking = false;
    this.#wait();
  }
  stop(): void {
    clearTimeout(this.#timer);
  }
  #wait(): void {
    clearTimeout(this.#timer);
    this.#last = Date.now();
    this.#timer = setTimeout(() => {
      this.#asking = true;
      this.ask();
      this.#timer = setTimeout(() => this.#over(), GRACE_MS);
    }, QUIET_MS);
  }
  #over(): void {
    this.#asking = false;
    this.#wait();
    this.end();
  }
}
