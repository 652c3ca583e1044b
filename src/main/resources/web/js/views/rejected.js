/** Rejected: what was refused and why; a player developer's to-do list. */
import { get } from '../api.js';
import { h } from '../dom.js';
import { csv } from '../file.js';
import { count, moment, words } from '../format.js';
import { panel } from '../panel.js';
import { link, period } from '../state.js';

export const title = 'Rejected';
export const bar = ['period'];

export function show(main, state, signal) {
  const asked = period(state, Date.now());
  const found = panel('Refused calls', () => get('rejected', asked, signal), answer => answer.groups.length === 0 ? null
    : h('div', null, h('p', null, h('data', { value: answer.total, class: 'total' }, count(answer.total)),
      ` refused, of ${count(answer.groups.length)} ${answer.groups.length === 1 ? 'kind' : 'kinds'}.`),
    h('ol', { class: 'refusals' }, answer.groups.map(group => refusal(group, state)))),
  signal, { wide: true, note: 'By event type, place in the body and rule of the schema, the most frequent first.',
    empty: 'Nothing was refused in this period.', tools: csv('Refused calls', 'rejected', asked) });
  main.append(h('div', { class: 'panels' }, found.element));
}

function refusal(group, state) {
  const { example } = group;
  return h('li', null,
    h('h3', null, h('data', { class: 'total', value: group.count }, count(group.count)), ' ',
      h('code', null, group.eventType ?? 'unknown type'), group.pointer && [' at ', h('code', null, group.pointer)]),
    h('p', null, h('span', { class: 'badge' }, words(group.reason)), ' ',
      group.rule && [h('span', { class: 'badge' }, 'rule ', h('code', null, group.rule)), ' '], group.message),
    group.wanted && !group.message?.includes(group.wanted) && h('p', null, h('strong', null, 'Wanted: '),
      typeof group.wanted === 'string' ? group.wanted : h('code', null, JSON.stringify(group.wanted))),
    h('p', { class: 'note' }, 'Last: ', moment(group.last, state.zone), example.sid && [' · ',
      h('a', { href: link(state, `session/${example.sid}`) }, 'its session'), ' · ',
      h('a', { href: link(state, 'watch', { sid: example.sid }) }, 'watch its calls')]),
    example.body && h('details', null, h('summary', null, 'The last body'), h('pre', null, pretty(example.body))),
    example.verdict && h('details', null, h('summary', null, 'What the player was told'),
      h('pre', null, pretty(example.verdict))));
}

/** JSON laid out, anything else as it is. */
function pretty(text) {
  try {
    return JSON.stringify(typeof text === 'string' ? JSON.parse(text) : text, null, 2);
  } catch {
    return text;
  }
}
