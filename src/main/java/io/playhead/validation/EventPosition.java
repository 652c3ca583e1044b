package io.playhead.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.event.EventType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where an event stands in a call, which decides the types that it may have (collection-api §§1, 6). */
enum EventPosition {
  /** The one event of E1. */
  SESSION_CALL("must be sessionStart here, was %s; send other events to /api/v1/sessions/{sid}/events"),
  /** The one event of E2. */
  EVENT_CALL("must not be sessionStart here; start a session with a POST to /api/v1/sessions"),
  /** The first event of E1b's array, which must say itself that it was downloaded. */
  SESSION_BATCH_START("must be sessionStart in the first event of an array, was %s"),
  /** The first event of E3's array. */
  BATCH_START("must be sessionStart in the first event of an array, was %s"),
  /** Any other event of an array. */
  BATCH_REST("must not be sessionStart after the first event: an array is one session");

  /** Names that other documents of the API use for what has another name here, or none (collection-api §3). */
  private static final Map<String, String> INSTEAD = Map.of("pause", "pauseStart", "resume", "play", "seekStart",
      "pauseStart, and play when the seek is over", "stall", "bufferStart", "bufferComplete", "play");

  private static final String DOWNLOADED = "media.downloaded";

  private final String misplaced;

  EventPosition(String misplaced) {
    this.misplaced = misplaced;
  }

  /** What makes this event, whose pointer is {@code place}, wrong for its position: its type, or where it was sent. */
  List<Violation> violations(JsonNode event, String place) {
    return Stream.of(eventType(event, place), downloaded(event, place)).flatMap(Optional::stream).toList();
  }

  /**
   * The document of an event type with the rules of this position written into it, so that whoever validates by it need
   * not know the position.
   *
   * @throws SchemaException if the document says nothing about the member that this position has a rule for
   */
  ObjectNode narrow(EventType type, ObjectNode document) {
    ObjectNode narrowed = document.deepCopy();
    if (this == SESSION_CALL || this == SESSION_BATCH_START) {
      if (!(narrowed.at("/properties/params/properties/" + DOWNLOADED) instanceof ObjectNode downloaded)) {
        throw new SchemaException(EventSchemas.file(type), "has no " + DOWNLOADED);
      }
      downloaded.put("const", this == SESSION_BATCH_START);
    }
    if (this == SESSION_BATCH_START) {
      narrowed.withArray("/properties/params/required").add(DOWNLOADED);
    }
    return narrowed;
  }

  private Optional<Violation> eventType(JsonNode event, String place) {
    String pointer = place + "/eventType";
    JsonNode value = event.path("eventType");
    if (value.isMissingNode()) {
      return Optional.of(new Violation(pointer, "required", "is required"));
    }
    if (!value.isTextual()) {
      return Optional.of(new Violation(pointer, "type", "must be a string, was " + Wording.typeOf(value)));
    }
    Optional<EventType> type = EventType.of(value.textValue());
    if (type.isEmpty()) {
      return Optional.of(BodyRule.EVENT_TYPE.at(pointer, unknown(value)));
    }
    return allows(type.get())
        ? Optional.empty()
        : Optional.of(BodyRule.EVENT_TYPE.at(pointer, misplaced.formatted(Wording.quote(value))));
  }

  private Optional<Violation> downloaded(JsonNode event, String place) {
    String pointer = place + "/params/" + DOWNLOADED;
    boolean downloaded = event.path("params").path(DOWNLOADED).booleanValue();
    if (this == SESSION_CALL && downloaded) {
      return Optional.of(BodyRule.DOWNLOADED.at(pointer,
          "must not be true here; send downloaded content as an array to /api/v1/downloaded"));
    }
    if (this == SESSION_BATCH_START && !downloaded) {
      return Optional.of(BodyRule.DOWNLOADED.at(pointer, "must be true in the first event of an array sent here"));
    }
    return Optional.empty();
  }

  /** Whether an event of that type may stand here. */
  boolean allows(EventType type) {
    boolean starts = this == SESSION_CALL || this == SESSION_BATCH_START || this == BATCH_START;
    return starts == (type == EventType.SESSION_START);
  }

  private String unknown(JsonNode value) {
    String name = value.textValue();
    List<String> allowed =
        EventType.NAMES.stream().filter(known -> EventType.of(known).filter(this::allows).isPresent())
            .toList();
    String instead = Optional.ofNullable(INSTEAD.get(name)).map(advice -> "; use " + advice)
        .or(() -> Spelling.closest(name, EventType.NAMES).map(closest -> "; did you mean " + closest + "?")).orElse("");
    return "is " + Wording.quote(value) + ", which is not an event type" + instead + " (allowed here: "
        + String.join(", ", allowed) + ")";
  }
}
