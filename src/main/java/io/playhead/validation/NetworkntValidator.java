package io.playhead.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import io.playhead.event.EventType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Validates with networknt's JSON Schema validator on trees of the events.
 *
 * <p>
 * First the body must be the JSON that {@link StrictJson} reads, then an event or an array as its endpoint takes it,
 * and then each event must fit the document of its type. What compiles is the very bytes that are served.
 */
public final class NetworkntValidator implements BodyValidator {
  private static final int MAX_VIOLATIONS = 100;

  private static final Dialect DIALECT =
      Dialect.builder(Dialects.getDraft202012()).keyword(new EveryAdditionalProperty()).build();

  private final StrictJson json;
  private final Map<EventType, EventSchema> schemas = new EnumMap<>(EventType.class);
  private final int maxBatchEvents;

  /**
   * A validator by these schemas and limits.
   *
   * @param maxBatchEvents the events an array may have
   */
  public NetworkntValidator(EventSchemas schemas, JsonLimits limits, int maxBatchEvents) {
    this.json = new StrictJson(limits);
    this.maxBatchEvents = maxBatchEvents;
    SchemaRegistry registry = SchemaRegistry.withDialect(DIALECT);
    for (EventType type : EventType.values()) {
      String document = new String(schemas.document(type), StandardCharsets.UTF_8);
      Schema schema = registry.getSchema(document, InputFormat.JSON);
      schema.initializeValidators();
      this.schemas.put(type, new EventSchema(type, schema));
    }
  }

  @Override
  public Verdict validate(Endpoint endpoint, byte[] body) {
    boolean array = new JsonCursor(body).next() == '[';
    try {
      return switch (endpoint) {
        case EVENTS -> single(body, EventPosition.EVENT_CALL);
        case DOWNLOADED -> array ? batch(body, EventPosition.BATCH_START) : noArray(body);
        case SESSIONS -> array
            ? batch(body, EventPosition.SESSION_BATCH_START)
            : single(body, EventPosition.SESSION_CALL);
      };
    } catch (MalformedJson e) {
      return invalid(Optional.empty(), e.inArray(), List.of(e.violation()));
    }
  }

  private Verdict single(byte[] body, EventPosition position) throws MalformedJson {
    JsonNode event = json.parse(body);
    if (!event.isObject()) {
      String advice = event.isArray() ? "; arrays of events go to /api/v1/downloaded" : "";
      return refusedWhole("must be one event, an object, was " + Wording.typeOf(event) + advice);
    }
    List<Violation> violations = violations(event, position, "");
    Optional<EventType> type = typeOf(event);
    return violations.isEmpty() && type.isPresent()
        ? new Verdict.Event(type.get())
        : invalid(type, false, violations);
  }

  private Verdict noArray(byte[] body) throws MalformedJson {
    return refusedWhole("must be an array of events, was " + Wording.typeOf(json.parse(body)));
  }

  private Verdict batch(byte[] body, EventPosition start) throws MalformedJson {
    Batch batch = new Batch(start);
    return batch.verdict(json.parseElements(body, batch::add));
  }

  private List<Violation> violations(JsonNode event, EventPosition position, String place) {
    if (!event.isObject()) {
      return List.of(new Violation(place, "type", "must be an object, was " + Wording.typeOf(event)));
    }
    List<Violation> violations = new ArrayList<>(position.violations(event, place));
    Optional<EventType> type = typeOf(event);
    if (type.isPresent()) {
      violations.addAll(schema(type.get()).violations(event, place, MAX_VIOLATIONS + 1));
    } else {
      violations.addAll(commonViolations(event, place));
    }
    return violations;
  }

  /** Of an event of no known type: all types agree on everything but {@code eventType} and {@code params}. */
  private List<Violation> commonViolations(JsonNode event, String place) {
    return schema(EventType.PING).violations(event, place, MAX_VIOLATIONS + 1).stream()
        .filter(violation -> !violation.pointer().equals(place + "/eventType"))
        .filter(violation -> !violation.pointer().startsWith(place + "/params"))
        .toList();
  }

  private EventSchema schema(EventType type) {
    return Objects.requireNonNull(schemas.get(type));
  }

  private static Optional<EventType> typeOf(JsonNode event) {
    return Optional.ofNullable(event.path("eventType").textValue()).flatMap(EventType::of);
  }

  private static Verdict refusedWhole(String detail) {
    return invalid(Optional.empty(), false, List.of(BodyRule.BODY.at("", detail)));
  }

  private static Verdict invalid(Optional<EventType> type, boolean inArray, List<Violation> violations) {
    Violation first = violations.getFirst();
    String message = inArray ? inEvent(first) : first.sentence();
    if (violations.size() <= MAX_VIOLATIONS) {
      return new Verdict.Invalid(type, message, violations);
    }
    List<Violation> listed = new ArrayList<>(violations.subList(0, MAX_VIOLATIONS));
    listed.add(BodyRule.MORE.at("", "breaks more rules than the " + MAX_VIOLATIONS + " listed"));
    return new Verdict.Invalid(type, message, listed);
  }

  /** The sentence with the index taken out of the pointer and put in front: {@code events[3]: } (collection-api §6). */
  private static String inEvent(Violation violation) {
    String pointer = violation.pointer();
    if (pointer.isEmpty()) {
      return violation.sentence();
    }
    int end = pointer.indexOf('/', 1);
    String index = pointer.substring(1, end < 0 ? pointer.length() : end);
    String within = end < 0 ? "" : pointer.substring(end) + " ";
    return "events[" + index + "]: " + within + violation.detail();
  }

  /** An array of events, judged one by one. */
  private final class Batch {
    private final EventPosition start;
    private final List<Violation> violations = new ArrayList<>();

    Batch(EventPosition start) {
      this.start = start;
    }

    /** Judges the event, unless it is one too many; says whether the verdict still needs the next. */
    boolean add(JsonNode event, int index) {
      if (index == maxBatchEvents) {
        return false;
      }
      violations.addAll(violations(event, index == 0 ? start : EventPosition.BATCH_REST, "/" + index));
      return violations.size() <= MAX_VIOLATIONS;
    }

    Verdict verdict(int events) {
      if (events == 0) {
        return refusedWhole("must have at least one event");
      }
      if (events > maxBatchEvents) {
        return new Verdict.TooManyEvents(maxBatchEvents);
      }
      return violations.isEmpty() ? new Verdict.Batch(events) : invalid(Optional.empty(), true, violations);
    }
  }
}
