/**
 * What held when, along the player time of a session: lanes of spans, made from its events. These come as they stand in the log; here
 * they are in the order of the session's clock, which is that in which they were applied.
 *
 * Player time here begins at 0 and only goes forward: where the device's clock was set back, it goes on.
 */

const APPLIED = new Set(['applied', 'late']);
/** A run of intervals with one playhead is a stall if it has at least two and spans this many seconds (media-metrics §3). */
const LEAST_STALL = 3;
/** An event further than this before the clock sets it back (media-metrics §2). */
const SET_BACK = 60_000;
const CHAPTER_EVENTS = new Set(['chapterStart', 'chapterComplete', 'chapterSkip']);
/** The player states whose names may be written with capitals or without (media-metrics §5.3). */
const STANDARD_STATES = new Set(['fullscreen', 'closedcaptioning', 'mute', 'pictureinpicture', 'infocus']);

/** The applied events with their player time in seconds, as `at`. */
export function timed(events) {
  const applied = [];
  for (const event of events.filter(one => APPLIED.has(one.verdict) && one.clock !== undefined)) {
    let place = applied.length;
    while (place > 0 && applied[place - 1].clock > event.clock && applied[place - 1].clock - event.clock <= SET_BACK) {
      place--;
    }
    applied.splice(place, 0, event);
  }
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
    const plays = event.playStateAfter === 'playing' && !event.inAdBreak;
    if (!plays || endsStall(event)) {
      run = null;
    }
    if (next.at === event.at) {
      return;
    }
    const frozen = plays && next.playhead === event.playhead && next.verdict === 'applied';
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

/** Whether a run does not go on over the event; a late one says nothing of the bitrate. */
function endsStall({ type, verdict }) {
  return CHAPTER_EVENTS.has(type) || type === 'bitrateChange' && verdict === 'applied';
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
    const name = stateName(params);
    if (type === 'stateStart' && name) {
      start(name, at);
    } else if (type === 'stateEnd' && name) {
      end(name, at);
    } else if (type === 'statesUpdate') {
      (raw?.statesEnd ?? params.statesEnd ?? []).forEach(state => end(stateName(state), at));
      (raw?.statesStart ?? params.statesStart ?? []).forEach(state => start(stateName(state), at));
    }
  }
  [...open.keys()].forEach(name => end(name, lengthOf(events)));
  return [...states];
}

/** As reports have it. */
function stateName(params) {
  const name = params['media.state.name'];
  const lower = String(name).toLowerCase();
  return STANDARD_STATES.has(lower) ? lower : name;
}
