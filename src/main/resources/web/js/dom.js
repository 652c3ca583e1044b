/** Builds elements. Text only ever becomes text nodes: whatever players send, it is never read as markup. */

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes, listeners (`onclick: f`), custom properties (`vars: {share: 0.5}`) and children. */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'vars') {
      Object.entries(value).forEach(([key, number]) => element.style.setProperty(`--${key}`, number));
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

let ids = 0;

/** An id that no other element has. */
export function freshId(prefix) {
  return `${prefix}-${++ids}`;
}

/** A label with its control. */
export function field(label, control, attributes = {}) {
  return h('label', { class: 'field', ...attributes }, h('span', null, label), control);
}

/** A `select` of [value, text] pairs. */
export function select(attributes, options, chosen) {
  const element = h('select', attributes,
    options.map(([value, text]) => h('option', { value, selected: value === chosen }, text)));
  return element;
}
