/** The sessions behind a figure. */
import { link, withFilters } from './state.js';

const PLAYED = { filters: { isPlayed: 'true' } };
const CLOSED = { filters: { open: 'false' } };
const BUFFERED = { filters: { hasBufferImpactedStreams: 'true' }, order: 'bufferTime:desc' };
const STALLED = { filters: { hasStallImpactedStreams: 'true' }, order: 'stallTime:desc' };
const FAILED = { filters: { hasErrorImpactedStreams: 'true' }, order: 'errorCount:desc' };
const STARTED = { filters: { timeToStart: '0..' }, order: 'timeToStart:desc' };
const DROPPED = { filters: { isDroppedBeforeStart: 'true', eventCount: '2..' } };
const MEDIA = { filters: { totalTimePlayed: '0.001..' }, order: 'totalTimePlayed:desc' };
/** Every ad is one or the other, so these are sessions with ads that are over, be they open themselves or closed. */
const WITH_ADS = { filters: { 'ad.isCompleted': ['true', 'false'] } };

const BEHIND = {
  mediaStarts: {},
  contentStarts: PLAYED,
  contentCompletes: { filters: { isCompleted: 'true' } },
  completionRate: PLAYED,
  timePlayed: { filters: { timePlayed: '0.001..' }, order: 'timePlayed:desc' },
  totalTimePlayed: MEDIA,
  estimatedStreams: MEDIA,
  uniqueTimePlayed: { filters: { uniqueTimePlayed: '0.001..' }, order: 'uniqueTimePlayed:desc' },
  contentAudience: { filters: { timePlayed: '0.001..', length: '0.001..' }, order: 'timePlayed:desc' },
  averageMinuteAudience: { filters: { timePlayed: '0.001..' }, order: 'timePlayed:desc' },
  resumes: { filters: { hasResume: 'true', open: 'false' } },
  downloads: { filters: { isDownloaded: 'true' } },
  pauseCount: { filters: { hasPauseImpactedStreams: 'true' }, order: 'pauseTime:desc' },
  pauseTime: { filters: { pauseTime: '0.001..' }, order: 'pauseTime:desc' },
  drops: DROPPED,
  dropRate: DROPPED,
  timeToStartMedian: STARTED,
  timeToStartP95: STARTED,
  bufferCount: { ...BUFFERED, order: 'bufferCount:desc' },
  bufferTime: BUFFERED,
  startupBufferTime: { filters: { startupBufferTime: '0.001..' }, order: 'bufferTime:desc' },
  rebufferingRatio: { ...CLOSED, order: 'bufferTime:desc' },
  stallCount: { ...STALLED, order: 'stallCount:desc' },
  stallTime: STALLED,
  bitrateAverage: { filters: { bitrateAverage: '0..' }, order: 'bitrateAverage:desc' },
  bitrateChangeCount: { filters: { hasBitrateChangeImpactedStreams: 'true' } },
  droppedFrames: { filters: { hasDroppedFrameImpactedStreams: 'true' } },
  errorCount: FAILED,
  errorSessions: FAILED,
  errorRate: FAILED,
  chapterCount: { filters: { chapterCount: '1..' } },
  adStarts: WITH_ADS,
  adCompletes: { filters: { 'ad.isCompleted': 'true' } },
  adCompletionRate: WITH_ADS,
  adTime: WITH_ADS,
};

/** Who was there in a minute is counted, not kept: behind concurrent viewers are all sessions of the period. */
const CONCURRENT = {};

/** The link to the sessions behind a metric, among those that have the values of `key`. */
export function behind(state, metric, key = {}) {
  const { filters = {}, order } = entry(metric);
  const set = new Set([...state.filters.map(filter => filter.name), ...Object.keys(key)]);
  const more = Object.entries(filters).filter(([name, value]) => !isImplied(name, value, set));
  return sessions(state, { ...key, ...Object.fromEntries(more) }, order);
}

function entry(metric) {
  const progress = metric.match(/^progress(\d+)$/);
  if (progress) {
    return { filters: { [`hasProgress${progress[1]}`]: 'true' } };
  }
  return metric.startsWith('concurrent') ? CONCURRENT : BEHIND[metric] ?? CLOSED;
}

/** A range that is asked for already stays, and a filter of ads leaves sessions with ads only. */
function isImplied(name, value, set) {
  return (set.has(name) && String(value).includes('..'))
    || (Array.isArray(value) && [...set].some(other => other.startsWith('ad.')));
}

/** The link to sessions with these values, or lists of them; a value that is unknown is an empty one. */
export function sessions(state, values, order) {
  const more = Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map(one => ({ name, value: one ?? '' })));
  return link(state, 'sessions', { filter: withFilters(state, more), order, cursor: null });
}
