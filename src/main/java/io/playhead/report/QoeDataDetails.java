package io.playhead.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How well a session played (media-metrics §5.2). Times are milliseconds.
 *
 * @param startupBufferTime the part of {@code bufferTime} before the first content
 * @param bitrateAverage in the unit the player sent
 * @param droppedFrames the last cumulative value
 * @param playerSdkErrors distinct ids in the order of their first report
 */
public record QoeDataDetails(OptionalLong timeToStart, long bufferCount, long bufferTime, long startupBufferTime,
    long bitrateChangeCount, OptionalLong bitrateAverage, OptionalLong droppedFrames, long errorCount,
    List<String> playerSdkErrors, List<String> externalErrors, long stallCount, long stallTime,
    OptionalDouble framesPerSecond) {}
