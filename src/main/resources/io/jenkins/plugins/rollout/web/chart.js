// A check's picture: what was measured of the new release and of what it is compared with, and, below, how their ratio
// became certain. Wide as its place is; no colour says anything alone.

import { html, nothing, svg } from './lib/lit-html/lit-html.js';
import { clock, figure, measure } from './format.js';
import { apart, extent, linear, logarithmic, logarithmicTicks, round, runs, trend } from './scale.js';
import { tone, word } from './states.js';

const WIDTH = 360;
const LABEL_WIDTH = 6.8;
const RIGHT = WIDTH - 8;
const VALUES_HEIGHT = 104;
const RATIO_HEIGHT = 66;
const LANE_HEIGHT = 16;
const LINE_HEIGHT = 14;

/** A picture of one moment has room beside it, and nothing stands at the very edge. */
const SHORTEST_MILLIS = 4000;
const MARGIN = 0.03;

/** Room for two labels of time. */
const TWO_LABELS = 110;

/** Up to here, each sample of the new release gets its point. */
const FEW_POINTS = 60;

/** Above this, single samples are pale, and how they run in the large is drawn over them. */
const MANY_POINTS = 240;
const STRETCH = 6;

/** A first, uncertain interval may be wider than what there is to see; it ends at the panel's edge. */
const WIDEST_BEYOND = 2;

/** An interval without a bound goes on beyond its other one by so much, so that it is seen where it is all there is. */
const OPEN_BEYOND = 3;
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
  const isDecided = Number.isFinite(decidedAt);
  const [first, last] = extent([...moments.map(({ moment }) => moment), decidedAt]);
  const hasValues = moments.some(({ candidate, baseline }) => Number.isFinite(candidate) || Number.isFinite(baseline));
  const hasRatios = comparesRatios(check) && moments.some(hasRatio);
  const unit = unitOf(check, moments);
  const title = unit.title ?? (check.kind === 'comparison' ? 'measured' : null);
  const valueAxis = hasValues ? labelled(valueDomain(check, moments), unit.show) : null;
  const ratioAxis = hasRatios ? labelled(ratioDomain(check, moments), figure) : null;
  const left = 9 + LABEL_WIDTH * Math.max(0, ...[valueAxis, ratioAxis].flatMap((axis) => (axis?.labels ?? []).map(({ length }) => length)));
  const x = linear(...withRoom(first, last), left, RIGHT);
  const at = ({ moment }) => x(moment);
  const panels = [];
  let top = isDecided ? LINE_HEIGHT : 5;
  const start = top;
  const add = (panel, height, gap) => {
    panels.push(panel);
    top += height + gap;
  };
  if (hasValues) {
    top += title ? LINE_HEIGHT : 0;
    add([title ? panelTitle(title, left, top) : nothing, values(check, moments, { at, left, top, axis: valueAxis })], VALUES_HEIGHT, 4);
  }
  const alone = moments.filter(({ candidate, outcome }) => !Number.isFinite(candidate) && isTold(check, outcome));
  if (alone.length > 0) {
    const middle = top + LANE_HEIGHT / 2;
    add(marks(alone, showsPasses(moments), at, () => middle), LANE_HEIGHT, 2);
  }
  if (hasRatios) {
    top += LINE_HEIGHT + 8;
    const title = `times the baseline: ${ratioWords(moments.findLast(hasRatio))}`;
    add([panelTitle(title, left, top), ratios(check, moments, { at, left, top, axis: ratioAxis })], RATIO_HEIGHT, 4);
  }
  const bottom = top - 2;
  return html`
    <svg class="rm-chart" viewBox="0 0 ${WIDTH} ${bottom + 16}" role="img" aria-labelledby="${id}-title" aria-describedby="${id}-why">
      <title id="${id}-title">${`${check.name}: ${check.verdict ? word(check.verdict) : 'not decided yet'}`}</title>
      <desc id="${id}-why">${inWords(check, moments, unit)}</desc>
      ${isDecided ? verdictLine(check, x(decidedAt), { left, top: start, bottom }) : nothing}
      ${panels}
      ${timeAxis(first, last, x, bottom)}
    </svg>`;
}

/** What one would read off the picture, for those who don't see it. */
function inWords(check, moments, { show }) {
  const ratio = comparesRatios(check) ? moments.findLast(hasRatio) : undefined;
  const last = moments.findLast(({ candidate, baseline }) => Number.isFinite(candidate) || Number.isFinite(baseline));
  const parts = [
    check.reason,
    check.verdict && check.decidedAt && `decided at ${clock(check.decidedAt)}`,
    last && (check.kind === 'comparison'
      ? `the last sample: ${show(last.candidate)}, and ${show(last.baseline)} of the baseline`
      : `the last sample: ${show(last.candidate)}`),
    ratio && `times the baseline: ${ratioWords(ratio)}`,
  ];
  return parts.filter(Boolean).join('; ');
}

/** `6.67, between 1.31 and 46.1`; `at least 4.46`. */
export function ratioWords({ estimate, low, high }) {
  const hasLow = Number.isFinite(low) && low > 0;
  const hasHigh = Number.isFinite(high);
  const bounds =
    hasLow && hasHigh ? `between ${figure(low)} and ${figure(high)}`
    : hasLow ? `at least ${figure(low)}`
    : hasHigh ? `at most ${figure(high)}`
    : 'nothing is known yet';
  return Number.isFinite(estimate) ? `${figure(estimate)}, ${bounds}` : bounds;
}

