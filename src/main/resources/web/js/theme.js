/** Light and dark: the system's choice or the reader's own. */

const KEPT = 'playhead.theme';
const listeners = new Set();
let probe;
let colours = new Map();

/** Sets the theme that was chosen last, and lets the control choose another. */
export function startTheme(control) {
  control.value = localStorage.getItem(KEPT) ?? '';
  apply(control.value);
  control.addEventListener('change', () => {
    localStorage.setItem(KEPT, control.value);
    apply(control.value);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => apply(control.value));
}

function apply(theme) {
  if (theme) {
    document.documentElement.dataset.theme = theme;
  } else {
    delete document.documentElement.dataset.theme;
  }
  colours = new Map();
  listeners.forEach(listener => listener());
}

/** Calls back when the theme has changed, until the signal. */
export function onTheme(listener, signal) {
  listeners.add(listener);
  signal.addEventListener('abort', () => listeners.delete(listener));
}

/** What a colour of the style sheet is at the moment; a canvas knows no `var()`. */
export function colour(name) {
  if (!colours.has(name)) {
    probe ??= document.body.appendChild(Object.assign(document.createElement('span'), { hidden: true }));
    probe.style.color = `var(--${name})`;
    colours.set(name, getComputedStyle(probe).color);
  }
  return colours.get(name);
}
