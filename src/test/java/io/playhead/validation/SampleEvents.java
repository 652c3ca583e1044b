package io.playhead.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.event.EventType;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Events made from the tables of the specification. */
final class SampleEvents {
  private static final JsonMapper MAPPER = new JsonMapper();

  private SampleEvents() {}

  /** An event with all that is required and nothing else. */
  static ObjectNode minimal(EventType type) {
    return event(type, SpecTable.Key::required);
  }

  /** An event with every key that the specification names. */
  static ObjectNode fullest(EventType type) {
    ObjectNode event = event(type, key -> true);
    event.withObject("/params");
    event.putObject("customMetadata").put("a_B.9", "value").put("empty", "");
    return event;
  }

  private static ObjectNode event(EventType type, Predicate<SpecTable.Key> keys) {
    ObjectNode event = MAPPER.createObjectNode();
    event.put("eventType", type.wireName());
    SpecTable.keys(type).filter(keys)
        .forEach(key -> event.withObject("/" + key.object()).set(key.name(), value(key.type())));
    return event;
  }

  /** A valid value of a type of the table. */
  private static JsonNode value(String type) {
    return json(switch (type) {
      case "string" -> "\"N/A\"";
      case "boolean" -> "true";
      case "false" -> "false";
      case "integer" -> "7";
      case "number" -> "29.97";
      case "errorSource" -> "\"external\"";
      case "stateName" -> "\"fullScreen\"";
      case "states" -> "[{\"media.state.name\": \"mute\"}, {\"media.state.name\": \"my.own_State9\"}]";
      case "customerIDs" -> "{\"crm\": {\"id\": \"c-9\", \"authState\": 1}, \"no name\": {\"id\": \"\"}}";
      default -> throw new IllegalArgumentException(type);
    });
  }

  /** JSON text as a tree. */
  static JsonNode json(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The type that an event names. */
  static EventType typeOf(ObjectNode event) {
    return EventType.of(event.path("eventType").textValue()).orElseThrow();
  }

  /** The endpoint that takes a single event of that type. */
  static Endpoint endpoint(EventType type) {
    return type == EventType.SESSION_START ? Endpoint.SESSIONS : Endpoint.EVENTS;
  }

  /** The body of that tree. */
  static byte[] body(JsonNode event) {
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
