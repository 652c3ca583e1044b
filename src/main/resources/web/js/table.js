/** Tables that can be sorted and scrolled sideways. */
import { h } from './dom.js';

/**
 * @param caption what it shows
 * @param columns of {name, title, hint, number, text, cell(row), sort}; `text` is one of sentences; `sort` is the link that sorts by it
 * @param rows what `cell` is called with; the first cell is the row's heading
 * @param order {name, descending} of the column it is sorted by
 */
export function table(caption, columns, rows, order) {
  return h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': caption },
    h('table', null, h('caption', { class: 'hidden' }, caption),
      h('thead', null, h('tr', null, columns.map(column => heading(column, order)))),
      h('tbody', null, rows.map(row => line(columns, row)))));
}

/** One row. */
export function line(columns, row) {
  return h('tr', null, columns.map((column, i) =>
    h(i === 0 ? 'th' : 'td', { scope: i === 0 && 'row', class: column.number ? 'number' : column.text && 'text' }, column.cell(row))));
}

function heading(column, order) {
  const sorted = order?.name === column.name;
  return h('th', { scope: 'col', class: column.number && 'number', title: column.hint,
    'aria-sort': sorted && (order.descending ? 'descending' : 'ascending') },
  column.sort ? h('a', { class: 'sort', href: column.sort, id: `sort-${column.name}` }, column.title,
    sorted && h('span', { 'aria-hidden': 'true' }, order.descending ? ' ↓' : ' ↑')) : column.title);
}

/** The order that `name:desc` says. */
export function orderOf(text) {
  const [name, direction] = text.split(':');
  return { name, descending: direction !== 'asc' };
}

/** What sorts by a column: the other way round if it is sorted by it. */
export function orderBy(name, order) {
  return `${name}:${order.name === name && order.descending ? 'asc' : 'desc'}`;
}
