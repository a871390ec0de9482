// The page: finds out what to show, keeps asking the server, and renders. It changes nothing but itself.

import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { ADDRESSES, PLACES } from './addresses.js';
import { Announcer } from './announce.js';
import { Api, Refused } from './api.js';
import { Drawer } from './drawer.js';
import { Filter, filterBar } from './filter.js';
import { time } from './format.js';
import { header } from './header.js';
import { CellKeys } from './keyboard.js';
import { list } from './list.js';
import { matrix } from './matrix.js';
import { Rollout } from './model.js';
import { Poll } from './poll.js';
import { isFinished, word } from './states.js';

const LIVE_MILLIS = 1_000;
const CALM_MILLIS = 10_000;

/** From this size on, cells begin compact. */
const MANY_ROWS = 25;
const MANY_COLUMNS = 6;

/** Up to here, a story covers all of the page: see drawer.css. */
const NARROW = matchMedia('(max-width: 30rem)');

class Page {
  #rollouts = null;
  #rollout = null;
  #filter = new Filter();
  #dense = false;
  #answeredAt = null;
  #lost = null;
  #rendering = false;

  constructor(mount) {
    this.mount = mount;
    const scheme = mount.dataset.addresses ?? 'path';
    this.api = new Api(mount.dataset.api, ADDRESSES[scheme]);
    this.place = PLACES[scheme];
    const query = new URLSearchParams(location.search);
    this.fixed = mount.dataset.rollout;
    this.id = this.fixed ?? query.get('rollout');
    this.wantsList = query.has('list');
    this.drawer = new Drawer({
      api: this.api,
      rolloutId: () => this.id,
      changed: () => this.#soon(),
      close: () => this.#go(null),
      say: (sentence) => this.announcer.say(sentence),
    });

    const status = document.createElement('div');
    status.className = 'rm-hidden';
    status.setAttribute('role', 'status');
    const view = document.createElement('div');
    view.className = 'rm';
    mount.replaceChildren(view, status);
    this.view = view;
    this.announcer = new Announcer(status);
    this.keys = new CellKeys(view);

    addEventListener('hashchange', () => this.#follow());
    addEventListener('popstate', () => this.#follow());
    document.addEventListener('keydown', (event) => this.#pressed(event));
    NARROW.addEventListener('change', () => this.#soon());
    this.poll = new Poll({
      ask: () => this.#ask(),
      pace: () => this.#pace(),
      lost: (error) => this.#onLost(error),
    });
    this.poll.now();
  }

  // What the server says

  async #ask() {
    if (this.id === null) {
      const { rollouts } = await this.api.rollouts();
      this.#rollouts = rollouts;
      if (rollouts.length === 1 && !this.wantsList) {
        this.id = rollouts[0].id;
      }
    }
    if (this.id !== null) {
      this.#take(await this.api.rollout(this.id, this.#rollout?.cursor));
    }
    this.#onAnswer();
  }

  #take(document) {
    const isFirst = this.#rollout === null;
    this.#rollout ??= new Rollout();
    const { cursor, facts } = this.#rollout;
    const changes = this.#rollout.update(document);
    if (isFirst) {
      this.#dense = this.#rollout.rows.length > MANY_ROWS || this.#rollout.columns.length > MANY_COLUMNS;
      this.#follow();
      return;
    }
    this.announcer.changes(changes);
    if (facts.state !== document.state) {
      this.announcer.say(`The rollout is now ${word(document.state)}. ${document.why}`);
      // For what a host keeps around this page, such as its buttons.
      this.mount.dispatchEvent(new CustomEvent('rollout-state', { bubbles: true, detail: document.state }));
    }
    if (this.drawer.name !== null && (cursor !== document.cursor || this.drawer.isInMotion)) {
      this.drawer.refresh();
    }
  }

  #onAnswer() {
    if (this.#lost !== null) {
      this.announcer.say('Connected again.');
    }
    this.#lost = null;
    this.#answeredAt = new Date().toISOString();
    this.#soon();
  }

  #onLost(error) {
    if (this.#lost === null && this.#answeredAt !== null) {
      this.announcer.say('Connection lost.');
    }
    this.#lost = error;
    this.#soon();
  }

