/** The filter bar: what all figures of the page are kept to. */
import { get } from './api.js';
import { dimensionNames } from './catalogue.js';
import { field, h } from './dom.js';
import { words } from './format.js';
import { current, link, period } from './state.js';

/** What live counts know of a session. */
export const LIVE_DIMENSIONS = ['name', 'channel', 'contentType', 'playerName', 'streamType'];

/** The chips of the filters that hold, and the form that adds one. */
export function filterBar(state) {
  return h('div', { class: 'filters' }, chips(state), form(state));
}

function chips(state) {
  const set = filters => link(state, current(state),
    { filter: filters.map(filter => `${filter.name}:${filter.value}`), cursor: null });
  return h('ul', { class: 'chips', 'aria-label': 'Filters' }, state.filters.map((filter, i) => {
    const text = `${words(filter.name)}: ${filter.value || '(none)'}`;
    return h('li', { class: 'chip' }, text, h('a', { href: set(state.filters.filter((_, j) => j !== i)),
      id: `chip-${i}`, 'aria-label': `Remove the filter ${text}` }, '×'));
  }), state.filters.length > 1 && h('li', null, h('a', { href: set([]), id: 'chips-clear' }, 'Clear all')));
}

function form(state) {
  const names = h('datalist', { id: 'filter-names' }, (state.view === 'live' ? LIVE_DIMENSIONS : dimensionNames())
    .map(name => h('option', { value: name }, words(name))));
  const values = h('datalist', { id: 'filter-values' });
  const name = h('input', { id: 'filter-name', list: 'filter-names', placeholder: 'channel', required: true,
    autocomplete: 'off', spellcheck: 'false', onchange: () => suggest(state, name.value, values) });
  const value = h('input', { id: 'filter-value', list: 'filter-values', placeholder: 'any value', autocomplete: 'off',
    spellcheck: 'false' });
  return h('form', {
    class: 'add',
    onsubmit: event => {
      event.preventDefault();
      location.hash = link(state, current(state), { cursor: null,
        filter: [...state.params.getAll('filter'), `${name.value.trim()}:${value.value.trim()}`] });
    },
  }, field('Filter', name), field('is', value), names, values, h('button', { type: 'submit', id: 'filter-add' }, 'Add'));
}

/** Offers the values that most sessions have; without them one can still type. */
async function suggest(state, name, list) {
  list.replaceChildren();
  if (!dimensionNames(true).includes(name)) {
    return;
  }
  const metrics = name.startsWith('ad.') ? 'adStarts' : 'mediaStarts';
  const answer = await get('breakdown', { ...period(state, Date.now()), by: name, metrics, limit: 50 })
    .catch(() => ({ rows: [] }));
  list.replaceChildren(...answer.rows.map(row => row.key[name]).filter(value => value !== null)
    .map(value => h('option', { value })));
}
