package io.playhead.event;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The quality data that may come with any event (collection-api §2).
 *
 * @param bitrate in the unit the player uses, at least 0; 0 says that it is not known
 * @param droppedFrames cumulative, at least 0
 * @param timeToStart milliseconds, at least 0
 * @param framesPerSecond at least 0
 */
public record QoeData(OptionalLong bitrate, OptionalLong droppedFrames, OptionalLong timeToStart,
    OptionalDouble framesPerSecond, Optional<String> errorId, Optional<String> errorSource) {

  /** No quality data at all. */
  public static final QoeData NONE = new QoeData(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(),
      OptionalDouble.empty(), Optional.empty(), Optional.empty());
}
