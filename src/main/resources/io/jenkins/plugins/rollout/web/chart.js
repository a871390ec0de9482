// A check's picture: what was measured of the new release and of what it is compared with, and, below, how their ratio
// became certain. Wide as its place is; no colour says anything alone.

import { html, nothing, svg } from './lib/lit-html/lit-html.js';
import { clock, figure } from './format.js';
import { apart, extent, linear, logarithmic, logarithmicTicks, round, runs, trend } from './scale.js';
import { tone, word } from './states.js';

const WIDTH = 360;
const LABEL_WIDTH = 6.2;
const RIGHT = WIDTH - 8;
const VALUES_HEIGHT = 104;
const RATIO_HEIGHT = 66;
const LANE_HEIGHT = 16;

/** Up to here, each sample of the new release gets its point. */
const FEW_POINTS = 60;

/** Above this, single samples are pale, and how they run in the large is drawn over them. */
const MANY_POINTS = 240;
const STRETCH = 6;

/** A first, uncertain interval may be wider than what there is to see; it ends at the panel's edge. */
const WIDEST_BEYOND = 2;
const SMALLEST_RATIO = 1e-12;

/** Shapes of single samples, around their place. */
export const SHAPES = {
  pass: 'm-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0',
  fail: 'm-3.2-3.2l6.4 6.4m0-6.4l-6.4 6.4',
  inconclusive: 'm-2.8 0a2.8 2.8 0 1 0 5.6 0a2.8 2.8 0 1 0-5.6 0',
  error: 'm0-4l4 4l-4 4l-4-4z',
};

/**
 * @param check of a story, with at least one point
 * @param moments its points in the order of time, each with `moment`, milliseconds
 * @param id unique in the page
 */
export function chart(check, moments, id) {
  const decidedAt = check.decidedAt ? Date.parse(check.decidedAt) : NaN;
  const [from, to] = timeDomain(moments, decidedAt);
  const hasValues = moments.some(({ candidate, baseline }) => Number.isFinite(candidate) || Number.isFinite(baseline));
  const hasRatios = comparesRatios(check) && moments.some(hasRatio);
  const valueAxis = hasValues ? labelled(valueDomain(check, moments)) : null;
  const ratioAxis = hasRatios ? labelled(ratioDomain(check, moments)) : null;
  const left = 9 + LABEL_WIDTH * Math.max(0, ...[valueAxis, ratioAxis].flatMap((axis) => (axis?.labels ?? []).map(({ length }) => length)));
  const x = linear(from, to, left, RIGHT);
  const at = ({ moment }) => x(moment);
  const panels = [];
  let top = Number.isFinite(decidedAt) ? 15 : 5;
  const add = (panel, height, gap) => {
    panels.push(panel);
    top += height + gap;
  };
  const first = top;
  if (hasValues) {
    add(values(check, moments, { at, left, top, axis: valueAxis }), VALUES_HEIGHT, 4);
  }
  const alone = moments.filter(({ candidate, outcome }) => !Number.isFinite(candidate) && isTold(check, outcome));
  if (alone.length > 0) {
    const middle = top + LANE_HEIGHT / 2;
    add(marks(alone, showsPasses(moments), at, () => middle), LANE_HEIGHT, 2);
  }
  if (hasRatios) {
    top += 14;
    add(ratios(check, moments, { at, left, top, axis: ratioAxis }), RATIO_HEIGHT, 4);
  }
  const bottom = top - 2;
  return html`
    <svg class="rm-chart" viewBox="0 0 ${WIDTH} ${bottom + 16}" role="img" aria-labelledby="${id}-title" aria-describedby="${id}-why">
      <title id="${id}-title">${`${check.name}: ${check.verdict ? word(check.verdict) : 'not decided yet'}`}</title>
      <desc id="${id}-why">${check.reason ?? ''}</desc>
      ${panels}
      ${Number.isFinite(decidedAt) ? verdictLine(check, x(decidedAt), { left, top: first, bottom }) : nothing}
      ${timeAxis(from, to, x, bottom)}
    </svg>`;
}

/** Points of passed samples are left out where they would cover the line. */
export const showsPasses = (moments) =>
  moments.length <= FEW_POINTS || moments.every(({ candidate }) => !Number.isFinite(candidate));

export const isCrowded = (moments) => moments.length > MANY_POINTS;

