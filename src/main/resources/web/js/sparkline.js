/** A line as high as a word: how a figure went over the period. */
import { svg } from './dom.js';

const WIDTH = 96;
const HEIGHT = 22;

/** Nothing where no value is above 0. */
export function sparkline(values, label) {
  const known = values.map(value => value ?? 0);
  const most = Math.max(...known);
  if (!(most > 0)) {
    return svg('svg', { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true' });
  }
  const step = WIDTH / Math.max(1, known.length - 1);
  const points = known.map((value, i) => [i * step, HEIGHT - 1.5 - value / most * (HEIGHT - 3)]);
  const line = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  return svg('svg', { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': label,
    preserveAspectRatio: 'none' },
    svg('path', { class: 'spark-area', d: `${line}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z` }),
    svg('path', { class: 'spark-line', d: line }));
}
