// Which release every instance runs now, and which rollouts are under way: asks for the document, filters and draws it.

import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { repeat } from './lib/lit-html/directives/repeat.js';
import { guard } from './lib/lit-html/directives/guard.js';
import { count, number, time } from './format.js';
import { badge } from './states.js';

const PAUSE_MILLIS = 10_000;
/** As many rows as one reads; the others on demand. */
const FEW_ROWS = 200;
const CHOICES = ['customer', 'environment', 'service', 'version', 'condition'];

class Current {
  #document = null;
  #problem = null;
  #all = false;
  #revision = 0;

  constructor(mount) {
    this.mount = mount;
    this.root = mount.dataset.root;
    this.query = new URLSearchParams(location.search);
    document.addEventListener('visibilitychange', () => document.hidden || this.#ask());
    this.#ask();
    setInterval(() => document.hidden || this.#ask(), PAUSE_MILLIS);
  }

  async #ask() {
    try {
      const response = await fetch(this.mount.dataset.current, { cache: 'no-cache' });
      if (!response.ok) {
        throw new Error(`The server answered ${response.status}.`);
      }
      this.#document = await response.json();
      this.#problem = null;
      this.#revision++;
    } catch (error) {
      this.#problem = error.message;
    }
    this.#render();
  }

  #choose(name, value) {
    if (value) {
      this.query.set(name, value);
    } else {
      this.query.delete(name);
    }
    const query = this.query.toString();
    history.replaceState(null, '', query ? `?${query}` : location.pathname);
    this.#render();
  }

  /** @param but the choice that is not asked, so that its own list stays whole */
  #matching(but) {
    const wanted = CHOICES.filter((name) => name !== but && this.query.has(name));
    const words = (this.query.get('text') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    return this.#document.instances.filter(
      (row) =>
        wanted.every((name) => (row[name] ?? '') === this.query.get(name)) &&
        words.every((word) => everything(row).includes(word)),
    );
  }

  #render() {
    render(html`
      ${this.#problem === null ? nothing : html`<p class="rm-lost" role="alert">${this.#problem} Retrying…</p>`}
      ${this.#document === null ? nothing : html`
        <div class="rm-current">
          ${this.#underWay(this.#document.running)}
          ${this.#instances()}
        </div>`}`, this.mount);
  }

  #underWay(running) {
    return html`
      <section>
        <h2>Under way</h2>
        ${running.length === 0 ? html`<p class="rm-note">No rollout is running.</p>` : html`
          <ul class="rm-under-way">
            ${repeat(running, ({ id }) => id, ({ id, release, state, startedAt, waitsFor, build, url }) => html`
              <li>
                ${url === null ? html`<b>${release}</b>` : html`<a href="${this.root}${url}rollout/?rollout=${encodeURIComponent(id)}">${release}</a>`}
                ${badge(state)}
                <span>waits for ${waitsFor}</span>
                <span class="rm-note">${build ?? 'its build is gone'}, since ${time(startedAt)}</span>
              </li>`)}
          </ul>`}
      </section>`;
  }

  #instances() {
    const { instances } = this.#document;
    if (instances.length === 0) {
      return html`
        <section>
          <h2>What runs where</h2>
          <p class="rm-note">No instance runs a release that you may see.</p>
        </section>`;
    }
    const rows = this.#matching();
    const shown = this.#all ? rows : rows.slice(0, FEW_ROWS);
    const showAll = () => {
      this.#all = true;
      this.#render();
    };
    return html`
      <section>
        <h2>What runs where</h2>
        <search class="rm-choices">
          ${CHOICES.map((name) => this.#choice(name))}
          <label>text
            <input type="search" autocomplete="off" .value=${this.query.get('text') ?? ''}
              @input=${({ target }) => this.#choose('text', target.value)}>
          </label>
        </search>
        <p class="rm-note" role="status">${rows.length === instances.length
          ? `${count(rows.length, 'instance')}.`
          : `${number(rows.length)} of ${count(instances.length, 'instance')}.`}</p>
        <div class="rm-scroll" tabindex="0" role="region" aria-label="What runs where">
          <table class="rm-list">
            <thead>
              <tr><th scope="col">Instance</th><th scope="col">Customer</th><th scope="col">Environment</th><th scope="col">Service</th>
                <th scope="col">Version</th><th scope="col">Condition</th><th scope="col">Since</th><th scope="col">By</th></tr>
            </thead>
            <tbody>${repeat(shown, ({ name, service }) => `${name}\n${service}`, (row) => guard([this.#revision, row], () => this.#row(row)))}</tbody>
          </table>
        </div>
        ${shown.length === rows.length ? nothing : html`
          <p class="rm-more"><button type="button" class="rm-quiet" @click=${showAll}>Show all ${number(rows.length)}</button></p>`}
      </section>`;
  }

  #choice(name) {
    const chosen = this.query.get(name) ?? '';
    const values = new Set(this.#matching(name).map((row) => row[name]).filter(Boolean));
    if (chosen) {
      values.add(chosen);
    }
    return html`
      <label>${name}
        <select @change=${({ target }) => this.#choose(name, target.value)}>
          <option value="" ?selected=${chosen === ''}>any</option>
          ${repeat([...values].sort(inOrder), (value) => value, (value) => html`<option value=${value} ?selected=${value === chosen}>${value}</option>`)}
        </select>
      </label>`;
  }

  #row({ name, customer, environment, service, version, previousVersion, condition, since, rollout, build, url }) {
    const story = `${this.root}${url}rollout/?${new URLSearchParams({ rollout, instance: name })}`;
    return html`
      <tr>
        <th scope="row">${url === null ? name : html`<a href=${story}>${name}</a>`}</th>
        <td>${customer}</td>
        <td>${environment ?? html`<span class="rm-note">not in the topology</span>`}</td>
        <td>${service}</td>
        <td title=${previousVersion ? `before: ${previousVersion}` : ''}>${version || 'no release'}</td>
        <td>${badge(condition)}</td>
        <td>${time(since)}</td>
        <td>${url === null ? html`<span class="rm-note">its build is gone</span>` : html`<a href="${this.root}${url}">${build}</a>`}</td>
      </tr>`;
  }
}

const everything = ({ name, customer, environment, service, version, condition, build }) =>
  [name, customer, environment, service, version, condition, build].join('\n').toLowerCase();

const inOrder = new Intl.Collator('en', { numeric: true }).compare;

document.querySelectorAll('[data-current]').forEach((mount) => new Current(mount));
