-- The tables of the report store. Columns have the names that reports give them (docs/metrics.md). Moments are UTC, times seconds.

-- A row for each closed session.
CREATE TABLE sessions (
  sid VARCHAR NOT NULL, started TIMESTAMP NOT NULL, closed TIMESTAMP NOT NULL, startedAt TIMESTAMP, endedAt TIMESTAMP,
  logPartition INTEGER, firstOffset BIGINT, lastOffset BIGINT,
  name VARCHAR, friendlyName VARCHAR, contentType VARCHAR, playerName VARCHAR, channel VARCHAR, appVersion VARCHAR,
  "show" VARCHAR, season VARCHAR, episode VARCHAR, assetID VARCHAR, genre VARCHAR, firstAirDate VARCHAR,
  firstDigitalDate VARCHAR, rating VARCHAR, originator VARCHAR, network VARCHAR, showType VARCHAR, adLoad VARCHAR,
  dayPart VARCHAR, feed VARCHAR, mvpd VARCHAR, authorized VARCHAR, artist VARCHAR, album VARCHAR, label VARCHAR,
  author VARCHAR, station VARCHAR, publisher VARCHAR, streamType VARCHAR, streamFormat VARCHAR,
  appInstallationId VARCHAR,
  length DECIMAL(18, 3), metadata MAP(VARCHAR, VARCHAR),
  hasResume BOOLEAN NOT NULL, isDownloaded BOOLEAN NOT NULL, isViewed BOOLEAN NOT NULL, isPlayed BOOLEAN NOT NULL,
  hasSegmentView BOOLEAN NOT NULL, isCompleted BOOLEAN NOT NULL, hasProgress10 BOOLEAN NOT NULL,
  hasProgress25 BOOLEAN NOT NULL, hasProgress50 BOOLEAN NOT NULL, hasProgress75 BOOLEAN NOT NULL,
  hasProgress95 BOOLEAN NOT NULL, hasPauseImpactedStreams BOOLEAN NOT NULL, isDroppedBeforeStart BOOLEAN NOT NULL,
  hasBufferImpactedStreams BOOLEAN NOT NULL, hasBitrateChangeImpactedStreams BOOLEAN NOT NULL,
  hasDroppedFrameImpactedStreams BOOLEAN NOT NULL, hasErrorImpactedStreams BOOLEAN NOT NULL,
  hasStallImpactedStreams BOOLEAN NOT NULL,
  timePlayed DECIMAL(18, 3), totalTimePlayed DECIMAL(18, 3), uniqueTimePlayed DECIMAL(18, 3), pauseTime DECIMAL(18, 3),
  bufferTime DECIMAL(18, 3), startupBufferTime DECIMAL(18, 3), stallTime DECIMAL(18, 3),
  secondsSinceLastCall DECIMAL(18, 3), timeToStart DECIMAL(18, 3),
  averageMinuteAudience DECIMAL(18, 6), estimatedStreams BIGINT, pauseCount BIGINT, adCount BIGINT,
  chapterCount BIGINT, eventCount BIGINT, lateEvents BIGINT, clockResets BIGINT, bufferCount BIGINT,
  bitrateChangeCount BIGINT, bitrateAverage BIGINT, droppedFrames BIGINT, errorCount BIGINT, stallCount BIGINT,
  framesPerSecond DOUBLE, segment VARCHAR, bitrateAverageBucket VARCHAR, closeReason VARCHAR, watchedMarks TINYINT[]
);

-- A row for each session that has been started and not yet closed.
CREATE TABLE open_sessions (
  sid VARCHAR NOT NULL, started TIMESTAMP NOT NULL, startedAt TIMESTAMP, logPartition INTEGER, firstOffset BIGINT,
  lastOffset BIGINT,
  name VARCHAR, friendlyName VARCHAR, contentType VARCHAR, playerName VARCHAR, channel VARCHAR, appVersion VARCHAR,
  "show" VARCHAR, season VARCHAR, episode VARCHAR, assetID VARCHAR, genre VARCHAR, firstAirDate VARCHAR,
  firstDigitalDate VARCHAR, rating VARCHAR, originator VARCHAR, network VARCHAR, showType VARCHAR, adLoad VARCHAR,
  dayPart VARCHAR, feed VARCHAR, mvpd VARCHAR, authorized VARCHAR, artist VARCHAR, album VARCHAR, label VARCHAR,
  author VARCHAR, station VARCHAR, publisher VARCHAR, streamType VARCHAR, streamFormat VARCHAR,
  appInstallationId VARCHAR,
  length DECIMAL(18, 3), metadata MAP(VARCHAR, VARCHAR), hasResume BOOLEAN NOT NULL, isDownloaded BOOLEAN NOT NULL
);

