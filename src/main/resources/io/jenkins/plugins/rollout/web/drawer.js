// One instance's story, beside the matrix: what happened, what was measured, what its commands printed.

import { html, nothing } from './lib/lit-html/lit-html.js';
import { keyed } from './lib/lit-html/directives/keyed.js';
import { Checks } from './checks.js';
import { bytes, duration, time } from './format.js';
import { badge, isInMotion, tone, word } from './states.js';

/** As many measurements as one reads; the others on demand. */
const FEW_MEASUREMENTS = 20;

/** A long story is dear to make: it is asked for again only after so many times as long as it took. */
const REST = 5;

export class Drawer {
  /** The instance whose story is told; null when closed. */
  name = null;
  #story = null;
  #problem = null;
  #logs = new Map();
  #allMeasurements = false;
  #checks;
  #isAsking = false;
  #restsUntil = 0;
  /** Whether there is something new that was not asked for yet. */
  #isBehind = false;

  /**
   * @param changed called when there is something new to render
   * @param say told in a sentence what a listener should know
   */
  constructor({ api, rolloutId, changed, close, say }) {
    this.api = api;
    this.rolloutId = rolloutId;
    this.changed = changed;
    this.close = close;
    this.say = say;
    this.#checks = new Checks(changed);
  }

  show(name) {
    if (name === this.name) {
      return;
    }
    this.name = name;
    this.#story = null;
    this.#problem = null;
    this.#logs = new Map();
    this.#allMeasurements = false;
    this.#checks = new Checks(this.changed);
    this.#isAsking = false;
    this.#restsUntil = 0;
    this.#isBehind = false;
    if (name !== null) {
      this.refresh();
    }
  }

  /** Whether the story goes on by itself: something happens to the instance, or it is still watched. */
  get isInMotion() {
    return this.#isBehind || this.#story !== null
      && (isInMotion(this.#story.instance.state) || (this.#story.checks ?? []).some(({ verdict }) => verdict === null));
  }

  async refresh() {
    const { name } = this;
    const began = performance.now();
    this.#isBehind = this.#isAsking || began < this.#restsUntil;
    if (this.#isBehind) {
      return;
    }
    this.#isAsking = true;
    try {
      const story = await this.api.story(this.rolloutId(), name);
      if (name === this.name) {
        this.#tell(story);
      }
    } catch (error) {
      if (name === this.name && this.#story === null) {
        this.#problem = error.message;
      }
    }
    if (name === this.name) {
      const now = performance.now();
      this.#isAsking = false;
      this.#restsUntil = now + (now - began) * REST;
    }
    this.changed();
  }

  #tell(story) {
    // The newest log is what one looks for; it opens by itself as soon as it is there.
    const newest = story.logs.at(-1)?.href;
    if (newest !== undefined && !this.#logs.has(newest)) {
      this.#logs.set(newest, { open: true });
    }
    this.#story?.checks?.forEach(({ wave, name, verdict }) => {
      const now = story.checks?.find((check) => check.wave === wave && check.name === name)?.verdict;
      if (verdict === null && now) {
        this.say(`${this.name}, ${name}: ${word(now)}.`);
      }
    });
    this.#story = story;
    this.#problem = null;
    [...this.#logs].filter(([, log]) => log.open).forEach(([href]) => this.#read(href));
  }