  #pace() {
    const isLive = this.#rollout !== null && !isFinished(this.#rollout.facts.state) && !this.#rollout.facts.snapshot;
    return isLive && !document.hidden ? LIVE_MILLIS : CALM_MILLIS;
  }

  // Where the reader is: the story of an instance has an address of its own

  #go(instance) {
    const address = new URL(location.href);
    this.place.go(address, instance, this.id);
    history.pushState(null, '', address);
    const closed = this.drawer.name;
    this.#follow();
    this.#render();
    if (instance !== null) {
      this.view.querySelector('#rm-drawer-name').focus();
    } else if (closed !== null) {
      this.keys.focus(closed);
    }
  }

  #follow() {
    this.drawer.show(this.place.instance(new URL(location.href)));
    this.#soon();
  }

  #pressed(event) {
    const isTyping = event.target.matches('input, textarea, select, [contenteditable]');
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const box = this.view.querySelector('[data-filter]');
      if (box) {
        event.preventDefault();
        box.select();
      }
    } else if (event.key === 'Escape' && this.drawer.name !== null && !(isTyping && event.target.value)) {
      this.#go(null);
    }
  }

  // What the reader sees

  #soon() {
    if (!this.#rendering) {
      this.#rendering = true;
      queueMicrotask(() => this.#render());
    }
  }

  #render() {
    this.#rendering = false;
    render(html`${this.#connection()}${this.#content()}`, this.view);
    this.keys.refresh();
    if (!this.fixed && this.#rollout !== null) {
      const { service, version, state } = this.#rollout.facts;
      document.title = `${service} ${version}: ${word(state)}`;
    }
  }

  #content() {
    if (this.#rollout !== null) {
      return this.#matrixPage();
    }
    return this.id === null && this.#rollouts !== null ? list(this.#rollouts) : nothing;
  }

  #matrixPage() {
    const rollout = this.#rollout;
    const { template, matching } = matrix({
      rollout,
      filter: this.#filter,
      selected: this.drawer.name,
      dense: this.#dense,
      open: (name) => this.#go(name === this.drawer.name ? null : name),
    });
    const isCovered = this.drawer.name !== null && NARROW.matches;
    return html`
      <div class="rm-page" ?data-drawer=${this.drawer.name !== null}>
        <div class="rm-main" ?inert=${isCovered}>
          ${header({ rollout, listed: !this.fixed, titled: this.mount.dataset.heading === undefined, commands: this.#commands() })}
          ${filterBar({
            filter: this.#filter,
            rollout,
            matching,
            dense: this.#dense,
            changed: () => this.#soon(),
            toggleDensity: () => {
              this.#dense = !this.#dense;
              this.#soon();
            },
          })}
          ${template}
        </div>
        ${this.drawer.template(isCovered)}
      </div>`;
  }

  #commands() {
    const { commands, id } = this.#rollout.facts;
    const { command } = this.mount.dataset;
    const line = (verb) => `${command} ${verb} ${shellWord(id)} --reason "…"`;
    return commands ?? (command && { approve: line('approve'), abort: line('abort') });
  }

  #connection() {
    if (this.#lost === null) {
      return nothing;
    }
    const { message, status } = this.#lost;
    if (this.#lost instanceof Refused) {
      const hint = status === 404 && !this.fixed ? html` <a href="?list">All rollouts</a>` : nothing;
      return html`<p class="rm-lost" role="alert">${message}${hint}</p>`;
    }
    return html`
      <p class="rm-lost" role="alert">${this.#answeredAt === null
        ? 'The server does not answer; retrying…'
        : html`Connection lost since ${time(this.#answeredAt)}; what you see is from then; retrying…`}</p>`;
  }
}

/** As it must stand in a shell's command line. */
const shellWord = (text) => (/^[\w.:@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

document.querySelectorAll('[data-rollout-page]').forEach((mount) => new Page(mount));
