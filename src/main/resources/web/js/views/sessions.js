/** Sessions: those behind the figures, one a row. */
import { get } from '../api.js';
import { field, h } from '../dom.js';
import { csv } from '../file.js';
import { count, duration, moment, words } from '../format.js';
import { failure, panel } from '../panel.js';
import { current, link, scope } from '../state.js';
import { line, orderBy, orderOf, table } from '../table.js';

export const title = 'Sessions';
export const bar = ['filters', 'period'];

const SORTED = new Set(['started', 'timePlayed', 'totalTimePlayed', 'bufferTime', 'stallTime', 'timeToStart', 'errorCount',
  'adCount', 'pauseTime', 'bitrateAverage', 'eventCount']);

export function show(main, state, signal) {
  const asked = { ...scope(state, Date.now()), order: state.option('order', 'started:desc') };
  const order = orderOf(asked.order);
  const columns = sessionColumns(state).map(column => SORTED.has(column.name)
    ? { ...column, sort: link(state, current(state), { order: orderBy(column.name, order) }) } : column);
  const found = panel('Sessions', () => get('sessions', asked, signal), answer => {
    if (answer.sessions.length === 0) {
      return null;
    }
    const rows = table('Sessions', columns, answer.sessions, order);
    return h('div', null, rows, more(rows.querySelector('tbody'), columns, asked, answer, signal));
  }, signal, { wide: true, tools: csv('Sessions, with all their fields', 'sessions', asked) });
  main.append(opener(state), h('div', { class: 'panels' }, found.element));
}

/** Opens a session whose id one has, say from a player's log. */
function opener(state) {
  const sid = h('input', { id: 'sid', required: true, pattern: '[0-9a-f]{64}', autocomplete: 'off', spellcheck: 'false',
    placeholder: '64 hexadecimal digits', title: 'A session id is 64 hexadecimal digits' });
  return h('form', { class: 'add lead', onsubmit: event => {
    event.preventDefault();
    location.hash = link(state, `session/${sid.value.trim()}`, { order: null });
  } }, field('Session id', sid), h('button', { type: 'submit' }, 'Open'));
}

/** How many are shown, and the button for those after them. */
function more(body, columns, asked, first, signal) {
  let { next } = first;
  let shown = first.sessions.length;
  const status = h('span', { role: 'status' });
  const button = h('button', { type: 'button', onclick: async () => {
    try {
      const answer = await get('sessions', { ...asked, cursor: next }, signal);
      body.append(...answer.sessions.map(row => line(columns, row)));
      shown += answer.sessions.length;
      next = answer.next;
      tell();
    } catch (problem) {
      status.replaceChildren(failure(problem));
    }
  } }, 'Show more');
  const tell = () => {
    status.textContent = `${count(shown)} sessions${next === null ? '.' : ' so far.'}`;
    button.hidden = next === null;
  };
  tell();
  return h('p', { class: 'note' }, status, ' ', button);
}

function sessionColumns(state) {
  const number = (name, heading, format) => ({ name, title: heading, number: true,
    cell: row => h('data', { value: row[name] ?? '' }, format(row[name])) });
  return [
    { name: 'started', title: 'Started', cell: row => h('a', { href: link(state, `session/${row.sid}`, { order: null }),
      title: row.sid }, h('time', { datetime: row.started }, moment(row.started, state.zone))) },
    { name: 'name', title: 'Content', cell: row => row.friendlyName ?? row.name ?? '–' },
    { name: 'channel', title: 'Channel', cell: row => row.channel ?? '–' },
    { name: 'playerName', title: 'Player', cell: row => row.playerName ?? '–' },
    { name: 'closeReason', title: 'State', cell: row => row.closeReason ? words(row.closeReason) : 'Open' },
    number('timePlayed', 'Content time', duration),
    number('totalTimePlayed', 'Media time', duration),
    number('adCount', 'Ads', count),
    number('timeToStart', 'Time to start', duration),
    number('bufferTime', 'Buffer time', duration),
    number('stallTime', 'Stall time', duration),
    number('errorCount', 'Errors', count),
    number('eventCount', 'Events', count),
  ];
}
