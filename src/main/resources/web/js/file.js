/** Links to files of what a part of the page shows. */
import { address, blob, hasToken } from './api.js';
import { h } from './dom.js';

/** The link to a query's rows as CSV, kept to the same period and filters; `what` they are, for who does not see where it stands. */
export function csv(what, query, params) {
  const asked = { query, format: 'csv', ...params };
  return withToken(h('a', { class: 'file', href: address('export', asked), download: `${query}.csv`, 'aria-label': `CSV: ${what}`,
    title: 'The rows as a file' }, 'CSV'), `${query}.csv`, 'export', asked);
}

/** A link carries no token: where there is one, the page fetches what the link leads to and keeps it as a file. */
export function withToken(link, name, path, params = {}) {
  const usual = link.textContent;
  link.addEventListener('click', event => {
    if (hasToken()) {
      event.preventDefault();
      save(link, usual, name, path, params);
    }
  });
  return link;
}

async function save(link, usual, name, path, params) {
  try {
    link.textContent = `${usual}…`;
    const file = URL.createObjectURL(await blob(path, params));
    h('a', { href: file, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(file), 60_000);
    link.textContent = usual;
  } catch (problem) {
    link.textContent = `${usual}: ${problem.message}`;
  }
}
