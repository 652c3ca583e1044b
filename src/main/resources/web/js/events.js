/** The events of a session, each with its verdict and the JSON that was sent. */
import { field, h, select } from './dom.js';
import { count, timeOfDay, words } from './format.js';
import { line, table } from './table.js';

const AT_ONCE = 200;
const UNREADABLE = 'unreadable';

/** A table of them, of all or of those that were not simply applied. */
export function eventTable(events, zone) {
  const holder = h('div');
  const types = [...new Set(events.map(event => event.type ?? UNREADABLE))].sort();
  const choice = select({ id: 'event-kind', onchange: draw }, [['', 'All'], ['!', 'Not simply applied'],
    ...types.map(type => [type, type])], '');
  const columns = eventColumns(zone);

  function draw() {
    const shown = events.filter(event => choice.value === '' || (event.type ?? UNREADABLE) === choice.value
      || choice.value === '!' && event.verdict !== 'applied');
    const rows = table('Events', columns, shown.slice(0, AT_ONCE));
    const button = h('button', { type: 'button', onclick: () => {
      rows.querySelector('tbody').append(...shown.slice(AT_ONCE).map(event => line(columns, event)));
      button.remove();
    } }, 'Show all');
    holder.replaceChildren(rows, h('p', { class: 'note', role: 'status' }, `${count(shown.length)} ${shown.length === 1 ? 'event' : 'events'}. `,
      shown.length > AT_ONCE && button));
  }

  draw();
  return h('div', null, field('Show', choice), holder);
}

function eventColumns(zone) {
  return [
    { name: 'ts', title: 'Player’s clock', cell: event => time(event.ts, zone) },
    { name: 'type', title: 'Event', cell: event => h('code', null, event.type ?? UNREADABLE) },
    { name: 'playhead', title: 'Playhead', number: true, cell: event => event.playhead ?? '–' },
    { name: 'verdict', title: 'Verdict', cell: event => [verdict(event.verdict),
      event.why && h('span', { class: 'why' }, event.why)] },
    { name: 'state', title: 'State after', cell: event => [event.playStateAfter ? words(event.playStateAfter) : '–',
      event.inAdBreak ? `, ${event.ad ? `ad ${event.ad}` : 'in a break'}` : ''] },
    { name: 'logged', title: 'Logged', cell: event => time(event.loggedAt, zone) },
    { name: 'offset', title: 'Offset', number: true, cell: event => count(event.offset) },
    { name: 'raw', title: 'As sent', cell: event => h('details', null, h('summary', null, 'JSON'),
      h('pre', null, JSON.stringify(event.raw, null, 2))) },
  ];
}

function time(instant, zone) {
  return h('time', null, timeOfDay(instant, zone, true));
}

/** A verdict as a word that also has a colour. */
export function verdict(name) {
  return h('span', { class: `badge ${name}` }, words(name));
}
