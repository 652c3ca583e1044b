package io.playhead.validation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.event.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Validates by programs that the schema documents were compiled to, in one pass over the body's bytes: no tree, and
 * nothing allocated for a part of the body.
 *
 * <p>
 * It only ever accepts. A body that its program does not accept goes to {@link NetworkntValidator}, which decides and
 * finds the words: bad bodies cost what they always cost, and no verdict can be harsher for the speed of the good ones.
 */
public final class CompiledValidator implements BodyValidator {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Map<EventPosition, EventPrograms> programs = new EnumMap<>(EventPosition.class);
  private final JsonLimits limits;
  private final int maxBatchEvents;
  private final BodyValidator referee;

  /**
   * A validator by these schemas and limits.
   *
   * @param maxBatchEvents the events an array may have
   * @throws SchemaException if a document uses what cannot be compiled
   */
  public CompiledValidator(EventSchemas schemas, JsonLimits limits, int maxBatchEvents) {
    this.limits = limits;
    this.maxBatchEvents = maxBatchEvents;
    this.referee = new NetworkntValidator(schemas, limits, maxBatchEvents);
    Map<EventType, ObjectNode> documents = new EnumMap<>(EventType.class);
    for (EventType type : EventType.values()) {
      documents.put(type, read(schemas.document(type)));
    }
    String typeMember = EventPrograms.typeMember(documents.values());
    for (EventPosition position : EventPosition.values()) {
      programs.put(position, new EventPrograms(typeMember, narrowed(documents, position)));
    }
  }

  private static Map<EventType, ObjectNode> narrowed(Map<EventType, ObjectNode> documents, EventPosition position) {
    Map<EventType, ObjectNode> narrowed = new EnumMap<>(documents);
    narrowed.keySet().removeIf(type -> !position.allows(type));
    narrowed.replaceAll(position::narrow);
    return narrowed;
  }

  private static ObjectNode read(byte[] document) {
    try {
      return MAPPER.readValue(document, ObjectNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException("what was written as JSON is none", e);
    }
  }

  @Override
  public Verdict validate(Endpoint endpoint, byte[] body) {
    Optional<Verdict> accepted = accept(endpoint, body);
    return accepted.isPresent() ? accepted.get() : referee.validate(endpoint, body);
  }

  /** The verdict on a body that the programs accept; nothing where the referee has to decide. */
  Optional<Verdict> accept(Endpoint endpoint, byte[] body) {
    JsonCursor cursor = new JsonCursor(body);
    Optional<Verdict> verdict = switch (endpoint) {
      case EVENTS -> single(EventPosition.EVENT_CALL, cursor);
      case DOWNLOADED -> batch(EventPosition.BATCH_START, cursor);
      case SESSIONS -> cursor.next() == '['
          ? batch(EventPosition.SESSION_BATCH_START, cursor)
          : single(EventPosition.SESSION_CALL, cursor);
    };
    return cursor.atEnd() ? verdict : Optional.empty();
  }

  private Optional<Verdict> single(EventPosition position, JsonCursor cursor) {
    return programs(position).accept(cursor, new ProgramExecutor(cursor, limits), 1);
  }

  private Optional<Verdict> batch(EventPosition start, JsonCursor cursor) {
    EventPrograms position = programs(start);
    int events = 0;
    if (!cursor.punctuation('[')) {
      return Optional.empty();
    }
    do {
      if (events == maxBatchEvents || position.accept(cursor, new ProgramExecutor(cursor, limits), 2).isEmpty()) {
        return Optional.empty();
      }
      events++;
      position = programs(EventPosition.BATCH_REST);
    } while (cursor.punctuation(','));
    return cursor.punctuation(']') ? Optional.of(new Verdict.Batch(events)) : Optional.empty();
  }

  private EventPrograms programs(EventPosition position) {
    return Objects.requireNonNull(programs.get(position));
  }
}