function timeDomain(moments, decidedAt) {
  const [first, last] = extent([...moments.map(({ moment }) => moment), decidedAt]);
  return first === last ? [first - 500, last + 500] : [first, last];
}

/** A fixed window knows of a shift, in the metric's own unit. */
export const comparesRatios = ({ kind, judge }) => kind === 'comparison' && judge !== 'mannWhitney';

const hasRatio = ({ estimate, low, high }) => [estimate, low, high].some(Number.isFinite);

/** In a comparison one sample alone says nothing, unless it could not be had or failed. */
export const isTold = ({ kind }, outcome) => outcome === 'error' || outcome === 'fail' || kind !== 'comparison';

function valueDomain({ limits = [] }, moments) {
  return round(
    extent([...moments.flatMap(({ candidate, baseline }) => [candidate, baseline]), ...limits.map(({ value }) => value)]),
  );
}

function values(check, moments, { at, left, top, axis }) {
  const y = linear(axis.from, axis.to, top + VALUES_HEIGHT, top);
  const onPanel = (all) => all.map((run) => run.map(([x, value]) => [x, y(value)]));
  const line = (name, isPale) => {
    const value = (point) => point[name];
    const all = onPanel(!isPale && isCrowded(moments) ? trend(moments, at, value, STRETCH) : runs(moments, at, value));
    return svg`
      <path class="rm-line" data-line=${name} ?data-pale=${isPale} d=${path(all)}></path>
      ${isPale ? nothing : dots(name, moments.length <= FEW_POINTS && name === 'candidate' && check.kind === 'comparison' ? all.flat() : alone(all))}`;
  };
  const told = moments.filter(({ candidate, outcome }) => Number.isFinite(candidate) && isTold(check, outcome));
  return svg`
    ${grid(axis, left, y)}
    ${isCrowded(moments) ? ['baseline', 'candidate'].map((name) => line(name, true)) : nothing}
    ${['baseline', 'candidate'].map((name) => line(name, false))}
    ${(check.limits ?? []).map(({ value }) => svg`<path class="rm-line" data-line="limit" d=${across(left, y(value))}></path>`)}
    ${marks(told, showsPasses(moments), at, ({ candidate }) => y(candidate))}`;
}

/** A sample between two gaps makes no line. */
const alone = (all) => all.filter(({ length }) => length === 1).flat();

const dots = (name, places) =>
  places.length === 0 ? nothing : svg`<path class="rm-mark" data-mark=${name} d=${shapes(places, SHAPES.pass)}></path>`;

/** What samples said, one by one. */
function marks(points, passes, x, y) {
  return Object.keys(SHAPES).map((outcome) => {
    const places = points.filter((point) => point.outcome === outcome).map((point) => [x(point), y(point)]);
    return places.length === 0 || (outcome === 'pass' && !passes)
      ? nothing
      : svg`<path class="rm-mark" data-mark=${outcome} d=${shapes(apart(places, 4), SHAPES[outcome])}></path>`;
  });
}

/** Above what the ratio would be harm: 1 + margin, or its counterpart where less is worse. */
export const harmful = ({ direction, margin }) =>
  Number.isFinite(margin) && margin > 0
    ? [...(direction === 'decrease' ? [] : [1 + margin]), ...(direction === 'increase' ? [] : [1 / (1 + margin)])]
    : [];

function ratios(check, moments, { at, left, top, axis }) {
  const y = logarithmic(axis.from, axis.to, top + RATIO_HEIGHT, top);
  const line = runs(moments, at, ({ estimate }) => estimate).map((run) => run.map(([x, value]) => [x, y(value)]));
  return svg`
    <text class="rm-axis" x=${left} y=${top - 4}>ratio, new to baseline</text>
    ${grid(axis, left, y)}
    <path class="rm-band" d=${band(moments, at, y)}></path>
    <path class="rm-line" data-line="same" d=${across(left, y(1))}></path>
    ${harmful(check).map((ratio) => svg`<path class="rm-line" data-line="limit" d=${across(left, y(ratio))}></path>`)}
    <path class="rm-line" data-line="candidate" d=${path(line)}></path>`;
}

