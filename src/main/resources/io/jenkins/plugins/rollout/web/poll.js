// Asks again and again: often while something happens, seldom when nobody looks, patiently when nobody answers.

const LONGEST_RETRY_MILLIS = 10_000;

export class Poll {
  #timer;
  #asking = false;
  #failures = 0;

  /**
   * @param ask does one round; rejects when the server could not be reached
   * @param pace milliseconds until the next round
   * @param lost told of each failed round, and how many there were in a row
   */
  constructor({ ask, pace, lost }) {
    this.ask = ask;
    this.pace = pace;
    this.lost = lost;
    document.addEventListener('visibilitychange', () => document.hidden || this.now());
    addEventListener('online', () => this.now());
  }

  async now() {
    if (this.#asking) {
      return;
    }
    clearTimeout(this.#timer);
    this.#asking = true;
    try {
      await this.ask();
      this.#failures = 0;
    } catch (error) {
      this.#failures++;
      this.lost(error, this.#failures);
    } finally {
      this.#asking = false;
      this.#timer = setTimeout(() => this.now(), this.#wait());
    }
  }

  #wait() {
    return this.#failures === 0 ? this.pace() : Math.min(LONGEST_RETRY_MILLIS, 500 * 2 ** this.#failures);
  }
}
