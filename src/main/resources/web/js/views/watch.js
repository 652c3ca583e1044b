/** Watch: one player's calls as they come, taken and refused. */
import { follow } from '../api.js';
import { field, h } from '../dom.js';
import { count, timeOfDay } from '../format.js';
import { failure } from '../panel.js';
import { current, link } from '../state.js';

export const title = 'Watch';
export const bar = [];

const MOST = 300;
const SID = /^[0-9a-f]{64}$/;

export function show(main, state, signal) {
  const watched = state.option('sid', state.option('player', ''));
  const input = h('input', { id: 'watched', required: true, value: watched, autocomplete: 'off', spellcheck: 'false' });
  main.append(h('form', { class: 'add lead', onsubmit: event => {
    event.preventDefault();
    const text = input.value.trim();
    location.hash = link(state, current(state), SID.test(text) ? { sid: text, player: null }
      : { player: text, sid: null });
  } }, field('Session id or player name', input), h('button', { type: 'submit' }, 'Watch')));
  if (watched) {
    main.append(calls(state, signal));
  } else {
    main.append(h('p', { class: 'hint' }, 'Calls show up here as the player makes them, with what was wrong with those '
      + 'that were refused.'));
  }
}

function calls(state, signal) {
  /** Not the counts: they change with each call, and nobody could listen to anything else. */
  const status = h('span', { role: 'status' }, 'Connecting…');
  const counts = h('span');
  const trouble = h('div');
  const list = h('ol', { class: 'calls', 'aria-label': 'Calls, the newest first' });
  let taken = 0;
  let refused = 0;
  const tell = () => {
    counts.textContent = `${count(taken)} taken, ${count(refused)} refused.`;
  };

  const add = line => {
    list.prepend(line);
    list.children[MOST]?.remove();
  };

  async function watch() {
    const asked = { sid: state.option('sid'), player: state.option('player') };
    try {
      await follow('watch', asked, signal, () => {
        trouble.replaceChildren();
        status.textContent = 'Watching.';
        tell();
      }, (type, call) => {
        if (type === 'missed') {
          add(missed(call.calls));
        } else if (type === 'call') {
          call.accepted ? taken++ : refused++;
          add(entry(call, state));
          tell();
        }
      });
      status.textContent = 'The server ended it.';
    } catch (problem) {
      if (!signal.aborted) {
        status.textContent = '';
        trouble.replaceChildren(failure(problem, watch));
      }
    }
  }

  watch();
  return h('section', { class: 'panel wide', 'aria-label': 'Calls' }, h('p', { class: 'note' }, status, ' ', counts), trouble, list);
}

/** Of calls that came faster than they could be sent here. */
function missed(calls) {
  return h('li', { class: 'quiet' }, `${count(calls)} ${calls === 1 ? 'call is' : 'calls are'} not shown: they came too fast.`);
}

function entry(call, state) {
  return h('li', { class: call.accepted ? '' : 'refused' },
    h('span', { class: 'number' }, timeOfDay(call.at, state.zone, true)), ' ',
    h('span', { class: `badge ${call.accepted ? 'applied' : 'refused'}` }, call.accepted ? 'Taken' : 'Refused'), ' ',
    h('code', null, call.type ?? 'unknown type'), ' ', call.message,
    call.sid && [' ', h('a', { href: link(state, `session/${call.sid}`, { sid: null, player: null }) }, 'session')],
    h('details', null, h('summary', null, 'As sent'), h('pre', null,
      typeof call.raw === 'string' ? call.raw : JSON.stringify(call.raw, null, 2))));
}
