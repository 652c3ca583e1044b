/** Numbers and moments as people read them. */

const NONE = '–';
const MINUTE = 60;
const HOUR = 3600;
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const one = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const cents = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 6 });

/** 1,234 */
export function count(value) {
  return missing(value) ? NONE : whole.format(value);
}

/** 12.3 % */
export function percent(value) {
  return missing(value) ? NONE : `${one.format(value * 100)} %`;
}

/** 2.34 s, 12.3 s, 5 min 03 s, 1 h 05 min, 1,234 h */
export function duration(seconds) {
  if (missing(seconds)) {
    return NONE;
  }
  if (seconds < MINUTE) {
    return `${(seconds === 0 ? whole : seconds < 10 ? cents : one).format(seconds)} s`;
  }
  const rounded = Math.round(seconds);
  if (rounded < HOUR) {
    return `${Math.floor(rounded / MINUTE)} min ${two(rounded % MINUTE)} s`;
  }
  const minutes = Math.round(seconds / MINUTE);
  return minutes < 100 * MINUTE ? `${Math.floor(minutes / MINUTE)} h ${two(minutes % MINUTE)} min`
    : `${whole.format(minutes / MINUTE)} h`;
}

/** Steps of seconds that make whole numbers on a scale. */
export const DURATION_STEPS = [0.5, 1, 2, 5, 10, 15, 30, ...[1, 2, 5, 10, 15, 30].map(minutes => minutes * MINUTE),
  ...[1, 2, 5].flatMap(hours => [1, 10, 100, 1000, 10000].map(tens => hours * tens * HOUR)).sort((a, b) => a - b)];

/** 2.5 s, 12 min, 9.4 h: for scales. */
export function shortDuration(seconds) {
  const [size, unit] = seconds < 2 * MINUTE ? [1, 's'] : seconds < 2 * HOUR ? [MINUTE, 'min'] : [HOUR, 'h'];
  return `${fine.format(seconds / size)} ${unit}`;
}

/** 12, 0.5: for scales of viewers. */
export function shortNumber(value) {
  return fine.format(value);
}

/** A position or a time of play as 1:02:03.4, for scales. */
export function clock(seconds) {
  const sign = seconds < 0 ? '-' : '';
  const tenths = Math.round(Math.abs(seconds) * 10);
  const [h, m, s, t] = [Math.floor(tenths / 36000), Math.floor(tenths / 600) % 60, Math.floor(tenths / 10) % 60,
    tenths % 10];
  return `${sign}${h > 0 ? `${h}:${two(m)}` : m}:${two(s)}${t > 0 ? `.${t}` : ''}`;
}

/** The writer of a metric's unit. */
export function byUnit(unit) {
  return { count, ratio: percent, seconds: duration, viewers: value => missing(value) ? NONE : one.format(value) }[unit]
    ?? count;
}

/** A value with all its digits. */
export function digits(value) {
  return missing(value) ? NONE : exact.format(value);
}

/** 22 Nov 2026, 10:04:05 by the clocks of a zone. */
export function moment(instant, zone) {
  return missing(instant) ? NONE
    : formatter('moment', zone, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(instant));
}

/** 10:04:05, with milliseconds if wanted. */
export function timeOfDay(instant, zone, millis = false) {
  return missing(instant) ? NONE : formatter(`time${millis}`, zone,
    { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: millis ? 3 : undefined })
    .format(new Date(instant));
}

/** 22 Nov and 10:04, apart. */
export function dayAndTime(instant, zone) {
  const write = (kind, options) => formatter(kind, zone, options).format(new Date(instant));
  return { day: write('day', { day: 'numeric', month: 'short' }),
    time: write('hour', { hour: '2-digit', minute: '2-digit' }) };
}

const METADATA = 'metadata.';

/** camelCase, kebab-case and dotted names as words: Play state, Playhead stuck, Ad name; a customer's key as it is. */
export function words(name) {
  if (name.startsWith(METADATA)) {
    return name.slice(METADATA.length);
  }
  const text = name.replaceAll(/([a-z0-9])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`).replaceAll(/[-.]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const formatters = new Map();

function formatter(kind, zone, options) {
  const key = `${kind} ${zone}`;
  if (!formatters.has(key)) {
    formatters.set(key, new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }));
  }
  return formatters.get(key);
}

function missing(value) {
  return value === null || value === undefined || Number.isNaN(value);
}

function two(number) {
  return String(number).padStart(2, '0');
}
