/** Live: who is watching now and over the last hour. */
import { get } from '../api.js';
import { metric } from '../catalogue.js';
import { chart } from '../chart.js';
import { h } from '../dom.js';
import { sessions } from '../drill.js';
import { figure } from '../figures.js';
import { LIVE_DIMENSIONS } from '../filters.js';
import { count, percent, timeOfDay } from '../format.js';
import { failure } from '../panel.js';
import { repeat } from '../repeat.js';
import { link, withFilters } from '../state.js';
import { table } from '../table.js';

export const title = 'Live';
export const bar = ['filters'];

const HOUR = 3600e3;
/** From the bottom of the stack up. */
const STATES = [['playing', 'Playing'], ['ad', 'In an ad'], ['paused', 'Paused'], ['buffering', 'Buffering'],
  ['starting', 'Starting']];

export function show(main, state, signal) {
  const filter = state.params.getAll('filter');
  const known = state.filters.filter(({ name }) => LIVE_DIMENSIONS.includes(name))
    .map(({ name, value }) => `${name}:${value}`);
  const notice = h('div');
  const values = Object.fromEntries(['total', ...STATES.map(([name]) => name), 'share', 'starts', 'errors']
    .map(name => [name, h('data', { 'data-live': name }, '–')]));
  const asOf = h('time');
  const charts = liveCharts(state, signal);
  const top = h('div', { class: 'panel-body', 'aria-busy': 'true' }, h('p', { class: 'hint' }, 'Loading…'));
  const pause = h('button', { type: 'button', 'aria-pressed': 'false', id: 'pause', onclick: () => {
    pause.setAttribute('aria-pressed', String(pause.getAttribute('aria-pressed') !== 'true'));
  } }, 'Pause updates');

  main.append(h('div', { class: 'lead' }, h('p', { class: 'note' },
    'Sessions heard of in each partition’s last minute, by what they did last. As of ', asOf, '.'), pause),
  unfiltered(state), notice, liveFigures(state, values), h('div', { class: 'panels' },
    framed('Concurrent viewers', charts.viewers.element, 'wide'), framed('Media starts a minute', charts.starts.element),
    framed('Buffering share', charts.buffering.element),
    framed('Sessions with errors', charts.errors.element, '', 'Of sessions that closed, by the minute they were started.'),
    framed('Top contents', top)));

  async function refresh() {
    const now = Date.now();
    const period = { from: new Date(now - HOUR).toISOString(), to: new Date(now).toISOString() };
    try {
      const [live, series] = await Promise.all([get('live', { filter: known }, signal),
        get('timeseries', { ...period, filter, interval: 'minute', metrics: 'mediaStarts,errorSessions' }, signal)]);
      notice.replaceChildren();
      asOf.textContent = timeOfDay(live.at, state.zone);
      fill(values, live, series);
      draw(charts, live, series);
      showTop(live.top);
    } catch (problem) {
      if (!signal.aborted) {
        top.removeAttribute('aria-busy');
        notice.replaceChildren(failure(problem, refresh));
      }
    }
  }

  /** Not under the reader's hands. */
  function showTop(rows) {
    if (!top.contains(document.activeElement)) {
      top.removeAttribute('aria-busy');
      top.replaceChildren(topContents(state, rows));
    }
  }

  refresh().then(() => repeat(refresh, () => pause.getAttribute('aria-pressed') !== 'true', signal));
}

/** Which filters the counts of viewers leave out, if any. */
function unfiltered(state) {
  const names = [...new Set(state.filters.map(({ name }) => name).filter(name => !LIVE_DIMENSIONS.includes(name)))];
  return h('div', null, names.length > 0 && h('p', { class: 'warning', role: 'alert' }, 'Some filters are left out of viewers, '
    + `buffering and top contents: live counts do not know ${names.join(', ')}. Starts and errors are kept to all.`));
}

function framed(heading, content, kind = '', note = null) {
  return h('section', { class: `panel ${kind}`, 'aria-label': heading }, h('div', { class: 'panel-head' },
    h('h2', null, heading)), note && h('p', { class: 'note' }, note), content);
}

