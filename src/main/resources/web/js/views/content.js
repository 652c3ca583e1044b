/** Content: what was watched, how far, and when. */
import { get } from '../api.js';
import { breakdown } from '../breakdown.js';
import { metric } from '../catalogue.js';
import { bars, columns } from '../columns.js';
import { h } from '../dom.js';
import { behind, sessions } from '../drill.js';
import { csv } from '../file.js';
import { count, percent } from '../format.js';
import { panel } from '../panel.js';
import { scope } from '../state.js';
import { summary, trend } from '../trend.js';

export const title = 'Content';
export const bar = ['filters', 'period'];

const FIGURES = ['mediaStarts', 'contentStarts', 'contentCompletes', 'completionRate', 'timePlayed', 'uniqueTimePlayed',
  'averageMinuteAudience', 'concurrentPeak', 'concurrentMean'];
const FUNNEL = ['mediaStarts', 'contentStarts', 'progress10', 'progress25', 'progress50', 'progress75', 'progress95',
  'contentCompletes'];
/** From the bottom of the stack up, in the colours of what they do. */
const CONCURRENT = [['concurrentPlaying', 'playing'], ['concurrentInAds', 'ad'], ['concurrentPaused', 'paused'],
  ['concurrentBuffering', 'buffering'], ['concurrentStarting', 'starting']];
const COLUMNS = ['timePlayed', 'mediaStarts', 'contentStarts', 'contentCompletes', 'completionRate', 'uniqueTimePlayed',
  'contentAudience', 'averageMinuteAudience', 'pauseCount', 'estimatedStreams'];

export function show(main, state, signal) {
  const now = Date.now();
  main.append(h('div', { class: 'panels' },
    summary('In this period', FIGURES, state, now, signal),
    trend('Starts', [['mediaStarts', 'one'], ['contentCompletes', 'two']], state, now, signal),
    trend('Content time', [['timePlayed', 'one']], state, now, signal),
    trend('Concurrent viewers', CONCURRENT, state, now, signal, { stacked: true, wide: true, told: true,
      empty: 'Live counts do not know these filters.',
      note: width => `Sessions heard of in a minute, by what they did last${width === 'minute' ? '' : `; the mean of each ${width}`}.` }),
    retention(state, now, signal), funnel(state, now, signal),
    breakdown({ title: 'Contents', by: 'name', metrics: COLUMNS }, state, now, signal)));
}

function retention(state, now, signal) {
  return panel('Audience retention', () => get('retention', scope(state, now), signal), answer =>
    answer.sessions === 0 ? null : columns('Sessions that watched each mark of the content', answer.points.map(point => ({
      label: `${point.percent} % of the length`, tick: `${point.percent} %`, value: point.sessions,
      text: `${count(point.sessions)} sessions, ${percent(point.share)}`,
      href: sessions(state, { watched: String(point.percent), isPlayed: 'true' }),
    }))), signal, {
    note: 'Sessions that watched each mark of the content, of those that started content of a known length.',
    tools: csv('Audience retention', 'retention', scope(state, now)) })
    .element;
}

function funnel(state, now, signal) {
  return panel('Progress', () => get('summary', { ...scope(state, now), metrics: FUNNEL.join(',') }, signal), answer =>
    bars('Progress', FUNNEL.map(name => ({ label: metric(name).title, value: answer.metrics[name],
      href: behind(state, name) })), answer.metrics.mediaStarts), signal, { note: 'Shares of media starts.' }).element;
}
