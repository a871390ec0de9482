// How an instance was judged: each check of its gate with verdict, reason, picture, and its numbers as a table.

import { html, nothing, svg } from './lib/lit-html/lit-html.js';
import { guard } from './lib/lit-html/directives/guard.js';
import { chart, comparesRatios, harmful, isCrowded, isTold, SHAPES, showsPasses, unitOf } from './chart.js';
import { count, figure, measure, number, share, time } from './format.js';
import { badge, tone } from './states.js';

/** More rows than these nobody reads, and each costs. */
const MOST_ROWS = 500;

const BASELINES = {
  oldRelease: 'instances on the old release',
  before: 'this instance before',
  lastWeek: 'this instance a week ago',
};

export class Checks {
  /** Whose table is open. */
  #open = new Set();

  /** @param changed called when there is something new to render */
  constructor(changed) {
    this.changed = changed;
  }

  /** @param checks of a story */
  template(checks) {
    const inWaves = new Set(checks.map(({ wave }) => wave)).size > 1 || checks.some(({ action }) => action === 'rollback');
    return html`
      ${checks.length > 1 ? overview(checks, inWaves) : nothing}
      ${checks.some(({ points }) => points.length > 0) ? howToRead(checks) : nothing}
      ${checks.map((check, index) =>
        guard([check, inWaves, this.#open.has(keyOf(check))], () => this.#check(check, idOf(index), inWaves)))}`;
  }

