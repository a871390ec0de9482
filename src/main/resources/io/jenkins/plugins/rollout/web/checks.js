// How an instance was judged: each check of its gate with verdict, reason, picture, and its numbers as a table.

import { html, nothing, svg } from './lib/lit-html/lit-html.js';
import { guard } from './lib/lit-html/directives/guard.js';
import { chart, comparesRatios, harmful, isCrowded, isTold, SHAPES, showsPasses } from './chart.js';
import { count, figure, number, share, time } from './format.js';
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
    const inWaves = new Set(checks.map(({ wave }) => wave)).size > 1;
    return checks.map((check, index) => {
      const id = `rm-check-${index}`;
      const key = `${check.wave} ${check.name}`;
      return guard([check, this.#open.has(key)], () => this.#check(check, id, key, inWaves));
    });
  }

  #check(check, id, key, inWaves) {
    const moments = inOrder(check.points);
    return html`
      <article class="rm-check" aria-labelledby="${id}-name">
        <h4 id="${id}-name">${check.name} ${inWaves ? html`<small>wave ${check.wave}</small>` : nothing}</h4>
        <p class="rm-check-verdict">${check.verdict ? badge(check.verdict) : badge('judging', 'not decided yet')}
          ${check.dryRun ? html`<small>dry run: shown, not counted</small>` : nothing}</p>
        ${check.reason ? html`<p class="rm-reason" data-tone=${check.verdict ? tone(check.verdict) : 'idle'}>${check.reason}</p>` : nothing}
        ${check.kind === 'comparison' ? html`<p class="rm-note">${question(check)}</p>` : nothing}
        ${moments.length === 0
          ? html`<p class="rm-note">Nothing was measured yet.</p>`
          : html`${legend(check, moments)}${chart(check, moments, id)}${this.#numbers(check, moments, key)}`}
      </article>`;
  }

  #numbers(check, moments, key) {
    const isOpen = this.#open.has(key);
    const toggled = ({ target }) => {
      if (target.open !== this.#open.has(key)) {
        this.#open[target.open ? 'add' : 'delete'](key);
        this.changed();
      }
    };
    return html`
      <details class="rm-numbers" ?open=${isOpen} @toggle=${toggled}>
        <summary>The numbers <small>${count(check.points.length, 'sample')}</small></summary>
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

function question({ judge, baseline, direction, margin }) {
  const baselines = [baseline ?? []].flat().map((word) => BASELINES[word] ?? word);
  const against = `Compared with ${baselines.length === 0 ? 'a baseline' : baselines.join(', or else ')}`;
  const change = { decrease: 'less', either: 'more or less' }[direction] ?? 'more';
  const by = judge === 'mannWhitney' ? ', by a Mann-Whitney test' : '';
  return `${against}${by}${Number.isFinite(margin) ? `; what matters is ${share(margin)} ${change}` : ''}.`;
}

function legend(check, moments) {
  const has = (name) => moments.some((point) => Number.isFinite(point[name]));
  const told = (outcome) => isTold(check, outcome) && moments.some((point) => point.outcome === outcome);
  const compares = check.kind === 'comparison';
  const ratios = comparesRatios(check);
  const isCompared = ['estimate', 'low', 'high'].some(has);
  const entries = [
    [has('candidate'), 'line', 'candidate', compares ? 'new release' : 'measured'],
    [has('baseline'), 'line', 'baseline', 'baseline'],
    [has('candidate') && isCrowded(moments), 'line', 'pale', 'single samples'],
    [told('pass') && showsPasses(moments), 'mark', 'pass', 'passed'],
    [told('fail'), 'mark', 'fail', 'failed'],
    [told('inconclusive'), 'mark', 'inconclusive', 'inconclusive'],
    [told('error'), 'mark', 'error', 'no measurement'],
    [ratios && (has('low') || has('high')), 'band', '', 'interval of the ratio'],
    [ratios && isCompared, 'line', 'same', 'as before'],
    [ratios && isCompared && harmful(check).length > 0, 'line', 'limit', 'harm that matters'],
    [check.limits?.length > 0, 'line', 'limit', 'limit'],
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
  const columns = ['Time', compares ? 'New release' : 'Measured', ...(compares ? ['Baseline'] : []), ...(ratios ? ['Ratio', 'Interval'] : []), 'Outcome', 'Detail'];
  const rest = moments.length > shown.length ? `; the newest ${number(shown.length)} of ${number(moments.length)}` : '';
  return html`
    <div class="rm-table" tabindex="0" role="region" aria-label="Numbers of ${check.name}">
      <table>
        <caption>Samples of ${check.name}, the newest first${rest}</caption>
        <thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
        <tbody>
          ${shown.map((point) => html`
            <tr>
              <th scope="row">${time(point.at, moments[0].at)}</th>
              <td>${exact(point.candidate)}</td>
              ${compares ? html`<td>${exact(point.baseline)}</td>` : nothing}
              ${ratios ? html`<td>${exact(point.estimate)}</td><td>${interval(point)}</td>` : nothing}
              <td>${point.outcome}</td>
              <td>${point.detail}</td>
            </tr>`)}
        </tbody>
      </table>
    </div>`;
}

const exact = (value) => figure(value, 4);

const interval = ({ low, high }) =>
  Number.isFinite(low) || Number.isFinite(high)
    ? `${Number.isFinite(low) ? exact(low) : '0'} to ${Number.isFinite(high) ? exact(high) : '∞'}`
    : '–';
