// From numbers to places on a chart, and fewer of them where a pixel would have several. Plain arithmetic, no elements.

/** The lowest and highest of what is a number; null if nothing is. */
export function extent(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (Number.isFinite(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low > high ? null : [low, high];
}

/** Round steps of 1, 2 or 5 times a power of ten around an extent: `{from, to, ticks}`. */
export function round([low, high], wanted = 3) {
  let [from, to] = [low, high];
  if (from >= 0 && from <= to * 0.6) {
    from = 0;
  }
  if (from === to) {
    const room = Math.abs(from) / 2 || 1;
    [from, to] = from === 0 ? [0, 1] : [from - room, from + room];
  }
  const step = roundStep(to / wanted - from / wanted);
  if (!(step > 0) || !Number.isFinite(step)) {
    return { from, to, ticks: [from, to] };
  }
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil(to / step - 1e-9);
  const ticks = Array.from({ length: Math.min(12, last - first + 1) }, (_, index) => (first + index) * step)
    .filter(Number.isFinite);
  return { from: Math.min(from, first * step), to: Math.max(to, Math.min(Number.MAX_VALUE, last * step)), ticks };
}

function roundStep(atLeast) {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= atLeast * (1 - 1e-9));
}

/** Where a value stands between two places. Halves, so that the widest domains don't overflow. */
export const linear = (from, to, start, end) => (value) => {
  const part = (value / 2 - from / 2) / (to / 2 - from / 2);
  return Number.isFinite(part) ? start + part * (end - start) : (start + end) / 2;
};

/** As {@link linear} on a logarithmic axis; what lies beyond it, zero and infinity too, stands at its edge. */
export const logarithmic = (from, to, start, end) => (value) => {
  const part = (Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from));
  return start + Math.min(1, Math.max(0, Number.isNaN(part) ? 0 : part)) * (end - start);
};

/** 1, 2 and 5 times the powers of ten in a domain; the powers only, or each so many of them, where it is wide. */
export function logarithmicTicks(from, to, wanted = 5) {
  const lowest = Math.floor(Math.log10(from));
  const powers = Array.from({ length: Math.ceil(Math.log10(to)) - lowest + 1 }, (_, index) => lowest + index);
  const within = (ticks) => ticks.filter((tick) => tick >= from * 0.999 && tick <= to * 1.001);
  if (to < from * 5) {
    return within(round([from, to], wanted - 1).ticks);
  }
  const fine = within(powers.flatMap((power) => [1, 2, 5].map((factor) => Number(`${factor}e${power}`))));
  if (fine.length <= wanted) {
    return fine;
  }
  for (let every = 1; ; every++) {
    const coarse = within(powers.filter((power) => power % every === 0).map((power) => Number(`1e${power}`)));
    if (coarse.length <= wanted) {
      return coarse;
    }
  }
}

/**
 * A line through points as its unbroken runs of `[x, y]`. Where many fall into one column, its first, lowest, highest
 * and last remain, which look the same.
 *
 * @param points in the order of time
 * @param x place of a point
 * @param value of a point; null or undefined breaks the line
 */
export function runs(points, x, value) {
  const all = [];
  let column = null;
  let isBroken = true;
  for (const point of points) {
    const y = value(point);
    if (!Number.isFinite(y)) {
      isBroken = true;
      continue;
    }
    const at = x(point);
    const key = Math.floor(at);
    if (column?.key === key) {
      column.add(at, y);
    } else {
      // In a crowd each gap is narrower than a pixel: only one that spans a whole column is seen.
      if (isBroken && !(column?.count > 1 && key - column.key <= 1)) {
        all.push([]);
      }
      column = new Column(key, at, y);
      all.at(-1).push(column);
    }
    isBroken = false;
  }
  return all.map((columns) => columns.flatMap((each) => each.places()));
}

class Column {
  count = 1;

  constructor(key, at, y) {
    this.key = key;
    this.first = this.low = this.high = this.last = [at, y];
  }

  add(at, y) {
    this.count++;
    this.last = [at, y];
    this.low = y < this.low[1] ? this.last : this.low;
    this.high = y > this.high[1] ? this.last : this.high;
  }

  places() {
    const inner = this.low[0] <= this.high[0] ? [this.low, this.high] : [this.high, this.low];
    return [...new Set([this.first, ...inner, this.last])];
  }
}

/** How a line runs in the large: the mean of each stretch of points; as runs of `[x, y]`. */
export function trend(points, x, value, width) {
  const all = [];
  let stretch = null;
  for (const point of points) {
    const y = value(point);
    if (Number.isFinite(y)) {
      const at = x(point);
      const key = Math.floor(at / width);
      if (stretch?.key !== key) {
        if (!stretch || key - stretch.key > 1) {
          all.push([]);
        }
        stretch = { key, count: 0, x: 0, y: 0 };
        all.at(-1).push(stretch);
      }
      stretch.count++;
      stretch.x += (at - stretch.x) / stretch.count;
      stretch.y += y / stretch.count - stretch.y / stretch.count;
    }
  }
  return all.map((run) => run.map((each) => [each.x, each.y]));
}

/** One of all places that would cover each other. */
export function apart(places, size) {
  const seen = new Set();
  return places.filter(([x, y]) => {
    const cell = `${Math.round(x / size)} ${Math.round(y / size)}`;
    return !seen.has(cell) && seen.add(cell);
  });
}
