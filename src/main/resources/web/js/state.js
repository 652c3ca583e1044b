/**
 * What the page shows: a view, perhaps an id, a period and filters. It stands in the URL's fragment, so that a link says it
 * all and the server's log learns nothing of players.
 *
 * `#content?period=7d&zone=Europe%2FBerlin&filter=channel%3Anews&by=name`
 */

/** The periods that end now, by name, in hours. */
export const PERIODS = new Map([['1h', 1], ['24h', 24], ['7d', 168], ['30d', 720]]);

const USUAL_PERIOD = '24h';
/** What goes along from view to view. */
const SHARED = ['period', 'from', 'to', 'zone', 'filter'];
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What a fragment says. */
export function read(fragment) {
  const text = fragment.replace(/^#/, '');
  const cut = text.indexOf('?');
  const [view, id = ''] = (cut < 0 ? text : text.slice(0, cut)).split('/');
  const params = new URLSearchParams(cut < 0 ? '' : text.slice(cut + 1));
  return {
    view: view || 'live',
    id: decoded(id),
    params,
    filters: params.getAll('filter').filter(filter => filter.indexOf(':') > 0).map(split),
    zone: params.get('zone') || ZONE,
    period: params.has('from') && params.has('to') ? 'own' : params.get('period') || USUAL_PERIOD,
    option: (name, usual) => params.get(name) ?? usual,
  };
}

/** What cannot be decoded stays as it is. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function split(filter) {
  const colon = filter.indexOf(':');
  return { name: filter.slice(0, colon), value: filter.slice(colon + 1) };
}

/** The fragment of a view with the period and filters of a state, and with other options; `null` takes one away. */
export function link(state, view, options = {}) {
  const params = new URLSearchParams();
  for (const [name, value] of state.params) {
    if ((SHARED.includes(name) || view === current(state)) && !(name in options)) {
      params.append(name, value);
    }
  }
  for (const [name, value] of Object.entries(options)) {
    [value].flat().filter(one => one !== null && one !== undefined).forEach(one => params.append(name, one));
  }
  const query = params.toString();
  return `#${view}${query ? `?${query}` : ''}`;
}

/** The view with its id, as in a fragment. */
export function current(state) {
  return state.id ? `${state.view}/${encodeURIComponent(state.id)}` : state.view;
}

/** The state's filters and more; one of a name that is there already takes its place. */
export function withFilters(state, more) {
  const names = new Set(more.map(filter => filter.name));
  return [...state.filters.filter(filter => !names.has(filter.name)), ...more]
    .map(filter => `${filter.name}:${filter.value}`);
}

/** The period as parameters of the API; a period that ends now has its moments from `now` on. */
export function period(state, now) {
  const hours = PERIODS.get(state.period) ?? PERIODS.get(USUAL_PERIOD);
  const [from, to] = state.period === 'own' ? [state.params.get('from'), state.params.get('to')]
    : [new Date(now - hours * 3600e3).toISOString(), new Date(now).toISOString()];
  return { from, to, zone: state.zone };
}

/** Period and filters as parameters of the API. */
export function scope(state, now) {
  return { ...period(state, now), filter: state.filters.map(filter => `${filter.name}:${filter.value}`) };
}

/** The interval whose points a chart of the period can show apart. */
export function interval({ from, to }) {
  const hours = (new Date(to) - new Date(from)) / 3600e3;
  if (hours <= 3) {
    return 'minute';
  }
  return hours <= 24 * 8 ? 'hour' : 'day';
}
