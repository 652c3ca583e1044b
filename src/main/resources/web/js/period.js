/** The period picker. */
import { field, freshId, h, select } from './dom.js';
import { current, link, period } from './state.js';

const NAMES = [['1h', 'Last hour'], ['24h', 'Last 24 hours'], ['7d', 'Last 7 days'], ['30d', 'Last 30 days'],
  ['own', 'Own period…']];

/** The period, its zone, and with an own period its begin and end by the clocks of the zone. */
export function periodPicker(state) {
  const go = options => {
    location.hash = link(state, current(state), { cursor: null, ...options });
  };
  const own = ownPeriod(state, go);
  const choice = select({
    id: 'period',
    onchange: () => {
      own.hidden = choice.value !== 'own';
      if (own.hidden) {
        go({ period: choice.value, from: null, to: null });
      }
    },
  }, NAMES, state.period);
  own.hidden = state.period !== 'own';
  return h('div', { class: 'period' }, field('Period', choice), own, zonePicker(state, go));
}

function zonePicker(state, go) {
  const names = freshId('zones');
  const zone = h('input', { id: 'zone', list: names, value: state.zone, autocomplete: 'off', spellcheck: 'false',
    onchange: () => go({ zone: zone.value.trim() || null }) });
  return [field('Time zone', zone), h('datalist', { id: names },
    ['UTC', ...Intl.supportedValuesOf('timeZone')].map(name => h('option', { value: name })))];
}

function ownPeriod(state, go) {
  const { from, to } = period(state, Date.now());
  const start = h('input', { id: 'from', type: 'datetime-local', value: local(from, state.zone), required: true });
  const end = h('input', { id: 'to', type: 'datetime-local', value: local(to, state.zone), required: true });
  return h('form', {
    class: 'own',
    onsubmit: event => {
      event.preventDefault();
      go({ period: null, from: start.value, to: end.value });
    },
  }, field('From', start), field('To', end), h('button', { type: 'submit', id: 'period-apply' }, 'Apply'));
}

/** A moment as the control wants it; one that is local stays as it is. */
function local(moment, zone) {
  if (!moment.endsWith('Z')) {
    return moment.slice(0, 16);
  }
  return new Date(moment).toLocaleString('sv-SE', { timeZone: zone }).slice(0, 16).replace(' ', 'T');
}
