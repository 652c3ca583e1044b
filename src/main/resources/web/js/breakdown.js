/** Tables of metrics by the values of a dimension, each row with a line of how it went over the period. */
import { get } from './api.js';
import { dimensionNames, metric, value, writer } from './catalogue.js';
import { field, h, select } from './dom.js';
import { behind } from './drill.js';
import { csv } from './file.js';
import { count, words } from './format.js';
import { panel } from './panel.js';
import { sparkline } from './sparkline.js';
import { current, interval, link, scope, withFilters } from './state.js';
import { orderBy, orderOf, table } from './table.js';

/** As many rows, and lines of how they went. */
const LIMIT = 20;
/** More than this are not given in one answer. */
const MOST = 10_000;

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

  /** Asked for apart, since the table need not wait for them; of groups that have come up since there is none. */
  async function trends(rows, boxes) {
    const answer = await get('breakdown', { ...wanted, metrics: order.name, limit: Math.min(limit, LIMIT), trend: interval(asked) }, signal)
      .catch(() => ({ rows: [] })); // A table without lines is still a table.
    const found = new Map(answer.rows.map(row => [row.key[by], row.trend]));
    rows.forEach((row, i) => found.has(row.key[by]) && boxes[i].replaceChildren(
      sparkline(found.get(row.key[by]), told(row.key[by], found.get(row.key[by])))));
  }

  /** What the line shows, for those who do not see it. */
  function told(name, trend) {
    const write = writer(order.name);
    return `${metric(order.name).title} of ${name ?? '(none)'} over the period: highest `
      + `${write(Math.max(...trend.map(figure => figure ?? 0)))}, last ${write(trend.at(-1))}`;
  }
}
