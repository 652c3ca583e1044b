package io.playhead.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.playhead.event.EventType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The programs of the events that may stand at one position. Which of them is an event's is said by the member for
 * whose value every document has another constant: it is looked for first, by quotation marks and brackets alone.
 */
final class EventPrograms {
  private final NameTable typeMember;
  private final NameTable types;
  private final List<Program> programs;
  private final List<Optional<Verdict>> verdicts;

  /**
   * The programs of these documents.
   *
   * @param typeMember the member that tells them apart
   * @throws SchemaException if one cannot be compiled
   */
  EventPrograms(String typeMember, Map<EventType, ? extends JsonNode> documents) {
    this.typeMember = NameTable.of(List.of(typeMember));
    this.types = NameTable.of(documents.values().stream().map(document -> constant(document, typeMember)).toList());
    this.programs = documents.entrySet().stream()
        .map(entry -> SchemaCompiler.compile(EventSchemas.file(entry.getKey()), entry.getValue())).toList();
    this.verdicts = documents.keySet().stream().map(type -> Optional.<Verdict>of(new Verdict.Event(type))).toList();
  }

  /**
   * The member that tells all events apart.
   *
   * @throws SchemaException if there is none
   */
  static String typeMember(Collection<? extends JsonNode> documents) {
    return documents.stream().flatMap(document -> document.path("properties").propertyStream()).map(Map.Entry::getKey)
        .filter(name -> documents.stream().map(document -> constant(document, name)).filter(text -> !text.isEmpty())
            .distinct().count() == documents.size())
        .findFirst().orElseThrow(() -> new SchemaException("events", "no member tells the events apart"));
  }

  private static String constant(JsonNode document, String member) {
    return document.path("properties").path(member).path("const").asText();
  }

  /**
   * What is said of the event at the cursor where its program accepts it; nothing where there is none or it does not.
   */
  Optional<Verdict> accept(JsonCursor cursor, ProgramExecutor executor, int depth) {
    cursor.next();
    int start = cursor.position();
    int type = findType(cursor);
    cursor.moveTo(start);
    return type >= 0 && executor.accepts(programs.get(type), depth) ? verdicts.get(type) : Optional.empty();
  }

  private int findType(JsonCursor cursor) {
    if (!cursor.punctuation('{')) {
      return -1;
    }
    do {
      if (cursor.next() != '"' || !cursor.text()) {
        return -1;
      }
      boolean found = cursor.indexIn(typeMember) >= 0;
      if (!cursor.punctuation(':')) {
        return -1;
      }
      if (found) {
        return cursor.next() == '"' && cursor.text() ? cursor.indexIn(types) : -1;
      }
    } while (skipValue(cursor) && cursor.punctuation(','));
    return -1;
  }

  /** Moves on to the comma or bracket after a value. */
  private static boolean skipValue(JsonCursor cursor) {
    int depth = 0;
    while (true) {
      switch (cursor.next()) {
        case '"' -> {
          if (!cursor.text()) {
            return false;
          }
        }
        case '{', '[' -> {
          depth++;
          cursor.skip();
        }
        case '}', ']', ',' -> {
          if (depth == 0) {
            return true;
          }
          depth -= cursor.next() == ',' ? 0 : 1;
          cursor.skip();
        }
        case 0 -> {
          return false;
        }
        default -> cursor.skip();
      }
    }
  }
}
