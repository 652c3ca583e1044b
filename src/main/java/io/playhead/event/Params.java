package io.playhead.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code params} of an event, by what its type carries (collection-api §3). Times are whole milliseconds. */
public sealed interface Params {

  /** No parameters: most types carry none. */
  record None() implements Params {
    /** The only one there need be. */
    public static final None INSTANCE = new None();
  }

  /** {@code sessionStart}: all parameters as sent, by their wire names and in the order sent (collection-api §4). */
  record Start(Map<String, JsonNode> values) implements Params {

    /** The content's id; empty if the player does not know it. */
    public String mediaId() {
      JsonNode id = values.get(ParamNames.MEDIA_ID);
      return id == null ? "" : id.asText();
    }

    /** The content's length in milliseconds; 0 when it is not known. */
    public long length() {
      JsonNode length = values.get(ParamNames.MEDIA_LENGTH);
      return length == null ? 0 : Millis.of(length.asDouble());
    }
  }

  /**
   * {@code adBreakStart}.
   *
   * @param index the pod's place among the breaks; -1 is seen on post-rolls
   * @param offset the pod's position in the content
   */
  record AdBreak(long index, long offset, Optional<String> friendlyName) implements Params {}

  /**
   * {@code adStart}.
   *
   * @param length -1000 if the player does not know it
   * @param podPosition the ad's place in its pod
   */
  record Ad(String id, Optional<String> friendlyName, long length, long podPosition, String playerName,
      Optional<String> advertiser, Optional<String> campaignId, Optional<String> creativeId, Optional<String> siteId,
      Optional<String> creativeUrl, Optional<String> placementId, Optional<String> podFriendlyName) implements Params {}

  /** {@code chapterStart}. */
  record Chapter(long index, long offset, long length, Optional<String> friendlyName) implements Params {}

  /** {@code stateStart}, {@code stateEnd} and {@code statesUpdate}: the names of the states that end and start. */
  record States(List<String> ends, List<String> starts) implements Params {}

  /** {@code error}: the id and source in the older form, beside those of {@link QoeData}. */
  record Failure(Optional<String> id, Optional<String> source) implements Params {}
}
