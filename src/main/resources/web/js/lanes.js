/**
 * What held when, along the player time of a session: lanes of spans, made from its events in the order they were applied.
 *
 * Player time here begins at 0 and only goes forward: where the device's clock was set back, it goes on.
 */

const APPLIED = new Set(['applied', 'late']);
/** A run of intervals with one playhead is a stall if it has at least two and spans this many seconds (media-metrics §3). */
const LEAST_STALL = 3;

/** The applied events with their player time in seconds, as `at`. */
export function timed(events) {
  const applied = events.filter(event => APPLIED.has(event.verdict) && event.clock !== null && event.clock !== undefined);
  let at = 0;
  return applied.map((event, i) => {
    at += i === 0 ? 0 : Math.max(0, event.clock - applied[i - 1].clock) / 1e3;
    return { ...event, at };
  });
}

/** How long it lasted, in seconds. */
export function lengthOf(events) {
  return events.at(-1)?.at ?? 0;
}

/** The lanes that have anything in them: {name, spans: [{from, to, label, kind}]}. */
export function lanes(events) {
  const playState = spans(events, event => event.playStateAfter);
  const only = state => playState.filter(span => span.label === state);
  return [
    lane('Starting', only('starting'), 'starting'),
    lane('Play', only('playing'), 'playing'),
    lane('Pause', only('paused'), 'paused'),
    lane('Buffer', only('buffering'), 'buffering'),
    lane('Stall', stalls(events), 'stall'),
    lane('Ad break', spans(events, event => event.inAdBreak ? 'break' : null), 'break'),
    lane('Ad', spans(events, event => event.ad), 'ad'),
    lane('Chapter', spans(events, event => event.chapter === null || event.chapter === undefined ? null
      : `Chapter ${event.chapter}`), 'chapter'),
    ...playerStates(events).map(([name, found]) => lane(name, found, 'state')),
  ].filter(({ spans: found }) => found.length > 0);
}

function lane(name, found, kind) {
  return { name, kind, spans: found };
}

/** Neighbours with the same value are one span; where there is none, there is no span. */
function spans(events, valueAfter) {
  const found = [];
  events.slice(0, -1).forEach((event, i) => {
    const value = valueAfter(event);
    const to = events[i + 1].at;
    const last = found.at(-1);
    if (value === null || value === undefined || to === event.at) {
      return;
    }
    if (last && last.label === String(value) && last.to === event.at) {
      last.to = to;
    } else {
      found.push({ from: event.at, to, label: String(value) });
    }
  });
  return found;
}

function stalls(events) {
  const runs = [];
  let run = null;
  events.slice(0, -1).forEach((event, i) => {
    const next = events[i + 1];
    if (next.at === event.at) {
      return;
    }
    const frozen = event.playStateAfter === 'playing' && !event.inAdBreak && next.playhead === event.playhead
      && next.verdict === 'applied';
    if (!frozen) {
      run = null;
    } else if (run === null) {
      run = { from: event.at, to: next.at, intervals: 1, label: 'stall' };
      runs.push(run);
    } else {
      run.to = next.at;
      run.intervals++;
    }
  });
  return runs.filter(({ from, to, intervals }) => intervals > 1 && to - from >= LEAST_STALL);
}

/** Of each player state when it was set, from the events that start and end it. */
function playerStates(events) {
  const states = new Map();
  const open = new Map();
  const start = (name, at) => !open.has(name) && open.set(name, at);
  const end = (name, at) => {
    if (open.has(name)) {
      states.set(name, [...states.get(name) ?? [], { from: open.get(name), to: at, label: name }]);
      open.delete(name);
    }
  };
  for (const { type, raw, at } of events) {
    const params = raw?.params ?? {};
    const name = params['media.state.name'];
    if (type === 'stateStart' && name) {
      start(name, at);
    } else if (type === 'stateEnd' && name) {
      end(name, at);
    } else if (type === 'statesUpdate') {
      (raw?.statesEnd ?? params.statesEnd ?? []).forEach(state => end(state['media.state.name'], at));
      (raw?.statesStart ?? params.statesStart ?? []).forEach(state => start(state['media.state.name'], at));
    }
  }
  [...open.keys()].forEach(name => end(name, lengthOf(events)));
  return [...states];
}
