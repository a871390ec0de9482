// Times, shares and amounts as people read them: in the viewer's zone, with UTC one hover away.

import { html, nothing } from './lib/lit-html/lit-html.js';

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const SHARE = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const SMALL_SHARE = new Intl.NumberFormat('en', { maximumSignificantDigits: 1 });
const NUMBER = new Intl.NumberFormat('en');

/** `14:03:12`; on another day than the one it stands among, `12 Jan, 14:03:12`. */
export function clock(at, among = Date.now()) {
  const date = new Date(at);
  const known = new Date(among);
  if (date.toDateString() === known.toDateString()) {
    return CLOCK.format(date);
  }
  const day = date.getFullYear() === known.getFullYear() ? DAY : YEAR;
  return `${day.format(date)}, ${CLOCK.format(date)}`;
}

/** `2026-01-12 13:03:12 UTC`. */
export const utc = (at) => `${new Date(at).toISOString().replace('T', ' ').slice(0, 19)} UTC`;

/** A time element, or nothing when there is no time. */
export const time = (at, among) =>
  at ? html`<time datetime=${at} title=${utc(at)}>${clock(at, among)}</time>` : nothing;

/** `4 min 12 s`. */
export function duration(milliseconds) {
  if (milliseconds < 1000) {
    return `${Math.max(0, Math.round(milliseconds))} ms`;
  }
  const seconds = Math.round(milliseconds / 1000);
  const units = [
    [Math.floor(seconds / 86400), 'd'],
    [Math.floor((seconds % 86400) / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ];
  return units
    .filter(([amount]) => amount > 0)
    .slice(0, 2)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}

/** `4.5 %`, never apart on two lines; never `0 %` of something that is there. */
export const share = (part) => `${(part < 0.001 ? SMALL_SHARE : SHARE).format(part * 100)}\u00a0%`;

/** `4,999` */
export const number = (amount) => NUMBER.format(amount);

/** `1 instance`, `4,999 instances` */
export const count = (amount, noun) => `${number(amount)} ${noun}${amount === 1 ? '' : 's'}`;

/** `1.2 MiB` */
export function bytes(size) {
  if (size < 1024) {
    return `${size} B`;
  }
  return size < 1024 * 1024 ? `${SHARE.format(size / 1024)} KiB` : `${SHARE.format(size / 1024 / 1024)} MiB`;
}

/** A measured number, short: `0.031`, `1,230`, `12K`, `3e-9`; `–` for none. Where many digits matter, all are written. */
export function figure(value, digits = 3) {
  if (!Number.isFinite(value)) {
    return '–';
  }
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) {
    return value.toExponential(Math.min(digits, 3) - 1).replace(/\.?0*e\+?/, 'e');
  }
  return (size < 1e4 || digits > 4 ? PLAIN : COMPACT)(digits).format(value);
}

/**
 * How numbers of a check are written, and what stands over them.
 *
 * @param unit as a story has it; none where only the one who wrote the check knows
 * @param largest of all numbers that are shown: what is more than all of a total is no percentage
 * @returns `{title, show}`, with `show` taking a number and how many digits
 */
export function measure(unit, largest) {
  switch (unit) {
    case 'share':
      return largest <= 1
        ? { title: 'share of the total', show: (value, digits) => (Number.isFinite(value) ? `${figure(value * 100, digits)}\u00a0%` : figure(value)) }
        : { title: 'per one of the total', show: figure };
    case 'milliseconds':
      return { title: 'milliseconds', show: figure };
    case 'perSecond':
      return { title: 'per second', show: figure };
    default:
      return { title: null, show: figure };
  }
}

const byDigits = (options) => {
  const known = new Map();
  return (digits) => {
    if (!known.has(digits)) {
      known.set(digits, new Intl.NumberFormat('en', { ...options, maximumSignificantDigits: digits }));
    }
    return known.get(digits);
  };
};
const PLAIN = byDigits({});
const COMPACT = byDigits({ notation: 'compact' });
