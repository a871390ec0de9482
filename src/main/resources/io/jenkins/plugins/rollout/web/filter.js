// Finds instances: by words, by `state:failed`, `customer:acme`, `environment:prod`, `wave:3`, and by the chips of states.

import { html } from './lib/lit-html/lit-html.js';
import { repeat } from './lib/lit-html/directives/repeat.js';
import { INSTANCE_STATES, icon, tone, word } from './states.js';
import { count, number } from './format.js';

const FIELDS = {
  state: (instance) => `${instance.state} ${word(instance.state)}`,
  customer: (instance) => instance.customer ?? 'shared',
  environment: (instance) => instance.environment,
  instance: (instance) => instance.name,
  version: (instance) => instance.version ?? '',
};
const everything = (instance) => Object.values(FIELDS).map((field) => field(instance)).join('\n');

export class Filter {
  text = '';
  states = new Set();
  /** Changes whenever other instances may match. */
  revision = 0;
  #terms = [];

  get isActive() {
    return this.#terms.length > 0 || this.states.size > 0;
  }

  search(text) {
    this.text = text;
    this.#terms = (text.match(/[a-z]+:"[^"]*"|"[^"]*"|\S+/gi) ?? []).map(term);
    this.revision++;
  }

  toggle(state) {
    if (!this.states.delete(state)) {
      this.states.add(state);
    }
    this.revision++;
  }

  clear() {
    this.states.clear();
    this.search('');
  }

  matches(instance) {
    return (
      (this.states.size === 0 || this.states.has(instance.state)) && this.#terms.every((matches) => matches(instance))
    );
  }
}

/** A term is a word that occurs anywhere, or `field:word`; a field may be cut short, as in `env:prod`. */
function term(source) {
  const [, name, value] = /^([a-z]+):(.+)$/i.exec(source) ?? [];
  if (name?.toLowerCase() === 'wave') {
    return (instance) => String(instance.wave) === value;
  }
  const field = name && Object.keys(FIELDS).find((each) => each.startsWith(name.toLowerCase()));
  const read = field ? FIELDS[field] : everything;
  const wanted = (field ? value : source).replaceAll('"', '').toLowerCase();
  return (instance) => read(instance).toLowerCase().includes(wanted);
}

/** The box, the chips and how many match. */
export function filterBar({ filter, rollout, matching, dense, changed, toggleDensity }) {
  const search = (event) => {
    filter.search(event.target.value);
    changed();
  };
  const toggle = (state) => () => {
    filter.toggle(state);
    changed();
  };
  const clear = () => {
    filter.clear();
    changed();
  };
  const states = INSTANCE_STATES.filter((state) => rollout.counts.has(state) || filter.states.has(state));
  return html`
    <search class="rm-filter">
      <label class="rm-search">
        <span class="rm-hidden">Filter instances</span>
        <input type="search" data-filter placeholder="Filter: acme, env:production, state:failed"
          autocomplete="off" spellcheck="false" aria-keyshortcuts="/" .value=${filter.text} @input=${search}>
        <kbd aria-hidden="true">/</kbd>
      </label>
      <div class="rm-chips" role="group" aria-label="Show only these states">
        ${repeat(states, (state) => state, (state) => html`
          <button type="button" class="rm-chip" data-state=${state} data-tone=${tone(state)}
            aria-pressed=${filter.states.has(state)} @click=${toggle(state)}>
            ${icon(state)}${word(state)} <b>${number(rollout.counts.get(state) ?? 0)}</b>
          </button>`)}
      </div>
      <button type="button" class="rm-quiet" aria-pressed=${dense} @click=${toggleDensity}>Compact</button>
      <p class="rm-matching" ?hidden=${!filter.isActive}>
        ${matching === 0 ? 'No instance matches.' : `${count(matching, 'instance')} of ${number(rollout.instances.size)}.`}
        <button type="button" class="rm-link" @click=${clear}>Clear filter</button>
      </p>
    </search>`;
}
