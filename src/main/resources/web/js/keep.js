/** Keeps what a reader has opened, chosen and come to in a part of the page that is drawn anew. */

/** Draws `part` anew by `draw`. */
export function keeping(part, draw) {
  const opened = new Set(parts(part).filter(([, details]) => details.open).map(([key]) => key));
  const chosen = [...part.querySelectorAll('select[id]')].map(select => [select.id, select.value]);
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const focusKey = focused && parts(part).find(([, details]) => details.firstElementChild === focused)?.[0];
  draw();
  chosen.forEach(([id, value]) => choose(part.querySelector(`#${id}`), value));
  const now = parts(part);
  now.filter(([key]) => opened.has(key)).forEach(([, details]) => {
    details.open = true;
  });
  if (focused) {
    (focused.id ? document.getElementById(focused.id) : now.find(([key]) => key === focusKey)?.[1].firstElementChild)
      ?.focus({ preventScroll: true });
  }
}

function choose(select, value) {
  if (select && select.value !== value) {
    select.value = value;
    select.dispatchEvent(new Event('change'));
  }
}

/** What can be opened, by its words, without numbers that grow, and by which of the same words it is. */
function parts(part) {
  const seen = new Map();
  return [...part.querySelectorAll('details')].map(details => {
    const words = details.firstElementChild.textContent.replaceAll(/\d+/g, '');
    seen.set(words, (seen.get(words) ?? 0) + 1);
    return [`${words} ${seen.get(words)}`, details];
  });
}