  async #read(href) {
    const { name } = this;
    const log = this.#logs.get(href);
    try {
      log.text = await this.api.log(this.rolloutId(), name, href);
    } catch (error) {
      log.text ??= error.message;
    }
    if (name === this.name) {
      this.changed();
    }
  }

  /** @param covers whether nothing else is seen beside it */
  template(covers) {
    if (this.name === null) {
      return nothing;
    }
    return keyed(this.name, html`
      <section class="rm-drawer" role="dialog" aria-modal=${covers ? 'true' : 'false'} aria-labelledby="rm-drawer-name">
        <header>
          <h2 id="rm-drawer-name" tabindex="-1">${this.name}</h2>
          <button type="button" class="rm-quiet" aria-keyshortcuts="Escape" @click=${this.close}>Close</button>
        </header>
        ${this.#problem === null ? nothing : html`<p class="rm-reason" data-tone="bad">${this.#problem}</p>`}
        ${this.#story === null ? nothing : this.#chapters(this.#story)}
      </section>`);
  }

  #chapters({ instance, events, measurements, checks = [], logs }) {
    return html`
      ${facts(instance)}
      <section>
        <h3>What happened</h3>
        ${events.length === 0 ? html`<p class="rm-note">Nothing yet.</p>` : html`<ol class="rm-events">${events.map(eventItem(events[0].at))}</ol>`}
      </section>
      ${checks.length === 0 ? nothing : html`
        <section>
          <h3>How it was judged</h3>
          ${this.#checks.template(checks)}
        </section>`}
      <section>
        <h3>What was measured</h3>
        ${measurements.length === 0 ? html`<p class="rm-note">Nothing yet.</p>` : this.#measurements(measurements)}
      </section>
      <section>
        <h3>What it printed</h3>
        ${logs.length === 0 ? html`<p class="rm-note">No log yet.</p>` : [...logs].reverse().map((log) => this.#log(log))}
      </section>`;
  }

  #measurements(all) {
    const newestFirst = [...all].reverse();
    const shown = this.#allMeasurements ? newestFirst : newestFirst.slice(0, FEW_MEASUREMENTS);
    const showAll = () => {
      this.#allMeasurements = true;
      this.changed();
    };
    return html`
      <ol class="rm-measurements">
        ${shown.map(({ at, check, outcome, detail, tookMillis }) => html`
          <li>
            ${badge(outcome)} <b>${check}</b> ${time(at, all[0].at)}
            <span>${detail} ${detail.includes(duration(tookMillis)) ? nothing : html`<small>${duration(tookMillis)}</small>`}</span>
          </li>`)}
      </ol>
      ${shown.length === all.length ? nothing : html`
        <button type="button" class="rm-quiet" @click=${showAll}>Show all ${all.length}</button>`}`;
  }

  #log({ attempt, action, href, size, page }) {
    const log = this.#logs.get(href);
    const toggled = ({ target }) => {
      if (target.open !== (log?.open ?? false)) {
        this.#logs.set(href, { ...log, open: target.open });
        if (target.open) {
          this.#read(href);
        }
      }
    };
    return html`
      <details class="rm-log" ?open=${log?.open ?? false} @toggle=${toggled}>
        <summary>${action}, attempt ${attempt} ${size === undefined ? nothing : html`<small>${bytes(size)}</small>`}</summary>
        <pre tabindex="0" role="region" aria-label="Log of ${action}, attempt ${attempt}">${log?.text ?? 'Loading…'}</pre>
        <a href=${this.#address(href)} target="_blank" rel="noreferrer">Open by itself</a>
        ${page === undefined ? nothing : html` · <a href=${this.#address(page)}>Open in the pipeline</a>`}
      </details>`;
  }

  #address(href) {
    return this.api.address(this.rolloutId(), this.name, href);
  }
}

function facts({ state, reason, customer, environment, wave, version, previousVersion, startedAt, finishedAt, url }) {
  const fact = (label, value) => (value ? html`<div><dt>${label}</dt><dd>${value}</dd></div>` : nothing);
  return html`
    <p class="rm-now">${badge(state)}</p>
    ${reason ? html`<p class="rm-reason" data-tone=${tone(state)}>${reason}</p>` : nothing}
    <dl class="rm-facts">
      ${fact('Customer', customer ?? 'shared by all')}
      ${fact('Environment', environment)}
      ${fact('Version', version)}
      ${fact('Before', previousVersion)}
      ${fact('Wave', wave)}
      ${fact('Started', startedAt && time(startedAt))}
      ${fact('Finished', finishedAt && time(finishedAt))}
      ${fact('Address', url && address(url))}
    </dl>`;
}

/** A link only to the web: the topology may say anything. */
const address = (url) =>
  /^https?:\/\//i.test(url) ? html`<a href=${url} target="_blank" rel="noreferrer noopener">${url}</a>` : url;

const eventItem = (day) => ({ at, text }) => html`<li>${time(at, day)} <span>${text}</span></li>`;
