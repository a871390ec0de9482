// Tells people who listen instead of look what changed: summed up, and not more often than one can follow.

import { count } from './format.js';
import { word } from './states.js';

const PAUSE_MILLIS = 5_000;

export class Announcer {
  #states = new Map();
  #sentences = [];
  #timer = null;
  #spokeAt = -PAUSE_MILLIS;

  /** @param region an element with role="status" */
  constructor(region) {
    this.region = region;
  }

  /** @param changes as the model tells them */
  changes({ instances, waves }) {
    instances
      .filter(({ before, after }) => before?.state !== after.state)
      .forEach(({ after }) => this.#states.set(after.name, after.state));
    waves
      .filter((wave) => ['passed', 'failed', 'inconclusive'].includes(wave.state))
      .forEach((wave) => this.#sentences.push(`Wave ${wave.number} ${word(wave.state)}.`));
    this.#soon();
  }

  say(sentence) {
    this.#sentences.push(sentence);
    this.#soon();
  }

  #soon() {
    if (this.#timer === null && (this.#states.size > 0 || this.#sentences.length > 0)) {
      const wait = Math.max(0, this.#spokeAt + PAUSE_MILLIS - performance.now());
      this.#timer = setTimeout(() => this.#speak(), wait);
    }
  }

  #speak() {
    const amounts = new Map();
    for (const state of this.#states.values()) {
      amounts.set(state, (amounts.get(state) ?? 0) + 1);
    }
    const summary = [...amounts].map(([state, amount]) => `${count(amount, 'instance')} ${word(state)}.`);
    this.region.textContent = [...new Set(this.#sentences), ...summary].join(' ');
    this.#states.clear();
    this.#sentences = [];
    this.#timer = null;
    this.#spokeAt = performance.now();
  }
}
