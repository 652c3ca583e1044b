/** Charts over time or another scale, drawn by uPlot, each with its legend and with its data as a table. */
import uPlot from '../webjars/uplot/1.6.30/dist/uPlot.esm.js';
import { h } from './dom.js';
import { dayAndTime } from './format.js';
import { colour, onTheme } from './theme.js';

const HEIGHT = 220;
const DAY = 86400;
const FONT = '12px system-ui, sans-serif';

/**
 * @param spec `title`; `series` of {label, colour, format}; `stacked`, `bars`; `zone` of a time axis, or `x` {label, format, range, steps};
 *   `max` the least top of the scale, `fit` for one that need not begin at 0, `height`, `steps` of the scale, `gutter` the width left of the scale's begin
 * @param signal ends it
 * @returns `element`, and `update(xs, columns)`: times in seconds, and the values of each series
 */
export function chart(spec, signal) {
  const scale = spec.x ?? { label: 'Time', format: second => timeText(second, spec.zone) };
  const place = h('li', { class: 'quiet' });
  const readings = spec.series.map(() => h('data', { class: 'reading' }));
  const legend = h('ul', { class: 'legend' }, spec.series.map((series, i) =>
    h('li', null, h('span', { class: `swatch ${series.colour}`, 'aria-hidden': 'true' }), series.label, ' ',
      readings[i])), place);
  const canvas = h('div', { class: 'canvas', role: 'img' });
  const table = h('details', { class: 'data', ontoggle: () => table.open && fillTable() },
    h('summary', null, 'Data as a table'));
  const element = h('div', { class: 'chart' }, legend, canvas, table);
  let plot;
  let xs = [];
  let columns = [];

  function drawn() {
    return [xs, ...(spec.stacked ? stack(columns) : columns)];
  }

  function show(index) {
    const at = index ?? xs.length - 1;
    place.textContent = typeof index === 'number' ? scale.format(xs[index]) : '';
    readings.forEach((reading, i) => {
      const value = columns[i]?.[at];
      reading.value = value ?? '';
      reading.textContent = format(spec.series[i], value);
    });
  }

  function fillTable() {
    table.replaceChildren(table.firstChild, h('div', { class: 'scroll', tabindex: '0', role: 'group',
      'aria-label': `${spec.title}: data` }, h('table', null,
      h('caption', null, spec.title),
      h('thead', null, h('tr', null, h('th', { scope: 'col' }, scale.label),
        spec.series.map(series => h('th', { scope: 'col', class: 'number' }, series.label)))),
      h('tbody', null, xs.map((x, row) => h('tr', null, h('th', { scope: 'row' }, scale.format(x)),
        columns.map((column, i) => h('td', { class: 'number' }, format(spec.series[i], column[row])))))))));
  }

  function update(newXs, newColumns) {
    [xs, columns] = [newXs, newColumns];
    canvas.setAttribute('aria-label', `${spec.title}. Last: ${spec.series.map((series, i) =>
      `${series.label} ${format(series, columns[i]?.at(-1))}`).join(', ')}. The data follows as a table.`);
    if (plot) {
      plot.setData(drawn());
    } else if (element.isConnected) {
      draw();
    }
    show(null);
    if (table.open) {
      fillTable();
    }
  }

  function draw() {
    plot = new uPlot(options(spec, canvas.clientWidth, index => show(index)), drawn(), canvas);
  }

  const size = new ResizeObserver(() => {
    if (canvas.clientWidth > 0 && xs.length > 0) {
      plot ? plot.setSize({ width: canvas.clientWidth, height: spec.height ?? HEIGHT }) : draw();
    }
  });
  size.observe(canvas);
  onTheme(() => plot?.redraw(false), signal);
  signal.addEventListener('abort', () => {
    size.disconnect();
    plot?.destroy();
  });
  return { element, update };
}

function options(spec, width, pointed) {
  const axis = { font: FONT, stroke: () => colour('quiet'), ticks: { show: false },
    grid: { stroke: () => colour('line'), width: 1 } };
  const x = spec.x ? { size: 28, incrs: spec.x.steps, values: (_, splits) => splits.map(spec.x.format) }
    : { size: 44, values: (_, splits, axis, space, step) => splits.map((second, i) => tick(second, i, step, spec.zone)) };
  return {
    width,
    height: spec.height ?? HEIGHT,
    tzDate: second => spec.zone ? uPlot.tzDate(new Date(second * 1e3), spec.zone) : new Date(second * 1e3),
    legend: { show: false },
    padding: [10, spec.gutter ? 8 : 22, 0, spec.gutter ? 0 : null],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
    scales: {
      x: { time: !spec.x, range: spec.x?.range },
      y: { range: (_, low, high) => spec.fit ? fitting(low ?? 0, high ?? 0)
        : [Math.min(0, low ?? 0), Math.max(spec.max ?? 1, (high ?? 0) * 1.08)] },
    },
    axes: [{ ...axis, ...x, grid: { show: false } },
      { ...axis, incrs: spec.steps, size: spec.gutter ?? 62, values: (_, splits) => splits.map(value => format(spec.series[0], value, true)) }],
    series: [{}, ...layers(spec).map(series => look(series, spec))],
    hooks: { setCursor: [plot => pointed(plot.cursor.idx)] },
  };
}

/** A scale that begins where the values do, for those that are far from 0. */
function fitting(low, high) {
  const room = Math.max(0.5, (high - low) * 0.04);
  return [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
}

/** In the order they are painted: a stack from its top down, each over the one before, so that the first series lies below. */
function layers(spec) {
  return spec.stacked ? [...spec.series].reverse() : spec.series;
}

function look(series, spec) {
  const filled = spec.stacked || spec.bars;
  return {
    stroke: () => colour(spec.stacked ? 'panel' : series.colour),
    fill: filled ? () => colour(series.colour) : undefined,
    width: spec.stacked || spec.bars ? 1 : 2,
    paths: spec.bars ? uPlot.paths.bars({ size: [0.8, 40], align: 1 }) : undefined,
    points: { show: false },
  };
}

/** Each with all below it, the top of the stack first. */
function stack(columns) {
  return columns.map((column, i) => column.map((_, row) =>
    columns.slice(0, i + 1).reduce((sum, below) => sum + (below[row] ?? 0), 0))).reverse();
}

/** 14:00, with the day below where one begins. */
function tick(second, index, step, zone) {
  const parts = dayAndTime(second * 1e3, zone);
  if (step >= DAY) {
    return parts.day;
  }
  return index === 0 || parts.time === '00:00' ? `${parts.time}\n${parts.day}` : parts.time;
}

function format(series, value, scale = false) {
  if (value === null || value === undefined) {
    return '–';
  }
  return (scale && series.scale ? series.scale : series.format ?? String)(value);
}

function timeText(second, zone) {
  return new Date(second * 1e3).toLocaleString('en-GB', { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' });
}
