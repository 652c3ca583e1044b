/** Figures: large numbers with their names, each a link to the sessions behind it. */
import { metric, value } from './catalogue.js';
import { h } from './dom.js';
import { behind } from './drill.js';

/** One figure for each metric of a summary. */
export function figures(state, names, metrics) {
  return h('dl', { class: 'figures' }, names.map(name => {
    const { title, definition } = metric(name);
    return figure(title, h('a', { href: behind(state, name) }, value(name, metrics[name])), definition);
  }));
}

/** A name with what it comes to. */
export function figure(title, content, hint) {
  return h('div', { class: 'figure', title: hint }, h('dt', null, title), h('dd', null, content));
}
