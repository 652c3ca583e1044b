/** The page: shows the view that the URL's fragment names, and the bar above it. */
import { hasToken, useToken } from './api.js';
import { loadCatalogue } from './catalogue.js';
import { field, h } from './dom.js';
import { withToken } from './file.js';
import { filterBar } from './filters.js';
import { failure } from './panel.js';
import { periodPicker } from './period.js';
import { current, link, read } from './state.js';
import { startTheme } from './theme.js';
import * as ads from './views/ads.js';
import * as content from './views/content.js';
import * as live from './views/live.js';
import * as numbers from './views/numbers.js';
import * as quality from './views/quality.js';
import * as rejected from './views/rejected.js';
import * as session from './views/session.js';
import * as sessions from './views/sessions.js';
import * as watch from './views/watch.js';

/** Views by name: `title`, `bar` (what stands above it) and `show(main, state, signal)`. */
const VIEWS = { live, content, ads, quality, sessions, session, rejected, watch, numbers };
const TABS = ['live', 'content', 'ads', 'quality', 'sessions', 'rejected', 'watch'];

const main = document.getElementById('main');
const bar = document.getElementById('bar');
const tabs = document.getElementById('views');
let ended = new AbortController();
let shown = '';

function route() {
  const state = safe(read(location.hash));
  const view = VIEWS[state.view];
  const focused = document.activeElement?.id;
  const isNew = shown !== current(state);
  ended.abort();
  ended = new AbortController();
  document.title = `${view.title} · Playhead`;
  drawTabs(state);
  bar.hidden = view.bar.length === 0;
  bar.replaceChildren(...(view.bar.includes('filters') ? [filterBar(state)] : []),
    ...(view.bar.includes('period') ? [periodPicker(state)] : []));
  const heading = h('h1', { tabindex: '-1' }, view.title);
  main.replaceChildren(heading);
  view.show(main, state, ended.signal);
  if (isNew && shown) {
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  } else if (!isNew && focused) {
    document.getElementById(focused)?.focus();
  }
  shown = current(state);
}

/** A link that names no view of ours, or no time zone, shows what comes nearest. */
function safe(state) {
  const view = Object.hasOwn(VIEWS, state.view) ? state.view : 'live';
  try {
    Intl.DateTimeFormat('en', { timeZone: state.zone });
    return { ...state, view };
  } catch {
    return { ...state, view, zone: 'UTC' };
  }
}

function drawTabs(state) {
  const own = state.view === 'session' ? 'sessions' : state.view;
  tabs.replaceChildren(h('ul', null, TABS.map(name => h('li', null,
    h('a', { href: link(state, name), id: `tab-${name}`, 'aria-current': own === name && 'page' },
      VIEWS[name].title)))));
  showCurrent(tabs.firstElementChild);
}

/** On a narrow screen not all tabs can be seen at once. */
function showCurrent(list) {
  const tab = list.querySelector('[aria-current]');
  if (tab) {
    list.scrollLeft = tab.offsetLeft - list.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
  }
}

/** Asks for the token that the port wants, and says so if the last one was not it. */
function lock() {
  const token = h('input', { id: 'token', type: 'password', autocomplete: 'current-password', required: true });
  document.title = 'Locked · Playhead';
  main.replaceChildren(h('h1', null, 'Locked'), h('p', null, 'These reports are shown to those who have a token. '
    + 'It is kept in this tab until you close it.'),
  h('div', { role: 'alert' }, hasToken() && h('p', { class: 'failure' }, 'That token is not known here.')), h('form', {
    class: 'add',
    onsubmit: event => {
      event.preventDefault();
      useToken(token.value.trim());
      start();
    },
  }, field('Token', token), h('button', { type: 'submit' }, 'Open')));
  token.focus();
}

async function start() {
  try {
    await loadCatalogue();
    addEventListener('hashchange', route);
    route();
  } catch (problem) {
    if (problem.status === 401) {
      lock();
    } else {
      main.replaceChildren(h('h1', null, 'Playhead'), failure(problem, start));
    }
  }
}

document.getElementById('skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
withToken(document.getElementById('api'), 'openapi.json', 'openapi.json');
startTheme(document.getElementById('theme'));
start();
