INSERT INTO sessions BY NAME
SELECT md5(($DAY * $ROWS + i)::VARCHAR) || md5(($DAY * $ROWS + i + 1)::VARCHAR) AS sid,
  TIMESTAMP '2026-10-31' + INTERVAL $DAY DAY + to_microseconds(i * 86400000000 // $ROWS) AS started, started + INTERVAL 20 MINUTE AS closed,
  started AS startedAt, closed AS endedAt, (i % 24)::INTEGER AS logPartition, i AS firstOffset, i + 100 AS lastOffset,
  'content-' || (200 * r1 * r2)::INTEGER AS name, 'The film of ' || name AS friendlyName,
  ['vod', 'live', 'podcast'][1 + i % 3] AS contentType, 'player-' || i % 7 AS playerName, 'channel-' || (i * 7) % 20 AS channel,
  '4.' || i % 9 AS appVersion, 'show-' || i % 40 AS "show", 'genre-' || i % 12 AS genre, ['video', 'audio'][1 + i % 2] AS streamType,
  (600 + i % 50 * 100)::DECIMAL(18, 3) AS length, map {'tier': ['gold', 'silver', 'none'][1 + i % 3], 'ab': 'group-' || i % 5} AS metadata,
  i % 11 = 0 AS hasResume, i % 97 = 0 AS isDownloaded, true AS isViewed, i % 20 > 0 AS isPlayed, isPlayed AS hasSegmentView,
  r3 < 0.4 AND isPlayed AS isCompleted, isPlayed AS hasProgress10, isPlayed AS hasProgress25, isCompleted AS hasProgress50,
  isCompleted AS hasProgress75, isCompleted AS hasProgress95, i % 3 = 0 AS hasPauseImpactedStreams, NOT isPlayed AS isDroppedBeforeStart,
  i % 4 = 0 AS hasBufferImpactedStreams, i % 2 = 0 AS hasBitrateChangeImpactedStreams, i % 5 = 0 AS hasDroppedFrameImpactedStreams,
  i % 25 = 0 AS hasErrorImpactedStreams, i % 30 = 0 AS hasStallImpactedStreams,
  CASE WHEN isPlayed THEN (r4 * 3600)::DECIMAL(18, 3) ELSE 0 END AS timePlayed, timePlayed + 30 AS totalTimePlayed,
  timePlayed AS uniqueTimePlayed, CASE WHEN hasPauseImpactedStreams THEN (r5 * 300)::DECIMAL(18, 3) ELSE 0 END AS pauseTime,
  CASE WHEN hasBufferImpactedStreams THEN (r6 * 60)::DECIMAL(18, 3) ELSE 0 END AS bufferTime,
  (bufferTime / 2)::DECIMAL(18, 3) AS startupBufferTime, CASE WHEN hasStallImpactedStreams THEN 4.5 ELSE 0 END AS stallTime,
  0 AS secondsSinceLastCall, CASE WHEN isPlayed THEN (0.3 - ln(1 - r7))::DECIMAL(18, 3) END AS timeToStart,
  (timePlayed / length)::DECIMAL(18, 6) AS averageMinuteAudience, 1 AS estimatedStreams, i % 3 AS pauseCount, 1 AS adCount,
  i % 4 AS chapterCount, 40 + i % 200 AS eventCount, 0 AS lateEvents, 0 AS clockResets, hasBufferImpactedStreams::BIGINT * 3 AS bufferCount,
  i % 6 AS bitrateChangeCount, CASE WHEN isPlayed THEN (800 + r8 * 6000)::BIGINT END AS bitrateAverage, i % 50 AS droppedFrames,
  hasErrorImpactedStreams::BIGINT * (1 + i % 3) AS errorCount, hasStallImpactedStreams::BIGINT AS stallCount, 25 AS framesPerSecond,
  '0-30' AS segment, (bitrateAverage // 100 * 100) || '-' || (bitrateAverage // 100 * 100 + 99) AS bitrateAverageBucket,
  ['ended', 'completed', 'inactive'][1 + i % 3] AS closeReason,
  CASE WHEN isPlayed THEN list_transform(range(0, CASE WHEN isCompleted THEN 21 ELSE 1 + i % 20 END), mark -> (mark * 5)::TINYINT) END
    AS watchedMarks
FROM (SELECT i, random() AS r1, random() AS r2, random() AS r3, random() AS r4, random() AS r5, random() AS r6, random() AS r7, random() AS r8
  FROM range($ROWS) numbers(i)) rows;
INSERT INTO ads BY NAME
SELECT sid, started, started + INTERVAL 1 MINUTE AS loggedAt, 'ad-' || firstOffset % 60 AS name, 'advertiser-' || firstOffset % 9 AS advertiser,
  30 AS length, 1 AS podPosition, firstOffset % 10 > 1 AS isCompleted, 27.5 AS timePlayed, 0 AS podIndex, name AS contentName, contentType,
  channel, playerName AS contentPlayerName, streamType, metadata
FROM sessions WHERE started >= TIMESTAMP '2026-10-31' + INTERVAL $DAY DAY;
INSERT INTO errors SELECT sid, started, 'E' || errorCount, 'player' FROM sessions
WHERE started >= TIMESTAMP '2026-10-31' + INTERVAL $DAY DAY AND hasErrorImpactedStreams;
INSERT INTO live BY NAME
SELECT TIMESTAMP '2026-10-31' + INTERVAL $DAY DAY + to_minutes(m) AS minute, minute + to_seconds(p * 2) AS endedAt, p::INTEGER AS logPartition,
  $DAY * 1440 + m AS logMinute, 'content-' || (200 * random() * random())::INTEGER AS name, 'channel-' || k % 20 AS channel,
  ['vod', 'live', 'podcast'][1 + k % 3] AS contentType, 'player-' || k % 7 AS playerName, 'video' AS streamType,
  1 AS starting, 20 + k AS playing, 3 AS paused, 1 AS buffering, 2 AS ad
FROM range(1440) minutes(m), range(24) partitions(p), range(greatest(1, $ROWS // 34560)) audiences(k)
