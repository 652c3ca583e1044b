/** Bars of HTML, each a link to the sessions it counts. */
import { h } from './dom.js';
import { count, percent } from './format.js';

/** Upright bars, for a scale: of {label, tick, value, text, href}. */
export function columns(title, bars) {
  const most = Math.max(...bars.map(bar => bar.value), 1);
  const every = Math.ceil(bars.length / 7);
  const highest = bars.find(bar => bar.value === most);
  return h('div', null, highest && h('p', { class: 'note' }, `Highest: ${highest.label}, ${highest.text}.`),
    h('ol', { class: 'columns', 'aria-label': title }, bars.map((bar, i) => h('li', null,
      h('a', { href: bar.href, title: `${bar.label}: ${bar.text}`, 'aria-label': `${bar.label}: ${bar.text}` },
        h('span', { class: 'column', vars: { share: bar.value / most } }),
        h('span', { class: 'tick', 'aria-hidden': 'true' }, i % every === 0 ? bar.tick ?? bar.label : ''))))));
}

/** Lying bars with their figures, one below the other: of {label, value, href}; `all` is what they are shares of. */
export function bars(title, rows, all) {
  return h('ol', { class: 'bars', 'aria-label': title }, rows.map(row => h('li', null,
    h('span', { class: 'bar-label' }, row.label),
    h('span', { class: 'track', 'aria-hidden': 'true' },
      h('span', { class: 'fill', vars: { share: all > 0 ? Math.min(1, row.value / all) : 0 } })),
    h('a', { class: 'number', href: row.href, 'aria-label': `${row.label}: ${count(row.value)} sessions` },
      h('data', { value: row.value }, count(row.value))),
    h('span', { class: 'number quiet' }, percent(all > 0 ? row.value / all : null)))));
}
