/** Panels that views share: the figures of a period, and how metrics went over it. */
import { get } from './api.js';
import { metric, writer } from './catalogue.js';
import { chart } from './chart.js';
import { figures } from './figures.js';
import { csv } from './file.js';
import { DURATION_STEPS, shortDuration, shortNumber } from './format.js';
import { panel } from './panel.js';
import { interval, scope } from './state.js';

/** The figures of the period. */
export function summary(title, names, state, now, signal) {
  return panel(title, () => get('summary', { ...scope(state, now), metrics: names.join(',') }, signal),
    answer => figures(state, names, answer.metrics), signal, { wide: true }).element;
}

const MINUTE = 60e3;
const SCALES = { seconds: shortDuration, viewers: shortNumber };

/** A chart of metrics with one unit over the period: of [name, colour]. With `told` the minute that is not over is left out. */
export function trend(title, series, state, now, signal, options = {}) {
  const asked = scope(state, now);
  const width = interval(asked);
  const names = series.map(([name]) => name);
  const wanted = { ...asked, interval: width, metrics: names.join(',') };
  return panel(title, () => get('timeseries', wanted, signal), answer => {
    const points = options.told ? answer.points.filter(point => Date.parse(point.time) + MINUTE <= now) : answer.points;
    const values = names.map(name => points.map(point => point.metrics[name]));
    if (answer.points.every(point => names.every(name => point.metrics[name] === null))) {
      return null;
    }
    const drawn = chart({ title, zone: state.zone, steps: metric(names[0]).unit === 'seconds' ? DURATION_STEPS : undefined, ...options, series: series.map(([name, colour]) =>
      ({ label: metric(name).title, colour, format: writer(name),
        scale: SCALES[metric(name).unit] })) }, signal);
    drawn.update(points.map(point => Date.parse(point.time) / 1e3), values);
    return drawn.element;
  }, signal, { note: options.note?.(width) ?? `By ${width}, of sessions started in it.`, wide: options.wide,
    empty: options.empty, tools: csv(title, 'timeseries', wanted) }).element;
}
