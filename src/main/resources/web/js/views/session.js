/** Session inspector: one session's events as they were judged, what they made of it, and the reports that came out. */
import { get } from '../api.js';
import { chart } from '../chart.js';
import { h } from '../dom.js';
import { eventTable } from '../events.js';
import { figure } from '../figures.js';
import { clock, count, DURATION_STEPS, duration, moment, words } from '../format.js';
import { lanes, lengthOf, timed } from '../lanes.js';
import { panel } from '../panel.js';
import { repeat } from '../repeat.js';
import { link } from '../state.js';

export const title = 'Session';
export const bar = [];

const FIGURES = [['timePlayed', duration], ['totalTimePlayed', duration], ['uniqueTimePlayed', duration],
  ['timeToStart', duration], ['pauseTime', duration], ['bufferTime', duration], ['stallTime', duration],
  ['adCount', count], ['errorCount', count], ['eventCount', count], ['lateEvents', count], ['clockResets', count]];
const KNOWN = new Set([...FIGURES.map(([name]) => name), 'sid', 'metadata', 'watchedMarks']);
const MOMENTS = new Set(['started', 'closed', 'startedAt', 'endedAt', 'loggedAt']);

export function show(main, state, signal) {
  const path = `sessions/${encodeURIComponent(state.id)}`;
  let drawn = new AbortController();
  signal.addEventListener('abort', () => drawn.abort());
  const report = panel('What is known of it', () => get(path, {}, signal).catch(unlessUnknown),
    answer => answer && details(answer, state), signal, { wide: true, empty: 'Nothing was reported of it yet.' });
  const events = panel('Along player time', () => get(`${path}/events`, {}, signal), answer => {
    follow(answer);
    drawn.abort();
    drawn = new AbortController();
    return inspected(answer, state, drawn.signal);
  }, signal, { wide: true, empty: 'No events of this session are in the log.' });
  const live = h('label', { class: 'check' }, h('input', { type: 'checkbox', id: 'follow' }), ' Follow while it is open');
  live.hidden = true;
  main.append(h('p', { class: 'lead' }, h('code', { class: 'sid' }, state.id), live,
    h('a', { href: link(state, 'watch', { sid: state.id }) }, 'Watch its calls')),
  h('div', { class: 'panels' }, report.element, events.element));

  function follow(answer) {
    live.hidden = answer.reports?.some(made => made.type === 'sessionClose') ?? false;
  }

  Promise.all([report.ready, events.ready]).then(() => repeat(() => Promise.all([report.refresh(), events.refresh()]),
    () => !live.hidden && live.firstChild.checked, signal));
}

/** Of a session that has just begun there may be events in the log, and nothing in the store. */
function unlessUnknown(problem) {
  if (problem.status === 404) {
    return null;
  }
  throw problem;
}

function details({ session, ads, chapters, states, errors }, state) {
  const known = Object.entries(session).filter(([name]) => !KNOWN.has(name));
  const text = (name, value) => MOMENTS.has(name) ? moment(value, state.zone) : String(value);
  return h('div', null,
    h('p', null, h('strong', null, session.friendlyName ?? session.name ?? 'A session'), ' · ',
      session.closed ? `closed: ${words(session.closeReason ?? '')}` : h('span', { class: 'badge open' }, 'open')),
    h('p', { class: 'note' }, [session.channel, session.contentType, session.playerName,
      `started ${moment(session.started, state.zone)}`].filter(Boolean).join(' · ')),
    session.closed && h('dl', { class: 'figures small' }, FIGURES.filter(([name]) => session[name] !== undefined)
      .map(([name, format]) => figure(words(name), h('data', { value: session[name], 'data-field': name },
        format(session[name]))))),
    h('details', null, h('summary', null, 'All its fields'), h('dl', { class: 'fields' },
      [...known, ...Object.entries(session.metadata ?? {})].map(([name, value]) =>
        [h('dt', null, name), h('dd', null, text(name, value))]))),
    [['Ads', ads], ['Chapters', chapters], ['Player states', states], ['Errors', errors]]
      .filter(([, rows]) => rows?.length > 0).map(([name, rows]) => rowsOf(name, rows)));
}

function rowsOf(name, rows) {
  return h('details', null, h('summary', null, `${name} (${rows.length})`), h('ul', { class: 'plain' }, rows.map(row =>
    h('li', null, Object.entries(row).filter(([, value]) => typeof value !== 'object')
      .map(([key, value]) => `${key} ${value}`).join(' · ')))));
}

function inspected(answer, state, signal) {
  if (answer.events.length === 0) {
    return answer.stopped ? stopped(answer) : null;
  }
  const applied = timed(answer.events);
  return h('div', null, stopped(answer), laneRows(applied), playheads(applied, signal),
    h('h3', null, 'Events'), eventTable(answer.events, state.zone),
    h('h3', null, 'Reports it made'), answer.reports.length === 0 ? h('p', { class: 'hint' }, 'None yet.')
      : answer.reports.map(report => h('details', null,
        h('summary', null, h('code', null, report.type ?? 'report'), ' ',
          report.advertisingDetails?.name ?? report.chapterDetails?.friendlyName ?? report.sessionDetails?.closeReason ?? ''),
        h('pre', null, JSON.stringify(report, null, 2)))));
}

function stopped(answer) {
  return answer.stopped && h('p', { class: 'warning', role: 'status' }, 'Not all of it is here: ', answer.stopped);
}

function laneRows(events) {
  const length = lengthOf(events);
  if (length === 0) {
    return null;
  }
  return h('ol', { class: 'lanes', 'aria-label': 'What held when, along player time' }, lanes(events).map(lane => {
    const total = lane.spans.reduce((sum, span) => sum + span.to - span.from, 0);
    return h('li', null, h('span', { class: 'lane-name' }, lane.name),
      h('span', { class: 'lane', role: 'img', 'aria-label':
        `${lane.spans.length === 1 ? 'once' : `${lane.spans.length} times`}, ${duration(total)} in all` },
      lane.spans.map(span => h('span', { class: `span ${lane.kind}`,
        title: `${span.label}: ${clock(span.from)} to ${clock(span.to)}, ${duration(span.to - span.from)}`,
        vars: { from: span.from / length, share: (span.to - span.from) / length } }))));
  }));
}

function playheads(events, signal) {
  const length = lengthOf(events);
  if (length === 0) {
    return null;
  }
  const drawn = chart({ title: 'Playhead over player time', height: 180, gutter: gutter(), fit: true, steps: DURATION_STEPS,
    x: { label: 'Player time', format: clock, range: [0, length], steps: DURATION_STEPS },
    series: [{ label: 'Playhead', colour: 'one', format: clock }] }, signal);
  const inTime = events.filter(event => event.verdict === 'applied');
  drawn.update(inTime.map(event => event.at), [inTime.map(event => event.playhead)]);
  return drawn.element;
}

/** The width of the lanes' names: the chart below them begins where they do. */
function gutter() {
  return parseInt(getComputedStyle(document.documentElement).getPropertyValue('--gutter'), 10);
}
