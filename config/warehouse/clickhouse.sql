-- ClickHouse: the tables of the report store, filled from Kafka. How it was tried stands in README.md.
-- Set the brokers below. Columns have the names that reports give them (docs/metrics.md).

-- What the views below read: it goes through and is not kept. They are all there before the first record comes.
CREATE TABLE reports_in (
  report String,
  topicPartition Int32,
  topicOffset Int64
) ENGINE = Null;

CREATE TABLE live_in (
  report String,
  topicPartition Int32,
  topicOffset Int64
) ENGINE = Null;

CREATE TABLE sessions (
  `sid` String,
  `started` DateTime64(3, 'UTC'),
  `closed` DateTime64(3, 'UTC'),
  `startedAt` Nullable(DateTime64(3, 'UTC')),
  `endedAt` Nullable(DateTime64(3, 'UTC')),
  `logPartition` Nullable(Int32),
  `firstOffset` Nullable(Int64),
  `lastOffset` Nullable(Int64),
  `name` Nullable(String),
  `friendlyName` Nullable(String),
  `contentType` Nullable(String),
  `playerName` Nullable(String),
  `channel` Nullable(String),
  `appVersion` Nullable(String),
  `show` Nullable(String),
  `season` Nullable(String),
  `episode` Nullable(String),
  `assetID` Nullable(String),
  `genre` Nullable(String),
  `firstAirDate` Nullable(String),
  `firstDigitalDate` Nullable(String),
  `rating` Nullable(String),
  `originator` Nullable(String),
  `network` Nullable(String),
  `showType` Nullable(String),
  `adLoad` Nullable(String),
  `dayPart` Nullable(String),
  `feed` Nullable(String),
  `mvpd` Nullable(String),
  `authorized` Nullable(String),
  `artist` Nullable(String),
  `album` Nullable(String),
  `label` Nullable(String),
  `author` Nullable(String),
  `station` Nullable(String),
  `publisher` Nullable(String),
  `streamType` Nullable(String),
  `streamFormat` Nullable(String),
  `appInstallationId` Nullable(String),
  `length` Nullable(Decimal(18, 3)),
  `metadata` Map(String, String),
  `hasResume` Bool,
  `isDownloaded` Bool,
  `isViewed` Bool,
  `isPlayed` Bool,
  `hasSegmentView` Bool,
  `isCompleted` Bool,
  `hasProgress10` Bool,
  `hasProgress25` Bool,
  `hasProgress50` Bool,
  `hasProgress75` Bool,
  `hasProgress95` Bool,
  `hasPauseImpactedStreams` Bool,
  `isDroppedBeforeStart` Bool,
  `hasBufferImpactedStreams` Bool,
  `hasBitrateChangeImpactedStreams` Bool,
  `hasDroppedFrameImpactedStreams` Bool,
  `hasErrorImpactedStreams` Bool,
  `hasStallImpactedStreams` Bool,
  `timePlayed` Nullable(Decimal(18, 3)),
  `totalTimePlayed` Nullable(Decimal(18, 3)),
  `uniqueTimePlayed` Nullable(Decimal(18, 3)),
  `pauseTime` Nullable(Decimal(18, 3)),
  `bufferTime` Nullable(Decimal(18, 3)),
  `startupBufferTime` Nullable(Decimal(18, 3)),
  `stallTime` Nullable(Decimal(18, 3)),
  `secondsSinceLastCall` Nullable(Decimal(18, 3)),
  `timeToStart` Nullable(Decimal(18, 3)),
  `averageMinuteAudience` Nullable(Decimal(18, 6)),
  `estimatedStreams` Nullable(Int64),
  `pauseCount` Nullable(Int64),
  `adCount` Nullable(Int64),
  `chapterCount` Nullable(Int64),
  `eventCount` Nullable(Int64),
  `lateEvents` Nullable(Int64),
  `clockResets` Nullable(Int64),
  `bufferCount` Nullable(Int64),
  `bitrateChangeCount` Nullable(Int64),
  `bitrateAverage` Nullable(Int64),
  `droppedFrames` Nullable(Int64),
  `errorCount` Nullable(Int64),
  `stallCount` Nullable(Int64),
  `framesPerSecond` Nullable(Float64),
  `segment` Nullable(String),
  `bitrateAverageBucket` Nullable(String),
  `closeReason` Nullable(String),
  `watchedMarks` Array(Int8)
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(started)
ORDER BY (toDate(started), sid);

CREATE MATERIALIZED VIEW sessions_reader TO sessions AS
SELECT
  JSONExtract(report, 'sid', 'String') AS `sid`,
  if(JSONExtractBool(report, 'sessionDetails', 'isDownloaded') AND JSONHas(report, 'sessionDetails', 'startedAt'),
    fromUnixTimestamp64Milli(least(JSONExtractInt(report, 'sessionDetails', 'startedAt'), JSONExtractInt(report, 'loggedAt')), 'UTC'),
    if(JSONHas(report, 'log'), fromUnixTimestamp64Milli(JSONExtractInt(report, 'log', 'startedAt'), 'UTC'), fromUnixTimestamp64Milli(JSONExtractInt(report, 'loggedAt'), 'UTC'))) AS `started`,
  fromUnixTimestamp64Milli(JSONExtractInt(report, 'loggedAt'), 'UTC') AS `closed`,
  fromUnixTimestamp64Milli(JSONExtractInt(report, 'sessionDetails', 'startedAt'), 'UTC') AS `startedAt`,
  fromUnixTimestamp64Milli(JSONExtractInt(report, 'sessionDetails', 'endedAt'), 'UTC') AS `endedAt`,
  JSONExtract(report, 'log', 'partition', 'Nullable(Int32)') AS `logPartition`,
  JSONExtract(report, 'log', 'firstOffset', 'Nullable(Int64)') AS `firstOffset`,
  JSONExtract(report, 'log', 'lastOffset', 'Nullable(Int64)') AS `lastOffset`,
  JSONExtract(report, 'sessionDetails', 'name', 'Nullable(String)') AS `name`,
  JSONExtract(report, 'sessionDetails', 'friendlyName', 'Nullable(String)') AS `friendlyName`,
  JSONExtract(report, 'sessionDetails', 'contentType', 'Nullable(String)') AS `contentType`,
  JSONExtract(report, 'sessionDetails', 'playerName', 'Nullable(String)') AS `playerName`,
  JSONExtract(report, 'sessionDetails', 'channel', 'Nullable(String)') AS `channel`,
  JSONExtract(report, 'sessionDetails', 'appVersion', 'Nullable(String)') AS `appVersion`,
  JSONExtract(report, 'sessionDetails', 'show', 'Nullable(String)') AS `show`,
  JSONExtract(report, 'sessionDetails', 'season', 'Nullable(String)') AS `season`,
  JSONExtract(report, 'sessionDetails', 'episode', 'Nullable(String)') AS `episode`,
  JSONExtract(report, 'sessionDetails', 'assetID', 'Nullable(String)') AS `assetID`,
  JSONExtract(report, 'sessionDetails', 'genre', 'Nullable(String)') AS `genre`,
  JSONExtract(report, 'sessionDetails', 'firstAirDate', 'Nullable(String)') AS `firstAirDate`,
  JSONExtract(report, 'sessionDetails', 'firstDigitalDate', 'Nullable(String)') AS `firstDigitalDate`,
  JSONExtract(report, 'sessionDetails', 'rating', 'Nullable(String)') AS `rating`,
  JSONExtract(report, 'sessionDetails', 'originator', 'Nullable(String)') AS `originator`,
  JSONExtract(report, 'sessionDetails', 'network', 'Nullable(String)') AS `network`,
  JSONExtract(report, 'sessionDetails', 'showType', 'Nullable(String)') AS `showType`,
  JSONExtract(report, 'sessionDetails', 'adLoad', 'Nullable(String)') AS `adLoad`,
  JSONExtract(report, 'sessionDetails', 'dayPart', 'Nullable(String)') AS `dayPart`,
  JSONExtract(report, 'sessionDetails', 'feed', 'Nullable(String)') AS `feed`,
  JSONExtract(report, 'sessionDetails', 'mvpd', 'Nullable(String)') AS `mvpd`,
  JSONExtract(report, 'sessionDetails', 'authorized', 'Nullable(String)') AS `authorized`,
  JSONExtract(report, 'sessionDetails', 'artist', 'Nullable(String)') AS `artist`,
  JSONExtract(report, 'sessionDetails', 'album', 'Nullable(String)') AS `album`,
  JSONExtract(report, 'sessionDetails', 'label', 'Nullable(String)') AS `label`,
  JSONExtract(report, 'sessionDetails', 'author', 'Nullable(String)') AS `author`,
  JSONExtract(report, 'sessionDetails', 'station', 'Nullable(String)') AS `station`,
  JSONExtract(report, 'sessionDetails', 'publisher', 'Nullable(String)') AS `publisher`,
  JSONExtract(report, 'sessionDetails', 'streamType', 'Nullable(String)') AS `streamType`,
  JSONExtract(report, 'sessionDetails', 'streamFormat', 'Nullable(String)') AS `streamFormat`,
  JSONExtract(report, 'sessionDetails', 'appInstallationId', 'Nullable(String)') AS `appInstallationId`,
  JSONExtract(report, 'sessionDetails', 'length', 'Nullable(Decimal(18, 3))') AS `length`,
  mapUpdate(mapFilter((name, value) -> position(name, '.') > 0, JSONExtract(report, 'sessionDetails', 'Map(String, String)')),
    JSONExtract(report, 'customMetadata', 'Map(String, String)')) AS `metadata`,
  JSONExtract(report, 'sessionDetails', 'hasResume', 'Bool') AS `hasResume`,
  JSONExtract(report, 'sessionDetails', 'isDownloaded', 'Bool') AS `isDownloaded`,
  JSONExtract(report, 'sessionDetails', 'isViewed', 'Bool') AS `isViewed`,
  JSONExtract(report, 'sessionDetails', 'isPlayed', 'Bool') AS `isPlayed`,
  JSONExtract(report, 'sessionDetails', 'hasSegmentView', 'Bool') AS `hasSegmentView`,
  JSONExtract(report, 'sessionDetails', 'isCompleted', 'Bool') AS `isCompleted`,
  JSONExtract(report, 'sessionDetails', 'hasProgress10', 'Bool') AS `hasProgress10`,
  JSONExtract(report, 'sessionDetails', 'hasProgress25', 'Bool') AS `hasProgress25`,
  JSONExtract(report, 'sessionDetails', 'hasProgress50', 'Bool') AS `hasProgress50`,
  JSONExtract(report, 'sessionDetails', 'hasProgress75', 'Bool') AS `hasProgress75`,
  JSONExtract(report, 'sessionDetails', 'hasProgress95', 'Bool') AS `hasProgress95`,
  JSONExtract(report, 'sessionDetails', 'hasPauseImpactedStreams', 'Bool') AS `hasPauseImpactedStreams`,
  JSONExtract(report, 'qoeDataDetails', 'isDroppedBeforeStart', 'Bool') AS `isDroppedBeforeStart`,
  JSONExtract(report, 'qoeDataDetails', 'hasBufferImpactedStreams', 'Bool') AS `hasBufferImpactedStreams`,
  JSONExtract(report, 'qoeDataDetails', 'hasBitrateChangeImpactedStreams', 'Bool') AS `hasBitrateChangeImpactedStreams`,
  JSONExtract(report, 'qoeDataDetails', 'hasDroppedFrameImpactedStreams', 'Bool') AS `hasDroppedFrameImpactedStreams`,
  JSONExtract(report, 'qoeDataDetails', 'hasErrorImpactedStreams', 'Bool') AS `hasErrorImpactedStreams`,
  JSONExtract(report, 'qoeDataDetails', 'hasStallImpactedStreams', 'Bool') AS `hasStallImpactedStreams`,
  JSONExtract(report, 'sessionDetails', 'timePlayed', 'Nullable(Decimal(18, 3))') AS `timePlayed`,
  JSONExtract(report, 'sessionDetails', 'totalTimePlayed', 'Nullable(Decimal(18, 3))') AS `totalTimePlayed`,
  JSONExtract(report, 'sessionDetails', 'uniqueTimePlayed', 'Nullable(Decimal(18, 3))') AS `uniqueTimePlayed`,
  JSONExtract(report, 'sessionDetails', 'pauseTime', 'Nullable(Decimal(18, 3))') AS `pauseTime`,
  JSONExtract(report, 'qoeDataDetails', 'bufferTime', 'Nullable(Decimal(18, 3))') AS `bufferTime`,
  JSONExtract(report, 'qoeDataDetails', 'startupBufferTime', 'Nullable(Decimal(18, 3))') AS `startupBufferTime`,
  JSONExtract(report, 'qoeDataDetails', 'stallTime', 'Nullable(Decimal(18, 3))') AS `stallTime`,
  JSONExtract(report, 'sessionDetails', 'secondsSinceLastCall', 'Nullable(Decimal(18, 3))') AS `secondsSinceLastCall`,
  JSONExtract(report, 'qoeDataDetails', 'timeToStart', 'Nullable(Decimal(18, 3))') AS `timeToStart`,
  JSONExtract(report, 'sessionDetails', 'averageMinuteAudience', 'Nullable(Decimal(18, 6))') AS `averageMinuteAudience`,
  JSONExtract(report, 'sessionDetails', 'estimatedStreams', 'Nullable(Int64)') AS `estimatedStreams`,
  JSONExtract(report, 'sessionDetails', 'pauseCount', 'Nullable(Int64)') AS `pauseCount`,
  JSONExtract(report, 'sessionDetails', 'adCount', 'Nullable(Int64)') AS `adCount`,
  JSONExtract(report, 'sessionDetails', 'chapterCount', 'Nullable(Int64)') AS `chapterCount`,
  JSONExtract(report, 'sessionDetails', 'eventCount', 'Nullable(Int64)') AS `eventCount`,
  JSONExtract(report, 'sessionDetails', 'lateEvents', 'Nullable(Int64)') AS `lateEvents`,
  JSONExtract(report, 'sessionDetails', 'clockResets', 'Nullable(Int64)') AS `clockResets`,
  JSONExtract(report, 'qoeDataDetails', 'bufferCount', 'Nullable(Int64)') AS `bufferCount`,
  JSONExtract(report, 'qoeDataDetails', 'bitrateChangeCount', 'Nullable(Int64)') AS `bitrateChangeCount`,
  JSONExtract(report, 'qoeDataDetails', 'bitrateAverage', 'Nullable(Int64)') AS `bitrateAverage`,
  JSONExtract(report, 'qoeDataDetails', 'droppedFrames', 'Nullable(Int64)') AS `droppedFrames`,
  JSONExtract(report, 'qoeDataDetails', 'errorCount', 'Nullable(Int64)') AS `errorCount`,
  JSONExtract(report, 'qoeDataDetails', 'stallCount', 'Nullable(Int64)') AS `stallCount`,
  JSONExtract(report, 'qoeDataDetails', 'framesPerSecond', 'Nullable(Float64)') AS `framesPerSecond`,
  JSONExtract(report, 'sessionDetails', 'segment', 'Nullable(String)') AS `segment`,
  JSONExtract(report, 'qoeDataDetails', 'bitrateAverageBucket', 'Nullable(String)') AS `bitrateAverageBucket`,
  JSONExtract(report, 'sessionDetails', 'closeReason', 'Nullable(String)') AS `closeReason`,
  JSONExtract(report, 'sessionDetails', 'watchedMarks', 'Array(Int8)') AS `watchedMarks`
FROM reports_in
WHERE JSONExtractString(report, 'type') = 'sessionClose';

CREATE TABLE ads (
  `sid` String,
  `started` DateTime64(3, 'UTC'),
  `loggedAt` DateTime64(3, 'UTC'),
  `name` Nullable(String),
  `friendlyName` Nullable(String),
  `length` Nullable(Decimal(18, 3)),
  `podPosition` Nullable(Int64),
  `playerName` Nullable(String),
  `advertiser` Nullable(String),
  `campaignID` Nullable(String),
  `creativeID` Nullable(String),
  `siteID` Nullable(String),
  `creativeURL` Nullable(String),
  `placementID` Nullable(String),
  `isCompleted` Bool,
  `timePlayed` Nullable(Decimal(18, 3)),
  `podID` Nullable(String),
  `podFriendlyName` Nullable(String),
  `podIndex` Nullable(Int64),
  `podOffset` Nullable(Decimal(18, 3)),
  `contentName` Nullable(String),
  `contentType` Nullable(String),
  `channel` Nullable(String),
  `contentPlayerName` Nullable(String),
  `streamType` Nullable(String),
  `metadata` Map(String, String),
  `topicPartition` Int32,
  `topicOffset` Int64
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(started)
ORDER BY (toDate(started), sid, topicPartition, topicOffset);

CREATE MATERIALIZED VIEW ads_reader TO ads AS
SELECT
  JSONExtract(report, 'sid', 'String') AS `sid`,
  if(JSONExtractBool(report, 'sessionDetails', 'isDownloaded') AND JSONHas(report, 'sessionDetails', 'startedAt'),
    fromUnixTimestamp64Milli(least(JSONExtractInt(report, 'sessionDetails', 'startedAt'), JSONExtractInt(report, 'loggedAt')), 'UTC'),
    if(JSONHas(report, 'log'), fromUnixTimestamp64Milli(JSONExtractInt(report, 'log', 'startedAt'), 'UTC'), fromUnixTimestamp64Milli(JSONExtractInt(report, 'loggedAt'), 'UTC'))) AS `started`,
  fromUnixTimestamp64Milli(JSONExtractInt(report, 'loggedAt'), 'UTC') AS `loggedAt`,
  JSONExtract(report, 'advertisingDetails', 'name', 'Nullable(String)') AS `name`,
  JSONExtract(report, 'advertisingDetails', 'friendlyName', 'Nullable(String)') AS `friendlyName`,
  JSONExtract(report, 'advertisingDetails', 'length', 'Nullable(Decimal(18, 3))') AS `length`,
  JSONExtract(report, 'advertisingDetails', 'podPosition', 'Nullable(Int64)') AS `podPosition`,
  JSONExtract(report, 'advertisingDetails', 'playerName', 'Nullable(String)') AS `playerName`,
  JSONExtract(report, 'advertisingDetails', 'advertiser', 'Nullable(String)') AS `advertiser`,
  JSONExtract(report, 'advertisingDetails', 'campaignID', 'Nullable(String)') AS `campaignID`,
  JSONExtract(report, 'advertisingDetails', 'creativeID', 'Nullable(String)') AS `creativeID`,
  JSONExtract(report, 'advertisingDetails', 'siteID', 'Nullable(String)') AS `siteID`,
  JSONExtract(report, 'advertisingDetails', 'creativeURL', 'Nullable(String)') AS `creativeURL`,
  JSONExtract(report, 'advertisingDetails', 'placementID', 'Nullable(String)') AS `placementID`,
  JSONExtract(report, 'advertisingDetails', 'isCompleted', 'Bool') AS `isCompleted`,
  JSONExtract(report, 'advertisingDetails', 'timePlayed', 'Nullable(Decimal(18, 3))') AS `timePlayed`,
  JSONExtract(report, 'advertisingPodDetails', 'ID', 'Nullable(String)') AS `podID`,
  JSONExtract(report, 'advertisingPodDetails', 'friendlyName', 'Nullable(String)') AS `podFriendlyName`,
  JSONExtract(report, 'advertisingPodDetails', 'index', 'Nullable(Int64)') AS `podIndex`,
  JSONExtract(report, 'advertisingPodDetails', 'offset', 'Nullable(Decimal(18, 3))') AS `podOffset`,
  JSONExtract(report, 'sessionDetails', 'name', 'Nullable(String)') AS `contentName`,
  JSONExtract(report, 'sessionDetails', 'contentType', 'Nullable(String)') AS `contentType`,
  JSONExtract(report, 'sessionDetails', 'channel', 'Nullable(String)') AS `channel`,
  JSONExtract(report, 'sessionDetails', 'playerName', 'Nullable(String)') AS `contentPlayerName`,
  JSONExtract(report, 'sessionDetails', 'streamType', 'Nullable(String)') AS `streamType`,
  mapUpdate(mapFilter((name, value) -> position(name, '.') > 0, JSONExtract(report, 'sessionDetails', 'Map(String, String)')),
    JSONExtract(report, 'customMetadata', 'Map(String, String)')) AS `metadata`,
  topicPartition AS `topicPartition`,
  topicOffset AS `topicOffset`
FROM reports_in
WHERE JSONExtractString(report, 'type') = 'adClose';

CREATE TABLE chapters (
  `sid` String,
  `started` DateTime64(3, 'UTC'),
  `loggedAt` DateTime64(3, 'UTC'),
  `ID` Nullable(String),
  `friendlyName` Nullable(String),
  `index` Nullable(Int64),
  `offset` Nullable(Decimal(18, 3)),
  `length` Nullable(Decimal(18, 3)),
  `isCompleted` Bool,
  `timePlayed` Nullable(Decimal(18, 3)),
  `contentName` Nullable(String),
  `contentType` Nullable(String),
  `channel` Nullable(String),
  `contentPlayerName` Nullable(String),
  `streamType` Nullable(String),
  `topicPartition` Int32,
  `topicOffset` Int64
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(started)
ORDER BY (toDate(started), sid, topicPartition, topicOffset);

CREATE MATERIALIZED VIEW chapters_reader TO chapters AS
SELECT
  JSONExtract(report, 'sid', 'String') AS `sid`,
  if(JSONExtractBool(report, 'sessionDetails', 'isDownloaded') AND JSONHas(report, 'sessionDetails', 'startedAt'),
    fromUnixTimestamp64Milli(least(JSONExtractInt(report, 'sessionDetails', 'startedAt'), JSONExtractInt(report, 'loggedAt')), 'UTC'),
    if(JSONHas(report, 'log'), fromUnixTimestamp64Milli(JSONExtractInt(report, 'log', 'startedAt'), 'UTC'), fromUnixTimestamp64Milli(JSONExtractInt(report, 'loggedAt'), 'UTC'))) AS `started`,
  fromUnixTimestamp64Milli(JSONExtractInt(report, 'loggedAt'), 'UTC') AS `loggedAt`,
  JSONExtract(report, 'chapterDetails', 'ID', 'Nullable(String)') AS `ID`,
  JSONExtract(report, 'chapterDetails', 'friendlyName', 'Nullable(String)') AS `friendlyName`,
  JSONExtract(report, 'chapterDetails', 'index', 'Nullable(Int64)') AS `index`,
  JSONExtract(report, 'chapterDetails', 'offset', 'Nullable(Decimal(18, 3))') AS `offset`,
  JSONExtract(report, 'chapterDetails', 'length', 'Nullable(Decimal(18, 3))') AS `length`,
  JSONExtract(report, 'chapterDetails', 'isCompleted', 'Bool') AS `isCompleted`,
  JSONExtract(report, 'chapterDetails', 'timePlayed', 'Nullable(Decimal(18, 3))') AS `timePlayed`,
  JSONExtract(report, 'sessionDetails', 'name', 'Nullable(String)') AS `contentName`,
  JSONExtract(report, 'sessionDetails', 'contentType', 'Nullable(String)') AS `contentType`,
  JSONExtract(report, 'sessionDetails', 'channel', 'Nullable(String)') AS `channel`,
  JSONExtract(report, 'sessionDetails', 'playerName', 'Nullable(String)') AS `contentPlayerName`,
  JSONExtract(report, 'sessionDetails', 'streamType', 'Nullable(String)') AS `streamType`,
  topicPartition AS `topicPartition`,
  topicOffset AS `topicOffset`
FROM reports_in
WHERE JSONExtractString(report, 'type') = 'chapterClose';

CREATE TABLE states (
  `sid` String,
  `started` DateTime64(3, 'UTC'),
  `name` String,
  `count` Nullable(Int64),
  `time` Nullable(Decimal(18, 3))
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(started)
ORDER BY (toDate(started), sid, name);

CREATE MATERIALIZED VIEW states_reader TO states AS
SELECT
  JSONExtract(report, 'sid', 'String') AS `sid`,
  if(JSONExtractBool(report, 'sessionDetails', 'isDownloaded') AND JSONHas(report, 'sessionDetails', 'startedAt'),
    fromUnixTimestamp64Milli(least(JSONExtractInt(report, 'sessionDetails', 'startedAt'), JSONExtractInt(report, 'loggedAt')), 'UTC'),
    if(JSONHas(report, 'log'), fromUnixTimestamp64Milli(JSONExtractInt(report, 'log', 'startedAt'), 'UTC'), fromUnixTimestamp64Milli(JSONExtractInt(report, 'loggedAt'), 'UTC'))) AS `started`,
  JSONExtract(state, 'name', 'String') AS `name`,
  JSONExtract(state, 'count', 'Nullable(Int64)') AS `count`,
  JSONExtract(state, 'time', 'Nullable(Decimal(18, 3))') AS `time`
FROM reports_in
ARRAY JOIN JSONExtractArrayRaw(report, 'states') AS state
WHERE JSONExtractString(report, 'type') = 'sessionClose';

CREATE TABLE errors (
  `sid` String,
  `started` DateTime64(3, 'UTC'),
  `id` String,
  `source` String
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(started)
ORDER BY (toDate(started), sid, id, source);

CREATE MATERIALIZED VIEW errors_reader TO errors AS
SELECT
  JSONExtract(report, 'sid', 'String') AS `sid`,
  if(JSONExtractBool(report, 'sessionDetails', 'isDownloaded') AND JSONHas(report, 'sessionDetails', 'startedAt'),
    fromUnixTimestamp64Milli(least(JSONExtractInt(report, 'sessionDetails', 'startedAt'), JSONExtractInt(report, 'loggedAt')), 'UTC'),
    if(JSONHas(report, 'log'), fromUnixTimestamp64Milli(JSONExtractInt(report, 'log', 'startedAt'), 'UTC'), fromUnixTimestamp64Milli(JSONExtractInt(report, 'loggedAt'), 'UTC'))) AS `started`,
  tupleElement(error, 1) AS `id`,
  tupleElement(error, 2) AS `source`
FROM reports_in
ARRAY JOIN arrayConcat(
  arrayMap(id -> (id, 'player'), JSONExtract(report, 'qoeDataDetails', 'playerSdkErrors', 'Array(String)')),
  arrayMap(id -> (id, 'external'), JSONExtract(report, 'qoeDataDetails', 'externalErrors', 'Array(String)'))) AS error
WHERE JSONExtractString(report, 'type') = 'sessionClose';

CREATE TABLE live (
  `minute` DateTime64(3, 'UTC'),
  `endedAt` DateTime64(3, 'UTC'),
  `logPartition` Int32,
  `logMinute` Int64,
  `name` Nullable(String),
  `channel` Nullable(String),
  `contentType` Nullable(String),
  `playerName` Nullable(String),
  `streamType` Nullable(String),
  `starting` Int64,
  `playing` Int64,
  `paused` Int64,
  `buffering` Int64,
  `ad` Int64,
  `topicPartition` Int32,
  `topicOffset` Int64,
  `place` Int32
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(minute)
ORDER BY (minute, topicPartition, topicOffset, place);

CREATE MATERIALIZED VIEW live_reader TO live AS
SELECT
  toStartOfMinute(fromUnixTimestamp64Milli(JSONExtractInt(report, 'endedAt'), 'UTC')) AS `minute`,
  fromUnixTimestamp64Milli(JSONExtractInt(report, 'endedAt'), 'UTC') AS `endedAt`,
  JSONExtract(report, 'partition', 'Int32') AS `logPartition`,
  JSONExtract(report, 'minute', 'Int64') AS `logMinute`,
  JSONExtract(audience, 'name', 'Nullable(String)') AS `name`,
  JSONExtract(audience, 'channel', 'Nullable(String)') AS `channel`,
  JSONExtract(audience, 'contentType', 'Nullable(String)') AS `contentType`,
  JSONExtract(audience, 'playerName', 'Nullable(String)') AS `playerName`,
  JSONExtract(audience, 'streamType', 'Nullable(String)') AS `streamType`,
  JSONExtract(audience, 'starting', 'Int64') AS `starting`,
  JSONExtract(audience, 'playing', 'Int64') AS `playing`,
  JSONExtract(audience, 'paused', 'Int64') AS `paused`,
  JSONExtract(audience, 'buffering', 'Int64') AS `buffering`,
  JSONExtract(audience, 'ad', 'Int64') AS `ad`,
  topicPartition AS `topicPartition`,
  topicOffset AS `topicOffset`,
  toInt32(number) AS `place`
FROM live_in
ARRAY JOIN
  arrayConcat(JSONExtractArrayRaw(report, 'audiences'),
    if(JSONHas(report, 'others') OR empty(JSONExtractArrayRaw(report, 'audiences')), [JSONExtractRaw(report, 'others')], [])) AS audience,
  arrayEnumerate(arrayConcat(JSONExtractArrayRaw(report, 'audiences'),
    if(JSONHas(report, 'others') OR empty(JSONExtractArrayRaw(report, 'audiences')), [JSONExtractRaw(report, 'others')], []))) AS number;

-- From here on records come.
CREATE TABLE reports_queue (
  report String
) ENGINE = Kafka
SETTINGS kafka_broker_list = 'localhost:9092', kafka_topic_list = 'media.reports', kafka_group_name = 'clickhouse',
  kafka_format = 'JSONAsString', kafka_num_consumers = 1, kafka_skip_broken_messages = 100;

CREATE MATERIALIZED VIEW reports_queue_reader TO reports_in AS
SELECT report, toInt32(_partition) AS topicPartition, toInt64(_offset) AS topicOffset FROM reports_queue;

CREATE TABLE live_queue (
  report String
) ENGINE = Kafka
SETTINGS kafka_broker_list = 'localhost:9092', kafka_topic_list = 'media.live', kafka_group_name = 'clickhouse',
  kafka_format = 'JSONAsString', kafka_num_consumers = 1, kafka_skip_broken_messages = 100;

CREATE MATERIALIZED VIEW live_queue_reader TO live_in AS
SELECT report, toInt32(_partition) AS topicPartition, toInt64(_offset) AS topicOffset FROM live_queue;
