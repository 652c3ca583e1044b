/** The query API. Its answers are as in `reports/v1/openapi.json`. */

const BASE = 'reports/v1/';
const TOKEN = 'playhead.token';

/** An answer that is not 2xx, with what it says. */
export class Problem extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Keeps the token that the port asks for, until the window is closed. */
export function useToken(token) {
  sessionStorage.setItem(TOKEN, token);
}

/** Whether there is a token, which links do not carry. */
export function hasToken() {
  return sessionStorage.getItem(TOKEN) !== null;
}

function headers() {
  const token = sessionStorage.getItem(TOKEN);
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/** The address of a question; a parameter with a list is given several times. */
export function address(path, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    [value].flat().filter(one => one !== null && one !== undefined && one !== '')
      .forEach(one => query.append(name, one));
  }
  return `${BASE}${path}${query.size > 0 ? `?${query}` : ''}`;
}

async function request(path, params, signal) {
  let response;
  try {
    response = await fetch(address(path, params), { headers: headers(), signal });
  } catch (failure) {
    throw failure.name === 'AbortError' ? failure : new Problem(0, 'Playhead cannot be reached.');
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Problem(response.status, problem.message ?? `The answer was ${response.status}.`);
  }
  return response;
}

/** Asks a question and gives its answer; throws a Problem. */
export async function get(path, params, signal) {
  return (await request(path, params, signal)).json();
}

/** Asks for a file. */
export async function blob(path, params, signal) {
  return (await request(path, params, signal)).blob();
}

/**
 * Follows server-sent events until the signal or the server ends it. It is not an EventSource, because that can send no
 * token.
 */
export async function follow(path, params, signal, opened, happened) {
  const reader = (await request(path, params, signal)).body.pipeThrough(new TextDecoderStream()).getReader();
  opened();
  let text = '';
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    text += chunk.value;
    const messages = text.split(/\r?\n\r?\n/);
    text = messages.pop();
    for (const message of messages) {
      const lines = message.split(/\r?\n/);
      const data = lines.filter(line => line.startsWith('data:')).map(line => line.slice(5).trimStart()).join('\n');
      const type = lines.find(line => line.startsWith('event:'))?.slice(6).trim() ?? 'message';
      if (data) {
        happened(type, JSON.parse(data));
      }
    }
  }
}
