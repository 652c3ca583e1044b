/** What do these numbers mean: every metric with its definition, as the API gives them. */
import { allMetrics } from '../catalogue.js';
import { h } from '../dom.js';
import { table } from '../table.js';

export const title = 'What do these numbers mean?';
export const bar = [];

export function show(main) {
  main.append(h('section', { class: 'panel wide' },
    h('p', { class: 'note' }, 'Metrics count sessions that were started in the period and are closed; what counts open ones '
      + 'too says so. A session closes when the player ends it, or some time after it went silent, and counts from then on.'),
    table('Metrics', [
      { name: 'title', title: 'Metric', cell: metric => metric.title },
      { name: 'definition', title: 'What it says', text: true, cell: metric => metric.definition },
      { name: 'unit', title: 'Unit', cell: metric => metric.unit },
      { name: 'name', title: 'In the API', cell: metric => h('code', null, metric.name) },
    ], allMetrics())));
}
