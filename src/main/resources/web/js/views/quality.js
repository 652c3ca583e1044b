/** Quality: how well it played. */
import { get } from '../api.js';
import { breakdown } from '../breakdown.js';
import { columns } from '../columns.js';
import { h } from '../dom.js';
import { sessions } from '../drill.js';
import { csv } from '../file.js';
import { count, digits } from '../format.js';
import { panel } from '../panel.js';
import { scope } from '../state.js';
import { table } from '../table.js';
import { summary, trend } from '../trend.js';

export const title = 'Quality';
export const bar = ['filters', 'period'];

const FIGURES = ['timeToStartMedian', 'timeToStartP95', 'rebufferingRatio', 'bitrateAverage', 'errorRate', 'dropRate',
  'bufferCount', 'bufferTime', 'stallCount', 'stallTime'];
const COLUMNS = ['mediaStarts', 'timeToStartMedian', 'timeToStartP95', 'rebufferingRatio', 'bitrateAverage', 'errorRate',
  'dropRate', 'bufferCount', 'stallCount', 'errorCount'];

export function show(main, state, signal) {
  const now = Date.now();
  main.append(h('div', { class: 'panels' },
    summary('In this period', FIGURES, state, now, signal),
    trend('Rebuffering ratio', [['rebufferingRatio', 'one']], state, now, signal, { max: 0.02 }),
    trend('Error and drop rates', [['errorRate', 'bad'], ['dropRate', 'two']], state, now, signal, { max: 0.02 }),
    distribution('Time to start', 'timeToStart', 'Sessions by the seconds to their first frame.', state, now, signal),
    distribution('Average bitrate', 'bitrateAverage', 'Sessions by their average bitrate, as players send it.', state, now,
      signal),
    errors(state, now, signal),
    breakdown({ title: 'Quality', by: 'playerName', metrics: COLUMNS }, state, now, signal)));
}

function distribution(heading, of, note, state, now, signal) {
  return panel(heading, () => get('distribution', { ...scope(state, now), of }, signal), answer =>
    answer.buckets.length === 0 ? null : columns(heading, answer.buckets.map(({ from, to, sessions: number }) => ({
      label: `${digits(from)}${to === null ? ' and more' : `–${digits(to)}`}${unit(answer)}`,
      tick: `${digits(from)}${to === null ? '+' : ''}${unit(answer)}`, value: number, text: `${count(number)} sessions`,
      href: sessions(state, { [of]: `${from}..${to ?? ''}` }, `${of}:desc`),
    }))), signal, { note, tools: csv(heading, 'distribution', { ...scope(state, now), of }) }).element;
}

/** Of bitrates nobody knows it: they are as players send them. */
function unit(answer) {
  return answer.unit === 'seconds' ? ' s' : '';
}

function errors(state, now, signal) {
  return panel('Errors', () => get('errors', scope(state, now), signal), answer => answer.errors.length === 0 ? null
    : table('Errors by id', [
      { name: 'id', title: 'Error', cell: error => error.id },
      { name: 'source', title: 'From', cell: error => error.source },
      { name: 'sessions', title: 'Sessions', number: true, cell: error =>
        h('a', { href: sessions(state, { [`error.${error.source}`]: error.id }) }, h('data', { value: error.sessions }, count(error.sessions))) },
    ], answer.errors), signal, { wide: true, note: 'Distinct ids, by the sessions that had them.', empty: 'No errors.',
    tools: csv('Errors', 'errors', scope(state, now)) })
    .element;
}