/** How this check's numbers are written. */
export function unitOf({ unit, limits = [], negligible }, moments) {
  const range = extent([
    ...moments.flatMap(({ candidate, baseline }) => [candidate, baseline]),
    ...limits.map(({ value }) => value),
    negligible,
  ]);
  return measure(unit, range?.[1] ?? 0);
}

/** Points of passed samples are left out where they would cover the line. */
export const showsPasses = (moments) =>
  moments.length <= FEW_POINTS || moments.every(({ candidate }) => !Number.isFinite(candidate));

export const isCrowded = (moments) => moments.length > MANY_POINTS;

function withRoom(first, last) {
  const half = Math.max(last - first, SHORTEST_MILLIS) * (0.5 + MARGIN);
  const middle = (first + last) / 2;
  return [middle - half, middle + half];
}

/** A fixed window knows of a shift, in the metric's own unit. */
export const comparesRatios = ({ kind, judge }) => kind === 'comparison' && judge !== 'mannWhitney';

const hasRatio = ({ estimate, low, high }) => [estimate, low, high].some(Number.isFinite);

/** In a comparison one sample alone says nothing, unless it could not be had or failed. */
export const isTold = ({ kind }, outcome) => outcome === 'error' || outcome === 'fail' || kind !== 'comparison';

function valueDomain({ limits = [], negligible }, moments) {
  const values = moments.flatMap(({ candidate, baseline }) => [candidate, baseline]);
  return round(extent([...values, ...limits.map(({ value }) => value), negligible]));
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
    ${Number.isFinite(check.negligible)
      ? svg`<path class="rm-line" data-line="negligible" d=${across(left, y(check.negligible))}></path>` : nothing}
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
  const open = Number.isFinite(last?.high) ? (last.low > 0 ? [] : [last.high / OPEN_BEYOND]) : [last?.low * OPEN_BEYOND];
  const [low, high] = extent(positive([1, ...harmful(check), ...later, last?.low, last?.high, ...open]));
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

const widened = (x, y, place, of) => (place < of / 2 ? [[x - 5, y], [x + 5, y]] : [[x + 5, y], [x - 5, y]]);

function verdictLine({ verdict, decidedAt, dryRun }, x, { left, top, bottom }) {
  const isRight = x > WIDTH / 2;
  return svg`
    <g data-tone=${tone(verdict ?? '')}>
      <path class="rm-moment" d="M${digits(x)} ${top - 4}V${bottom}"></path>
      <text class="rm-moment" x=${digits(isRight ? x : Math.max(x, left))} y="9" text-anchor=${isRight ? 'end' : 'start'}>${dryRun ? 'dry run: ' : nothing}${verdict ? word(verdict) : 'decided'} ${clock(decidedAt, decidedAt)}</text>
    </g>`;
}

/** With a label for each tick, as many digits as tell it from its neighbours. */
function labelled({ ticks, ...domain }, show) {
  const step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : 0;
  const ratio = Math.max(...ticks.map(Math.abs)) / step;
  const wanted = Number.isFinite(ratio) ? Math.ceil(Math.log10(ratio)) + 1 : 3;
  return { ...domain, ticks, labels: ticks.map((tick) => show(tick, Math.min(9, Math.max(2, wanted)))) };
}

const panelTitle = (title, left, top) => svg`<text class="rm-axis" x=${digits(left)} y=${top - 6}>${title}</text>`;

function grid({ ticks, labels }, left, y) {
  return ticks.map((tick, index) => svg`
    <path class="rm-gridline" d=${across(left, y(tick))}></path>
    ${labels.indexOf(labels[index]) === index
      ? svg`<text class="rm-axis" x=${digits(left - 6)} y=${digits(y(tick) + 3.5)} text-anchor="end">${labels[index]}</text>` : nothing}`);
}

function timeAxis(first, last, x, bottom) {
  const sameDay = new Date(first).toDateString() === new Date(last).toDateString();
  const text = (time) => clock(time, sameDay ? time : first);
  const label = (time, anchor) =>
    svg`<text class="rm-axis" x=${digits(x(time))} y=${bottom + 13} text-anchor=${anchor}>${text(time)}</text>`;
  const middle = (first + last) / 2;
  const width = x(last) - x(first);
  if (width < TWO_LABELS || text(first) === text(last)) {
    return label(middle, 'middle');
  }
  return [label(first, 'start'), sameDay && width > 2 * TWO_LABELS ? label(middle, 'middle') : nothing, label(last, 'end')];
}

const across = (left, y) => `M${digits(left)} ${digits(y)}H${RIGHT}`;

const digits = (place) => Math.round(place * 10) / 10;

/** A run of one place is drawn as a dot: a line of no length, with round ends. */
const path = (all, end = '') =>
  all.map((run) => `M${run.map(([x, y]) => `${digits(x)} ${digits(y)}`).join('L')}${run.length === 1 ? 'h0' : end}`).join('');

const shapes = (places, shape) => places.map(([x, y]) => `M${digits(x)} ${digits(y)}${shape}`).join('');
