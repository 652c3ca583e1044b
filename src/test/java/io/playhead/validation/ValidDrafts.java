package io.playhead.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.playhead.event.EventType;
import io.playhead.validation.Draft.Elements;
import io.playhead.validation.Draft.Member;
import io.playhead.validation.Draft.Members;
import io.playhead.validation.Draft.Raw;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes valid events of what the schema documents say, each at random. */
final class ValidDrafts {
  private static final String NAME_CHARACTERS = "abcxyzABCXYZ0189_.";
  private static final List<String> TEXTS =
      List.of("", "N/A", "x", "film-1", "ä", "日本語の番組", "😀", "a b", "\\n", "\\u00e4",
          "\\ud83d\\ude00", "\\\"quoted\\\"", "\\/", "\u007f", "1234567", "12345678", "123456789", "video", "\uffff");
  private static final List<String> WHOLE = List.of("0", "1", "7", "2.0", "1e0", "-0", "0.0", "0e9", "1E+0", "20e-1");
  private static final List<String> FRACTIONS = List.of("0", "1", "29.97", "0.5", "60.39333333333333", "86400", "1e3",
      "12345678901.5", "0.1e1", "-0.0", "123456789.000000000000000000000001", "1e-300", "1.50");

  private final Random random;
  private final Map<EventType, JsonNode> documents = new EnumMap<>(EventType.class);

  ValidDrafts(Random random) {
    this.random = random;
    EventSchemas schemas = EventSchemas.load(UnknownParams.REJECT);
    for (EventType type : EventType.values()) {
      documents.put(type, SampleEvents.json(new String(schemas.document(type), StandardCharsets.UTF_8)));
    }
  }

  /** An event of that type: all it may have, only what it must have, or something in between. */
  Members event(EventType type) {
    JsonNode document = documents.getOrDefault(type, MissingNode.getInstance());
    double share = List.of(0.0, 0.5, 0.9, 1.0).get(random.nextInt(4));
    return object(document, document, share);
  }

  private Draft value(JsonNode document, JsonNode schema, double share) {
    if (schema.has("$ref")) {
      return value(document, document.at(schema.get("$ref").textValue().substring(1)), share);
    }
    if (schema.has("const")) {
      return new Raw(schema.get("const").toString());
    }
    if (schema.has("enum")) {
      return new Raw(schema.get("enum").get(random.nextInt(schema.get("enum").size())).toString());
    }
    return switch (schema.path("type").asText()) {
      case "object" -> object(document, schema, share);
      case "array" -> new Elements(new ArrayList<>(random.ints(1 + random.nextInt(3))
          .mapToObj(i -> value(document, schema.path("items"), share)).toList()));
      case "string" -> new Raw(Draft.quoted(schema.has("pattern") ? name(64) : pick(TEXTS)));
      case "integer" -> new Raw(pick(WHOLE));
      case "number" -> new Raw(pick(FRACTIONS));
      case "boolean" -> new Raw(String.valueOf(random.nextBoolean()));
      default -> throw new IllegalArgumentException("no values for " + schema);
    };
  }

  private Members object(JsonNode document, JsonNode schema, double share) {
    List<String> required = new ArrayList<>(strings(schema.path("required")));
    if (schema.has("anyOf")) {
      required.addAll(strings(schema.get("anyOf").get(random.nextInt(schema.get("anyOf").size())).path("required")));
    }
    List<Member> members = new ArrayList<>();
    schema.path("properties").forEachEntry((name, property) -> {
      if (required.contains(name) || random.nextDouble() < share) {
        members.add(new Member(Draft.quoted(name), value(document, property, share)));
      }
    });
    schema.path("patternProperties").forEachEntry((regex, property) -> addFree(members, document, property, share));
    if (schema.path("additionalProperties").isObject()) {
      addFree(members, document, schema.get("additionalProperties"), share);
    }
    if (random.nextInt(4) == 0) {
      Collections.shuffle(members, random);
    }
    return new Members(members);
  }

  private void addFree(List<Member> members, JsonNode document, JsonNode schema, double share) {
    for (int i = random.nextInt(5); i > 0; i--) {
      members.add(new Member(Draft.quoted(i + name(40)), value(document, schema, share)));
    }
  }

  private String name(int longest) {
    StringBuilder name = new StringBuilder();
    for (int i = 1 + random.nextInt(longest - 1); i > 0; i--) {
      name.append(NAME_CHARACTERS.charAt(random.nextInt(NAME_CHARACTERS.length())));
    }
    return name.toString();
  }

  private String pick(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static List<String> strings(JsonNode array) {
    return array.valueStream().map(JsonNode::textValue).toList();
  }
}
