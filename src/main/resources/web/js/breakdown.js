/** Tables of metrics by the values of a dimension, each row with a line of how it went over the period. */
import { get } from './api.js';
import { dimensionNames, metric, value } from './catalogue.js';
import { field, h, select } from './dom.js';
import { behind } from './drill.js';
import { csv } from './file.js';
import { count, words } from './format.js';
import { panel } from './panel.js';
import { sparkline } from './sparkline.js';
import { current, interval, link, scope, withFilters } from './state.js';
import { orderBy, orderOf, table } from './table.js';

const LIMIT = 20;
/** More than this are not given in one answer. */
const MOST = 10_000;
/** How many lines are asked for at a time. */
const AT_A_TIME = 3;

/**
 * @param spec `title`, `by` the usual dimension, `dimensions` to choose from, `metrics` of the columns, the first of which
 *   it is sorted by unless the state says otherwise
 */
export function breakdown(spec, state, now, signal) {
  const asked = scope(state, now);
  const by = state.option('by', spec.by);
  const order = orderOf(state.option('order', `${spec.metrics[0]}:desc`));
  const limit = Math.min(MOST, Number(state.option('rows', LIMIT)));
  const choose = select({ id: 'by', onchange: () => {
    location.hash = link(state, current(state), { by: choose.value });
  } }, (spec.dimensions ?? dimensionNames(true)).map(name => [name, words(name)]), by);
  const wanted = { ...asked, by, order: `${order.name}:${order.descending ? 'desc' : 'asc'}`, metrics: spec.metrics.join(',') };
  const load = () => get('breakdown', { ...wanted, limit }, signal);
  return panel(spec.title, load, answer => answer.rows.length === 0 ? null : draw(answer), signal,
    { wide: true, tools: [field('By', choose), csv(spec.title, 'breakdown', wanted)] }).element;

  function draw(answer) {
    const lines = answer.rows.map(() => h('span', { class: 'spark-box' }));
    trends(answer.rows, lines);
    const more = answer.groups > answer.rows.length && limit < MOST;
    return h('div', null, table(`${spec.title} by ${words(by)}`, [
      { name: by, title: words(by), cell: row => narrowed(row) },
      { name: 'trend', title: `Trend of ${metric(order.name).title.toLowerCase()}`,
        cell: row => lines[answer.rows.indexOf(row)] },
      ...spec.metrics.map(name => ({ name, title: metric(name).title, hint: metric(name).definition, number: true,
        sort: link(state, current(state), { order: orderBy(name, order) }),
        cell: row => h('a', { href: behind(state, name, row.key) }, value(name, row.metrics[name])) })),
    ], answer.rows, order),
    h('p', { class: 'note' }, `${count(answer.rows.length)} of ${count(answer.groups)}. `,
      more && h('a', { href: link(state, current(state), { rows: Math.min(MOST, limit * 5) }), id: 'more-rows' }, 'Show more')));
  }

  /** A row's name keeps all the view to it. */
  function narrowed(row) {
    const name = row.key[by] ?? '';
    return h('a', { href: link(state, current(state), { filter: withFilters(state, [{ name: by, value: name }]) }) },
      name || '(none)');
  }

  async function trends(rows, boxes) {
    let next = 0;
    const work = async () => {
      while (next < Math.min(rows.length, LIMIT)) {
        const i = next++;
        const filter = withFilters(state, [{ name: by, value: rows[i].key[by] ?? '' }]);
        const answer = await get('timeseries', { ...asked, filter, interval: interval(asked), metrics: order.name }, signal);
        boxes[i].replaceChildren(sparkline(answer.points.map(point => point.metrics[order.name]),
          `${metric(order.name).title} of ${rows[i].key[by] ?? '(none)'} over the period`));
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work)).catch(() => { /* A table without lines is still a table. */ });
  }
}