function liveFigures(state, values) {
  const open = sessions(state, { open: 'true' });
  return h('dl', { class: 'figures' },
    figure('Viewers now', h('a', { href: open }, values.total)),
    STATES.map(([name, label]) => figure(h('span', null, h('span', { class: `swatch ${name}`, 'aria-hidden': 'true' }),
      label), values[name])),
    figure('Buffering share', values.share, 'Viewers who are buffering, of all'),
    figure('Starts, last hour', h('a', { href: link(state, 'sessions', { period: '1h', from: null, to: null }) },
      values.starts), metric('mediaStarts').definition),
    figure('With errors, last hour', h('a', { href: link(state, 'sessions', { period: '1h', from: null, to: null,
      filter: withFilters(state, [{ name: 'hasErrorImpactedStreams', value: 'true' }]) }) }, values.errors),
    metric('errorSessions').definition));
}

function liveCharts(state, signal) {
  const over = (spec, steps) => chart({ zone: state.zone, ...steps, ...spec }, signal);
  return {
    viewers: over({ title: 'Concurrent viewers', stacked: true, height: 280,
      series: STATES.map(([name, label]) => ({ label, colour: name, format: count })) }),
    starts: over({ title: 'Media starts a minute', bars: true,
      series: [{ label: metric('mediaStarts').title, colour: 'one', format: count }] }),
    buffering: over({ title: 'Buffering share', max: 0.05,
      series: [{ label: 'Of all viewers', colour: 'buffering', format: percent }] }),
    errors: over({ title: 'Sessions with errors', bars: true,
      series: [{ label: metric('errorSessions').title, colour: 'bad', format: count }] }),
  };
}

function fill(values, live, series) {
  const set = (name, number, format = count) => {
    values[name].value = number ?? '';
    values[name].textContent = format(number);
  };
  const sum = name => series.points.reduce((all, point) => all + point.metrics[name], 0);
  ['total', ...STATES.map(([name]) => name)].forEach(name => set(name, live.viewers[name]));
  set('share', share(live.viewers), percent);
  set('starts', sum('mediaStarts'));
  set('errors', sum('errorSessions'));
}

function share(viewers) {
  return viewers.total > 0 ? viewers.buffering / viewers.total : null;
}

function draw(charts, live, series) {
  const seconds = instant => Date.parse(instant) / 1e3;
  const minutes = [...live.history, { minute: live.at, viewers: live.viewers }];
  const xs = minutes.map(point => seconds(point.minute));
  charts.viewers.update(xs, STATES.map(([name]) => minutes.map(point => point.viewers[name])));
  charts.buffering.update(xs, [minutes.map(point => share(point.viewers))]);
  const starts = series.points.map(point => seconds(point.time));
  charts.starts.update(starts, [series.points.map(point => point.metrics.mediaStarts)]);
  charts.errors.update(starts, [series.points.map(point => point.metrics.errorSessions)]);
}

function topContents(state, rows) {
  if (rows.length === 0) {
    return h('p', { class: 'hint' }, 'Nobody is watching.');
  }
  const follow = (row, name) => row.key[name] === null ? '–' : h('a', { href: link(state, 'live',
    { filter: withFilters(state, [{ name, value: row.key[name] }]) }) }, row.key[name]);
  const rest = row => LIVE_DIMENSIONS.every(name => row.key[name] === null);
  return table('Top contents', [
    { name: 'name', title: 'Content', cell: row => rest(row) ? 'All others' : follow(row, 'name') },
    { name: 'viewers', title: 'Viewers', number: true, cell: row => h('a', { href: sessions(state,
      rest(row) ? { open: 'true' } : { ...row.key, open: 'true' }) }, h('data', { value: row.viewers.total },
      count(row.viewers.total))) },
    { name: 'buffering', title: 'Buffering', number: true, cell: row => percent(share(row.viewers)) },
    { name: 'channel', title: 'Channel', cell: row => follow(row, 'channel') },
    { name: 'contentType', title: 'Type', cell: row => follow(row, 'contentType') },
    { name: 'playerName', title: 'Player', cell: row => follow(row, 'playerName') },
  ], rows);
}