/** What matters is seen: how it ended, and where harm begins. What was not yet known at first may lie beyond. */
function ratioDomain(check, moments) {
  const last = moments.findLast(({ low, high }) => Number.isFinite(low) || Number.isFinite(high));
  const positive = (values) => values.filter((value) => value > 0);
  const later = moments.slice(Math.floor(moments.length / 8)).map(({ estimate }) => estimate);
  const [low, high] = extent(positive([1, ...harmful(check), ...later, last?.low, last?.high]));
  const [lowest, highest] = extent(positive([low, high, ...moments.flatMap((point) => [point.low, point.high])]));
  const from = Math.max(SMALLEST_RATIO, Math.max(lowest, low / WIDEST_BEYOND) / 1.15);
  const to = Math.min(1 / SMALLEST_RATIO, Math.min(highest, high * WIDEST_BEYOND) * 1.15);
  return { from, to, ticks: logarithmicTicks(from, to, 4) };
}

/** The intervals as one area per unbroken run; an open end reaches the panel's edge. */
function band(moments, at, y) {
  const known = ({ low, high }) => Number.isFinite(low) || Number.isFinite(high);
  const ends = (choose) => runs(moments, at, (point) => (known(point) ? choose(point) : null));
  const lows = ends(({ low }) => y(low ?? 0));
  const highs = ends(({ high }) => y(high ?? Infinity));
  return lows
    .map((run, index) => {
      const outline = [...highs[index], ...run.reverse()];
      const [[x]] = run;
      const isNarrow = run.every((place) => place[0] === x);
      return path([isNarrow ? outline.flatMap(([, each], place) => widened(x, each, place, outline.length)) : outline], 'z');
    })
    .join('');
}

const widened = (x, y, place, of) => (place < of / 2 ? [[x - 1.5, y], [x + 1.5, y]] : [[x + 1.5, y], [x - 1.5, y]]);

function verdictLine({ verdict, decidedAt }, x, { left, top, bottom }) {
  const isRight = x > WIDTH / 2;
  return svg`
    <g data-tone=${tone(verdict ?? '')}>
      <path class="rm-moment" d="M${digits(x)} ${top - 4}V${bottom}"></path>
      <text class="rm-moment" x=${digits(isRight ? x : Math.max(x, left))} y="9" text-anchor=${isRight ? 'end' : 'start'}>${verdict ? word(verdict) : 'decided'} ${clock(decidedAt, decidedAt)}</text>
    </g>`;
}

/** With a label for each tick, as many digits as tell it from its neighbours. */
function labelled({ ticks, ...domain }) {
  const step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : 0;
  const ratio = Math.max(...ticks.map(Math.abs)) / step;
  const wanted = Number.isFinite(ratio) ? Math.ceil(Math.log10(ratio)) + 1 : 3;
  return { ...domain, ticks, labels: ticks.map((tick) => figure(tick, Math.min(9, Math.max(2, wanted)))) };
}

function grid({ ticks, labels }, left, y) {
  return ticks.map((tick, index) => svg`
    <path class="rm-gridline" d=${across(left, y(tick))}></path>
    ${labels.indexOf(labels[index]) === index
      ? svg`<text class="rm-axis" x=${digits(left - 6)} y=${digits(y(tick) + 3.5)} text-anchor="end">${labels[index]}</text>` : nothing}`);
}

function timeAxis(from, to, x, bottom) {
  const sameDay = new Date(from).toDateString() === new Date(to).toDateString();
  const label = (time, anchor) =>
    svg`<text class="rm-axis" x=${digits(x(time))} y=${bottom + 13} text-anchor=${anchor}>${clock(time, sameDay ? time : from)}</text>`;
  if (to - from < 2000) {
    return label((from + to) / 2, 'middle');
  }
  return [label(from, 'start'), sameDay && to - from >= 4000 ? label((from + to) / 2, 'middle') : nothing, label(to, 'end')];
}

const across = (left, y) => `M${digits(left)} ${digits(y)}H${RIGHT}`;

const digits = (place) => Math.round(place * 10) / 10;

/** A run of one place is drawn as a dot: a line of no length, with round ends. */
const path = (all, end = '') =>
  all.map((run) => `M${run.map(([x, y]) => `${digits(x)} ${digits(y)}`).join('L')}${run.length === 1 ? 'h0' : end}`).join('');

const shapes = (places, shape) => places.map(([x, y]) => `M${digits(x)} ${digits(y)}${shape}`).join('');
