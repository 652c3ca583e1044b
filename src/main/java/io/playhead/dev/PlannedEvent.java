package io.playhead.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.playhead.event.EventType;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One event that a viewer's player is going to send, without its session and its day (collection-api §2).
 *
 * @param at its {@code ts} in milliseconds from the viewer's start; negative before it
 * @param playhead milliseconds
 * @param params the event's parameters; none are left out of the body, as are no {@code qoeData} and metadata
 */
public record PlannedEvent(EventType type, long at, long playhead, Map<String, Object> params,
    Map<String, Object> qoeData, Map<String, String> customMetadata) {

  /** Sorted, so that the same event is always the same bytes. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  /** The body of the request when the viewer starts at that instant. */
  public byte[] body(Instant start) {
    return write(json(start));
  }

  /** The event as a JSON object. */
  Map<String, Object> json(Instant start) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("playerTime", Map.of("playhead", seconds(playhead), "ts", start.toEpochMilli() + at));
    event.put("eventType", type.wireName());
    putUnlessEmpty(event, "params", params);
    putUnlessEmpty(event, "qoeData", qoeData);
    putUnlessEmpty(event, "customMetadata", customMetadata);
    return event;
  }

  /** Milliseconds as the API wants them. */
  static double seconds(long millis) {
    return millis / 1_000d;
  }

  static byte[] write(Object json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void putUnlessEmpty(Map<String, Object> event, String name, Map<String, ?> members) {
    if (!members.isEmpty()) {
      event.put(name, members);
    }
  }
}
