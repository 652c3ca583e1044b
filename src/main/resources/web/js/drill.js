/** The sessions behind a figure. */
import { link, withFilters } from './state.js';

const PLAYED = { filters: { isPlayed: 'true' } };
const CLOSED = { filters: { open: 'false' } };
const BUFFERED = { filters: { hasBufferImpactedStreams: 'true' }, order: 'bufferTime:desc' };
const STALLED = { filters: { hasStallImpactedStreams: 'true' }, order: 'stallTime:desc' };
const FAILED = { filters: { hasErrorImpactedStreams: 'true' }, order: 'errorCount:desc' };
const STARTED = { filters: { timeToStart: '0..' }, order: 'timeToStart:desc' };
const DROPPED = { filters: { isDroppedBeforeStart: 'true', eventCount: '2..' } };
const PAUSED = { filters: { hasPauseImpactedStreams: 'true' }, order: 'pauseTime:desc' };
const WITH_ADS = { filters: { adCount: '1..', open: 'false' }, order: 'adCount:desc' };

const BEHIND = {
  mediaStarts: {},
  contentStarts: PLAYED,
  contentCompletes: { filters: { isCompleted: 'true' } },
  completionRate: PLAYED,
  timePlayed: { filters: { timePlayed: '0.001..' }, order: 'timePlayed:desc' },
  totalTimePlayed: { filters: { totalTimePlayed: '0.001..' }, order: 'totalTimePlayed:desc' },
  uniqueTimePlayed: { filters: { uniqueTimePlayed: '0.001..' }, order: 'uniqueTimePlayed:desc' },
  averageMinuteAudience: { filters: { timePlayed: '0.001..' }, order: 'timePlayed:desc' },
  resumes: { filters: { hasResume: 'true', open: 'false' } },
  downloads: { filters: { isDownloaded: 'true' } },
  pauseCount: PAUSED,
  pauseTime: PAUSED,
  drops: DROPPED,
  dropRate: DROPPED,
  timeToStartMedian: STARTED,
  timeToStartP95: STARTED,
  bufferCount: { ...BUFFERED, order: 'bufferCount:desc' },
  bufferTime: BUFFERED,
  startupBufferTime: BUFFERED,
  rebufferingRatio: BUFFERED,
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
  adCompletes: WITH_ADS,
  adCompletionRate: WITH_ADS,
  adTime: WITH_ADS,
};

/** The link to the sessions behind a metric, among those that have the values of `key`. */
export function behind(state, metric, key = {}) {
  const progress = metric.match(/^progress(\d+)$/);
  const { filters = {}, order } = progress ? { filters: { [`hasProgress${progress[1]}`]: 'true' } }
    : BEHIND[metric] ?? CLOSED;
  return sessions(state, { ...key, ...filters }, order);
}

/** The link to sessions with these values; a value that is unknown is an empty one. */
export function sessions(state, values, order) {
  const more = Object.entries(values).map(([name, value]) => ({ name, value: value ?? '' }));
  return link(state, 'sessions', { filter: withFilters(state, more), order, cursor: null });
}