-- Both. An open session has no `closed` and no metrics.
CREATE VIEW all_sessions AS SELECT * FROM sessions UNION ALL BY NAME SELECT * FROM open_sessions;

-- A row for each ad that is over, with what its session can be told by.
CREATE TABLE ads (
  sid VARCHAR NOT NULL, started TIMESTAMP NOT NULL, loggedAt TIMESTAMP NOT NULL, name VARCHAR, friendlyName VARCHAR,
  length DECIMAL(18, 3), podPosition BIGINT, playerName VARCHAR, advertiser VARCHAR, campaignID VARCHAR,
  creativeID VARCHAR, siteID VARCHAR, creativeURL VARCHAR, placementID VARCHAR, isCompleted BOOLEAN NOT NULL,
  timePlayed DECIMAL(18, 3), podID VARCHAR, podFriendlyName VARCHAR, podIndex BIGINT, podOffset DECIMAL(18, 3),
  contentName VARCHAR, contentType VARCHAR, channel VARCHAR, contentPlayerName VARCHAR, streamType VARCHAR,
  metadata MAP(VARCHAR, VARCHAR)
);

-- A row for each chapter that is over.
CREATE TABLE chapters (
  sid VARCHAR NOT NULL, started TIMESTAMP NOT NULL, loggedAt TIMESTAMP NOT NULL, ID VARCHAR, friendlyName VARCHAR,
  "index" BIGINT, "offset" DECIMAL(18, 3), length DECIMAL(18, 3), isCompleted BOOLEAN NOT NULL,
  timePlayed DECIMAL(18, 3), contentName VARCHAR, contentType VARCHAR, channel VARCHAR, contentPlayerName VARCHAR,
  streamType VARCHAR
);

-- A row for each player state of a closed session.
CREATE TABLE states (
  sid VARCHAR NOT NULL, started TIMESTAMP NOT NULL, name VARCHAR NOT NULL, count BIGINT, time DECIMAL(18, 3)
);

-- A row for each distinct error of a closed session; `source` is player or external.
CREATE TABLE errors (
  sid VARCHAR NOT NULL, started TIMESTAMP NOT NULL, id VARCHAR NOT NULL, source VARCHAR NOT NULL
);

-- Who was watching in a minute of log time, by partition; without dimensions those that are counted as one.
CREATE TABLE live (
  minute TIMESTAMP NOT NULL, endedAt TIMESTAMP NOT NULL, logPartition INTEGER NOT NULL, logMinute BIGINT NOT NULL,
  name VARCHAR, channel VARCHAR, contentType VARCHAR, playerName VARCHAR, streamType VARCHAR, starting BIGINT NOT NULL,
  playing BIGINT NOT NULL, paused BIGINT NOT NULL, buffering BIGINT NOT NULL, ad BIGINT NOT NULL
);

-- A row for each refusal, with the first thing that was wrong.
CREATE TABLE rejected (
  "at" TIMESTAMP NOT NULL, logPartition INTEGER NOT NULL, logOffset BIGINT NOT NULL, reason VARCHAR NOT NULL,
  eventType VARCHAR, sid VARCHAR, message VARCHAR, pointer VARCHAR, rule VARCHAR, detail VARCHAR, verdict VARCHAR,
  body VARCHAR, sourcePartition INTEGER, sourceOffset BIGINT
);

-- Where reading goes on, written with the rows that come from before it.
CREATE TABLE offsets (
  topic VARCHAR NOT NULL, logPartition INTEGER NOT NULL, nextOffset BIGINT NOT NULL, PRIMARY KEY (topic, logPartition)
);
