// What a glance should tell: which release, how it goes, what it waits for, how far harm came, why it was judged so.

import { html, nothing, svg } from './lib/lit-html/lit-html.js';
import { repeat } from './lib/lit-html/directives/repeat.js';
import { count, duration, number, share, time } from './format.js';
import { badge, icon, isFinished, tone, word } from './states.js';

/** More waves than this are shown as numbers with an icon. */
const FEW_WAVES = 14;

const TONES_IN_ORDER = ['good', 'active', 'back', 'attention', 'bad', 'idle'];

/**
 * @param titled whether the release stands here as the page's heading; a host may have it in its own
 * @param commands `{approve, abort}`, command lines for a rollout that is held; undefined where there are none
 */
export function header({ rollout, listed, titled, commands }) {
  const { facts } = rollout;
  return html`
    <header class="rm-header" data-state=${facts.state} data-tone=${tone(facts.state)}>
      ${listed ? html`<nav><a class="rm-back" href="?list">All rollouts</a></nav>` : nothing}
      <div class="rm-title">
        ${titled ? html`<h1>${facts.service} <span class="rm-version">${facts.version}</span></h1>` : nothing}
        ${badge(facts.state)}
        ${facts.action === 'rollback' ? html`<span class="rm-note">by a rollback</span>` : nothing}
        <p class="rm-when">${when(facts)}</p>
      </div>
      ${facts.state === 'held' ? held(facts, commands) : html`<p class="rm-why">${facts.why}</p>`}
      <div class="rm-cards">
        ${progress(rollout)}
        ${blastRadius(facts.blastRadius, rollout.instances.size)}
        ${verdicts(facts)}
      </div>
      ${waves(facts)}
    </header>`;
}

function when({ id, startedAt, finishedAt, state }) {
  const started = startedAt ? html`started ${time(startedAt)}` : 'not started yet';
  const took = startedAt && duration(new Date(finishedAt ?? Date.now()) - new Date(startedAt));
  const length = took && (isFinished(state) ? html` · took ${took}` : html` · for ${took}`);
  return html`<span class="rm-id" title="The rollout's id">${id}</span> · ${started}${length ?? nothing}`;
}

function held({ why }, commands) {
  return html`
    <section class="rm-held" aria-label="This rollout waits for a person">
      <p><strong>${why}</strong></p>
      ${commands ? html`
        <dl>
          <dt>To go on, run</dt><dd>${command(commands.approve)}</dd>
          <dt>To stop here, run</dt><dd>${command(commands.abort)}</dd>
        </dl>` : nothing}
    </section>`;
}

function command(line) {
  const copy = async ({ currentTarget: button }) => {
    await navigator.clipboard.writeText(line);
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = 'Copy'), 2_000);
  };
  return html`<code>${line}</code>
    ${navigator.clipboard ? html`<button type="button" class="rm-quiet" @click=${copy}>Copy</button>` : nothing}`;
}

function progress({ counts, instances }) {
  const healthy = counts.get('healthy') ?? 0;
  const amounts = new Map();
  for (const [state, amount] of counts) {
    amounts.set(tone(state), (amounts.get(tone(state)) ?? 0) + amount);
  }
  const segments = TONES_IN_ORDER.map((each) => ({ tone: each, part: (amounts.get(each) ?? 0) / instances.size }));
  return html`
    <section class="rm-card">
      <h2>Progress</h2>
      <p class="rm-figure"><b>${number(healthy)}</b> of ${count(instances.size, 'instance')} healthy</p>
      ${bar(segments)}
    </section>`;
}

function blastRadius(part, instances) {
  const harmed = Math.round(part * instances);
  return html`
    <section class="rm-card">
      <h2>Blast radius</h2>
      <p class="rm-figure" data-blast-radius>
        ${harmed === 0
          ? html`<b>None</b> of ${count(instances, 'instance')}`
          : html`<b>${number(harmed)}</b> of ${count(instances, 'instance')}, ${share(part)}`}
      </p>
      ${bar([{ tone: 'bad', part }, { tone: 'idle', part: 1 - part }])}
    </section>`;
}

/** The same in words stands above each bar. A share too small to see is drawn as wide as the eye needs. */
function bar(segments) {
  let from = 0;
  const drawn = segments
    .filter(({ part }) => part > 0)
    .map(({ tone: each, part }) => {
      const width = Math.max(1.5, part * 100);
      const segment = svg`<rect data-tone=${each} x=${from} width=${width} height="6"></rect>`;
      from += width;
      return segment;
    });
  return html`<svg class="rm-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">${drawn}</svg>`;
}

function verdicts({ verdicts: all, startedAt }) {
  const item = verdictItem(startedAt);
  const newestFirst = [...all].reverse();
  // A wave may pass within its failure budget and still have hurt somebody: that is never folded away.
  const isTrouble = ({ verdict, bad }) => verdict !== 'pass' || bad > 0;
  const troubles = newestFirst.filter(isTrouble);
  const passed = newestFirst.filter((verdict) => !isTrouble(verdict));
  return html`
    <section class="rm-card rm-verdicts">
      <h2>Verdicts</h2>
      ${all.length === 0 ? html`<p class="rm-note">No wave has been judged yet.</p>` : nothing}
      <ol>${troubles.map(item)}</ol>
      ${passed.length === 0 ? nothing : html`
        <details>
          <summary>${badge('pass', passed.length === 1 ? '1 wave passed' : `${passed.length} waves passed`)}</summary>
          <ol>${passed.map(item)}</ol>
        </details>`}
    </section>`;
}

const verdictItem = (day) => ({ wave, verdict, reason, at }) => html`
  <li>${badge(verdict, `wave ${wave} ${VERDICTS[verdict] ?? verdict}`)} <span>${reason}</span> ${time(at, day)}</li>`;

const VERDICTS = { pass: 'passed', fail: 'failed', inconclusive: 'inconclusive' };

function waves({ waves: all, startedAt }) {
  const groups = [];
  for (const wave of all) {
    if (groups.at(-1)?.[0].environment !== wave.environment) {
      groups.push([]);
    }
    groups.at(-1).push(wave);
  }
  return html`
    <section class="rm-waves" aria-label="Waves" ?data-many=${all.length > FEW_WAVES}>
      ${groups.map((group) => html`
        <div class="rm-stage">
          <h2>${group[0].environment}</h2>
          <ol>${repeat(group, (wave) => wave.number, waveItem(startedAt))}</ol>
        </div>`)}
    </section>`;
}

const waveItem = (day) => ({ number: ordinal, name, action, state, size, judgedAt, startedAt }) => html`
  <li data-wave=${ordinal} data-state=${state} data-tone=${tone(state)}
    title="Wave ${ordinal}, ${name}: ${word(state)}, ${count(size, 'instance')}">
    ${icon(state)}
    <span class="rm-number"><span class="rm-hidden">wave </span>${ordinal}</span>
    <span class="rm-detail">
      ${word(state)}
      <small>${action === 'rollback' ? 'way back, ' : nothing}${count(size, 'instance')}${startedAt ? html` · ${time(judgedAt ?? startedAt, day)}` : nothing}</small>
    </span>
  </li>`;
