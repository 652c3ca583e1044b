/** A part of a view: a heading, and below it what was asked for, that it is on its way, that there is nothing, or what went wrong. */
import { freshId, h } from './dom.js';
import { keeping } from './keep.js';

/**
 * @param title its heading
 * @param load gives the answer; called again by `refresh`
 * @param draw makes an element of an answer, or `null` if there is nothing to show
 * @param signal ends it
 * @param options `note` below the heading, `tools` beside it, `wide` over both columns, `empty` the words for nothing
 */
export function panel(title, load, draw, signal, options = {}) {
  const heading = freshId('panel');
  const body = h('div', { class: 'panel-body', 'aria-busy': 'true' }, h('p', { class: 'hint' }, 'Loading…'));
  const element = h('section', { class: `panel${options.wide ? ' wide' : ''}`, 'aria-labelledby': heading },
    h('div', { class: 'panel-head' }, h('h2', { id: heading }, title), options.tools && h('div', { class: 'tools' }, options.tools)),
    options.note && h('p', { class: 'note' }, options.note), body);

  async function refresh() {
    try {
      const answer = await load();
      if (!signal.aborted) {
        show(draw(answer) ?? h('p', { class: 'hint' },
          options.empty ?? 'Nothing in this period with these filters.'));
      }
    } catch (problem) {
      if (!signal.aborted) {
        show(failure(problem, refresh));
      }
    }
  }

  function show(content) {
    body.removeAttribute('aria-busy');
    keeping(body, () => body.replaceChildren(content));
  }

  return { element, refresh, ready: refresh() };
}

/** What went wrong, with a button to try again. */
export function failure(problem, again) {
  return h('div', { class: 'failure', role: 'alert' }, h('p', null, problem.message),
    again && h('button', { type: 'button', onclick: again }, 'Try again'));
}
