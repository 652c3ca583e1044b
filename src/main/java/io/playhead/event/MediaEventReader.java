package io.playhead.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reads the records of the event log: the player's bytes, one event or a batch of them. It takes what the gateway let
 * through and does not validate a second time; it is thread-safe.
 */
public final class MediaEventReader {

  /** The bound of {@code ts}, and far beyond any sensible measure: sums stay exact (collection-api §2). */
  private static final double LARGEST = 1e15;
  private static final ObjectNode NO_PARAMS = JsonNodeFactory.instance.objectNode();

  /** Jackson's own reading of decimal fractions gives the same numbers as Java's in less than half of the time. */
  private final JsonMapper mapper =
      new JsonMapper(JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build());

  /**
   * One event.
   *
   * @throws UnreadableEventException if the bytes are no event
   */
  public MediaEvent read(byte[] body) throws UnreadableEventException {
    try (JsonParser parser = mapper.createParser(body)) {
      parser.nextToken();
      return event(parser);
    } catch (IOException e) {
      throw new UnreadableEventException("not JSON: " + e.getMessage(), e);
    }
  }

  /**
   * The events of an offline batch, in its order (collection-api §6).
   *
   * @throws UnreadableEventException if the bytes are no array of events
   */
  public List<MediaEvent> readBatch(byte[] body) throws UnreadableEventException {
    try (JsonParser parser = mapper.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new UnreadableEventException("a batch is an array");
      }
      List<MediaEvent> events = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        events.add(event(parser));
      }
      return List.copyOf(events);
    } catch (IOException e) {
      throw new UnreadableEventException("not JSON: " + e.getMessage(), e);
    }
  }

  private MediaEvent event(JsonParser parser) throws IOException, UnreadableEventException {
    expect(parser, JsonToken.START_OBJECT, "an event is an object");
    Optional<EventType> type = Optional.empty();
    Optional<PlayerTime> time = Optional.empty();
    ObjectNode params = NO_PARAMS;
    QoeData qoe = QoeData.NONE;
    Map<String, String> metadata = Map.of();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "eventType" -> type = EventType.of(text(parser, name));
        case "playerTime" -> time = Optional.of(playerTime(parser));
        case "params" -> params = params(parser);
        case "qoeData" -> qoe = qoeData(parser);
        case "customMetadata" -> metadata = metadata(parser);
        default -> parser.skipChildren();
      }
    }
    EventType known = type.orElseThrow(() -> new UnreadableEventException("eventType is missing or unknown"));
    PlayerTime at = time.orElseThrow(() -> new UnreadableEventException("playerTime is missing"));
    return new MediaEvent(known, at.ts, at.playhead, ParamsReader.read(known, params), qoe, metadata);
  }

  private record PlayerTime(long ts, long playhead) {}

  private static PlayerTime playerTime(JsonParser parser) throws IOException, UnreadableEventException {
    expect(parser, JsonToken.START_OBJECT, "playerTime is an object");
    OptionalLong ts = OptionalLong.empty();
    OptionalLong playhead = OptionalLong.empty();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "ts" -> ts = OptionalLong.of(whole(parser, name));
        case "playhead" -> playhead = OptionalLong.of(Millis.of(number(parser, name)));
        default -> parser.skipChildren();
      }
    }
    if (ts.isEmpty() || playhead.isEmpty()) {
      throw new UnreadableEventException("playerTime lacks ts or playhead");
    }
    return new PlayerTime(ts.getAsLong(), playhead.getAsLong());
  }

  private static ObjectNode params(JsonParser parser) throws IOException, UnreadableEventException {
    expect(parser, JsonToken.START_OBJECT, "params is an object");
    return parser.readValueAsTree();
  }

  private static QoeData qoeData(JsonParser parser) throws IOException, UnreadableEventException {
    expect(parser, JsonToken.START_OBJECT, "qoeData is an object");
    OptionalLong bitrate = OptionalLong.empty();
    OptionalLong droppedFrames = OptionalLong.empty();
    OptionalLong timeToStart = OptionalLong.empty();
    OptionalDouble framesPerSecond = OptionalDouble.empty();
    Optional<String> errorId = Optional.empty();
    Optional<String> errorSource = Optional.empty();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case ParamNames.QOE_BITRATE -> bitrate = OptionalLong.of(whole(parser, name));
        case ParamNames.QOE_DROPPED_FRAMES -> droppedFrames = OptionalLong.of(whole(parser, name));
        case ParamNames.QOE_TIME_TO_START -> timeToStart = OptionalLong.of(whole(parser, name));
        case ParamNames.QOE_FRAMES_PER_SECOND -> framesPerSecond = OptionalDouble.of(number(parser, name));
        case ParamNames.QOE_ERROR_ID -> errorId = Optional.of(text(parser, name));
        case ParamNames.QOE_ERROR_SOURCE -> errorSource = Optional.of(text(parser, name));
        default -> parser.skipChildren();
      }
    }
    return new QoeData(bitrate, droppedFrames, timeToStart, framesPerSecond, errorId, errorSource);
  }

  private static Map<String, String> metadata(JsonParser parser) throws IOException, UnreadableEventException {
    expect(parser, JsonToken.START_OBJECT, "customMetadata is an object");
    Map<String, String> metadata = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      metadata.put(name, text(parser, name));
    }
    return Collections.unmodifiableMap(metadata);
  }

  private static String text(JsonParser parser, String name) throws IOException, UnreadableEventException {
    expect(parser, JsonToken.VALUE_STRING, name + " is a string");
    return parser.getText();
  }

  /** A number; what is larger than any of the API counts as the largest. */
  private static double number(JsonParser parser, String name) throws IOException, UnreadableEventException {
    if (!parser.currentToken().isNumeric()) {
      throw new UnreadableEventException(name + " is a number");
    }
    return Math.min(parser.getDoubleValue(), LARGEST);
  }

  /** A whole number in any notation; doubles hold all up to the largest. */
  private static long whole(JsonParser parser, String name) throws IOException, UnreadableEventException {
    return (long) number(parser, name);
  }

  private static void expect(JsonParser parser, JsonToken token, String rule) throws UnreadableEventException {
    if (parser.currentToken() != token) {
      throw new UnreadableEventException(rule);
    }
  }
}
