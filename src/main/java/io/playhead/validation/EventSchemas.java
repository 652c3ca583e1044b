package io.playhead.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.event.EventType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The schemas of all events: self-contained documents, the very bytes that are served and that validate (collection-api
 * E4).
 */
public final class EventSchemas {
  private static final String INDEX_FILE = "event.json";
  private static final String REF = SchemaKeyword.REF.spelling();

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final ObjectWriter WRITER = MAPPER.writer(new DefaultPrettyPrinter(
      Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
      .withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private final Map<EventType, byte[]> documents;
  private final byte[] index;

  private EventSchemas(Map<EventType, byte[]> documents, byte[] index) {
    this.documents = documents;
    this.index = index;
  }

  /** The documents of this program. */
  public static EventSchemas load(UnknownParams unknownParams) {
    return load(SchemaSource.classPath(), unknownParams);
  }

  /**
   * The documents of a source, {@code event.json}, {@code events/<eventType>.json} and what those refer to.
   *
   * @param unknownParams {@code ACCEPT} changes the documents, so that the served one still is the one that validates
   * @throws SchemaException if a document is missing, broken or uses what {@link SchemaKeyword} does not list
   */
  public static EventSchemas load(SchemaSource source, UnknownParams unknownParams) {
    Map<EventType, byte[]> documents = new EnumMap<>(EventType.class);
    ObjectNode index = SchemaBundler.bundle(source, INDEX_FILE);
    for (EventType type : EventType.values()) {
      String file = file(type);
      ObjectNode document = SchemaBundler.bundle(source, file);
      if (unknownParams == UnknownParams.ACCEPT) {
        acceptUnknownParams(file, document, document);
        acceptUnknownParams(INDEX_FILE, index, index.at("/$defs/" + type.wireName()));
      }
      documents.put(type, write(file, document));
    }
    return new EventSchemas(documents, write(INDEX_FILE, index));
  }

  /** The document of one event type, UTF-8. */
  public byte[] document(EventType type) {
    return Objects.requireNonNull(documents.get(type)).clone();
  }

  /** One document for an event of any type, UTF-8. */
  public byte[] index() {
    return index.clone();
  }

  /** The file of an event type's document. */
  static String file(EventType type) {
    return "events/" + type.wireName() + ".json";
  }

  /** Lets unknown keys of {@code params} pass with a string, number or boolean (collection-api §3, strictness). */
  private static void acceptUnknownParams(String file, ObjectNode document, JsonNode event) {
    JsonNode params = event.at("/properties/params");
    while (params.path(REF).isTextual()) {
      params = document.at(params.get(REF).textValue().substring(1));
    }
    if (!(params instanceof ObjectNode open)) {
      throw new SchemaException(file, "has an event without params");
    }
    open.putObject("additionalProperties").putArray("type").add("string").add("number").add("boolean");
  }

  private static byte[] write(String file, ObjectNode document) {
    try {
      return WRITER.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new SchemaException(file, "cannot be written", e);
    }
  }
}
