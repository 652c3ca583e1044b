package io.playhead.event;

import java.util.Map;

/**
 * One event of a player, read and in exact units (collection-api §2, media-metrics §1).
 *
 * @param ts the device's clock, milliseconds since the epoch
 * @param playhead position in the main content, whole milliseconds
 * @param params what its type carries; {@link Params.None} when that is nothing
 * @param qoe the quality data sent with it, {@link QoeData#NONE} if none
 * @param customMetadata the customer's own keys, in the order sent
 */
public record MediaEvent(EventType type, long ts, long playhead, Params params, QoeData qoe,
    Map<String, String> customMetadata) {

  /**
   * The parameters, as those of the event's type.
   *
   * @throws ClassCastException if this type of event carries others
   */
  public <P extends Params> P params(Class<P> kind) {
    return kind.cast(params);
  }
}