  #check(check, id, inWaves) {
    const moments = inOrder(check.points);
    return html`
      <article class="rm-check" aria-labelledby="${id}-name">
        <h4 id="${id}-name" tabindex="-1"><bdi>${check.name}</bdi> ${inWaves ? html`<small>${inWave(check)}</small>` : nothing}</h4>
        <p class="rm-check-verdict">${verdictBadge(check)}
          ${check.dryRun ? html`<small>dry run: shown, not counted</small>` : nothing}</p>
        ${check.reason ? html`<p class="rm-reason" data-tone=${check.verdict ? tone(check.verdict) : 'idle'}>${check.reason}</p>` : nothing}
        <p class="rm-note" ?hidden=${question(check) === ''}>${question(check)}</p>
        ${moments.length === 0
          ? html`<p class="rm-note">${check.verdict ? 'Nothing was measured.' : 'Nothing was measured yet.'}</p>`
          : html`${legend(check, moments)}${chart(check, moments, id)}${this.#numbers(check, moments)}`}
      </article>`;
  }

  #numbers(check, moments) {
    const key = keyOf(check);
    const isOpen = this.#open.has(key);
    const toggled = ({ target }) => {
      if (target.open !== this.#open.has(key)) {
        this.#open[target.open ? 'add' : 'delete'](key);
        this.changed();
      }
    };
    return html`
      <details class="rm-numbers" ?open=${isOpen} @toggle=${toggled}>
        <summary>The numbers<span class="rm-hidden"> of ${check.name}</span> <small>${count(check.points.length, 'sample')}</small></summary>
        ${isOpen ? table(check, moments) : nothing}
      </details>`;
  }
}

/** With the milliseconds of each; samples of clocks that went back are put where they belong. */
function inOrder(points) {
  const moments = points
    .map((point) => ({ ...point, moment: Date.parse(point.at) }))
    .filter(({ moment }) => Number.isFinite(moment));
  return moments.every(({ moment }, index) => index === 0 || moments[index - 1].moment <= moment)
    ? moments
    : moments.sort((one, other) => one.moment - other.moment);
}

const keyOf = ({ wave, name }) => `${wave} ${name}`;

const idOf = (index) => `rm-check-${index}`;

const inWave = ({ wave, action }) => `wave ${wave}${action === 'rollback' ? ', way back' : ''}`;

const verdictBadge = ({ verdict }) => (verdict ? badge(verdict) : badge('judging', 'not decided yet'));

/** Where there are several: which of them it was, and the way there. The address is the instance's, so no links. */
function overview(checks, inWaves) {
  const show = (index) => () => {
    const heading = document.getElementById(`${idOf(index)}-name`);
    heading.scrollIntoView({ block: 'start' });
    heading.focus({ preventScroll: true });
  };
  return html`
    <ul class="rm-overview" aria-label="Verdicts of the checks">
      ${checks.map((check, index) => html`
        <li>${verdictBadge(check)} <span><button type="button" class="rm-link" @click=${show(index)}><bdi>${check.name}</bdi></button>
          ${inWaves || check.dryRun ? html`<small>${[inWaves && inWave(check), check.dryRun && 'dry run'].filter(Boolean).join(', ')}</small>` : nothing}</span></li>`)}
    </ul>`;
}

function howToRead(checks) {
  const compares = checks.some(({ kind }) => kind === 'comparison');
  const ratios = checks.some(comparesRatios);
  return html`
    <details class="rm-how">
      <summary>How to read the charts</summary>
      <ul>
        ${compares
          ? html`<li>What was measured: the solid line is the new release, the dashed one the baseline that it is compared with.</li>`
          : html`<li>What was measured, one sample after the other. A cross is a sample that failed, a diamond one that could not be had.</li>`}
        ${ratios ? html`
          <li>Below it: how many times the baseline's number the new release's is. 1 is the same as the baseline. The line is the
            best guess, the band is where the true one can still be; with each sample it becomes narrower.</li>
          <li>It fails when the whole band is on the worse side of 1. It passes when harm from the dotted line on is ruled out,
            or what happens is too rare to matter. Until then more samples are needed.</li>
          <li>The checks of a wave are judged together, so a verdict may come a little before its own band says so.</li>` : nothing}
        ${checks.some(({ judge }) => judge === 'mannWhitney')
          ? html`<li>A fixed window is looked at once, when all of its samples are there.</li>` : nothing}
        <li>The upright line is the moment of the verdict. What was measured later no longer changes it.</li>
      </ul>
    </details>`;
}

/** What is asked, in a sentence; empty if only the source knows. */
function question({ kind, judge, baseline, direction, margin, negligible, limits = [], unit }) {
  if (kind !== 'comparison') {
    const conditions = [...new Set(limits.map(({ value, condition }) =>
      condition === 'latency below' ? `below ${figure(value)} ms` : condition))].filter(Boolean);
    return conditions.length === 0 ? '' : `Limits: ${conditions.join('; ')}.`;
  }
  const baselines = [baseline ?? []].flat().map((word) => BASELINES[word] ?? word);
  const against = `Compared with ${baselines.length === 0 ? 'a baseline' : baselines.join(', or else ')}`;
  const change = { decrease: 'less', either: 'more or less' }[direction] ?? 'more';
  const by = judge === 'mannWhitney' ? ', by a Mann-Whitney test' : '';
  const matters = Number.isFinite(margin) ? `; what matters is ${share(margin)} ${change}` : '';
  const rare = Number.isFinite(negligible) ? `, above ${measure(unit, negligible).show(negligible)}` : '';
  return `${against}${by}${matters}${rare}.`;
}

/** Whose numbers are judged: on the way back it is the earlier release's again. */
const judged = ({ kind, action, version }) =>
  kind !== 'comparison' ? 'measured'
  : action === 'rollback' ? `${version}, back again`
  : version ? `new release, ${version}`
  : 'new release';

function legend(check, moments) {
  const has = (name) => moments.some((point) => Number.isFinite(point[name]));
  const told = (outcome) => isTold(check, outcome) && moments.some((point) => point.outcome === outcome);
  const ratios = comparesRatios(check);
  const isCompared = ['estimate', 'low', 'high'].some(has);
  const entries = [
    [has('candidate'), 'line', 'candidate', judged(check)],
    [has('baseline'), 'line', 'baseline', 'baseline'],
    [has('candidate') && isCrowded(moments), 'line', 'pale', 'single samples'],
    [told('pass') && showsPasses(moments), 'mark', 'pass', 'passed'],
    [told('fail'), 'mark', 'fail', 'failed'],
    [told('inconclusive'), 'mark', 'inconclusive', 'inconclusive'],
    [told('error'), 'mark', 'error', 'no measurement'],
    [ratios && (has('low') || has('high')), 'band', '', 'where the true ratio can be'],
    [ratios && isCompared, 'line', 'same', 'the same'],
    [ratios && isCompared && harmful(check).length > 0, 'line', 'limit', 'from here on it matters'],
    [check.limits?.length > 0, 'line', 'limit', 'limit'],
    [Number.isFinite(check.negligible) && (has('candidate') || has('baseline')), 'line', 'negligible', 'too rare to matter below'],
  ];
  return html`
    <ul class="rm-legend" aria-label="What the lines are">
      ${entries.filter(([isShown]) => isShown).map(([, kind, name, label]) => html`<li>${sample(kind, name)}${label}</li>`)}
    </ul>`;
}

const key = (kind, name, d) => svg`<path class=${kind} data-line=${name} data-mark=${name} d=${d}></path>`;

/** As the chart draws it. */
function sample(kind, name) {
  return html`
    <svg class="rm-key" viewBox="0 0 22 12" aria-hidden="true">${
      kind === 'line' ? key('rm-line', name, 'M1 6H21')
      : kind === 'band' ? key('rm-band', name, 'M0 1H22V11H0z')
      : key('rm-mark', name, `M11 6${SHAPES[name]}`)
    }</svg>`;
}

function table(check, moments) {
  const compares = check.kind === 'comparison';
  const ratios = comparesRatios(check);
  const shown = moments.slice(-MOST_ROWS).reverse();
  const { title, show } = unitOf(check, moments);
  const exactly = (value) => show(value, 4);
  const columns = ['Time', capital(judged(check)), ...(compares ? ['Baseline'] : []), ...(ratios ? ['Ratio', 'Interval'] : []), 'Outcome', 'Detail'];
  const rest = moments.length > shown.length ? `; the newest ${number(shown.length)} of ${number(moments.length)}` : '';
  return html`
    <div class="rm-table" tabindex="0" role="region" aria-label="Numbers of ${check.name}">
      <table>
        <caption>Samples of <bdi>${check.name}</bdi>${title ? `, ${title}` : ''}, the newest first${rest}</caption>
        <thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
        <tbody>
          ${shown.map((point) => html`
            <tr>
              <th scope="row">${time(point.at, moments[0].at)}</th>
              <td>${exactly(point.candidate)}</td>
              ${compares ? html`<td>${exactly(point.baseline)}</td>` : nothing}
              ${ratios ? html`<td>${exact(point.estimate)}</td><td>${interval(point)}</td>` : nothing}
              <td>${point.outcome}</td>
              <td>${point.detail}</td>
            </tr>`)}
        </tbody>
      </table>
    </div>`;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const exact = (value) => figure(value, 4);

const interval = ({ low, high }) =>
  Number.isFinite(low) || Number.isFinite(high)
    ? `${Number.isFinite(low) ? exact(low) : '0'} to ${Number.isFinite(high) ? exact(high) : '∞'}`
    : '–';
