package io.playhead.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.playhead.event.EventType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A keyword that an event breaks, and the words for it.
 *
 * @param pointer where in the event
 * @param keyword the keyword
 * @param schema the schema in which the keyword stands
 * @param error what networknt says of it
 */
record Finding(String pointer, String keyword, JsonNode schema, Error error) {
  private static final int MAX_LISTED = 8;

  /** What is wrong, for the developer of a player that sends events of this type. */
  String detail(EventType type) {
    JsonNode rule = schema.path(keyword);
    return switch (keyword) {
      case "type" -> "must be " + Wording.types(rule) + ", was " + actual(rule);
      case "required" -> "is required";
      case "additionalProperties" -> unknownKey(type);
      case "minimum" -> "must be at least " + Wording.quote(rule) + ", was " + Wording.quote(error.getInstanceNode());
      case "maximum" -> "must be at most " + Wording.quote(rule) + ", was " + Wording.quote(error.getInstanceNode());
      case "minItems" -> "must have at least " + rule + (rule.intValue() == 1 ? " element" : " elements");
      case "pattern" -> "must match " + rule.textValue() + ", was " + Wording.quote(error.getInstanceNode());
      case "enum" -> "must be " + Wording.or(rule) + ", was " + Wording.quote(error.getInstanceNode());
      case "const" -> "must be " + Wording.quote(rule) + ", was " + Wording.quote(error.getInstanceNode());
      case "anyOf" -> alternatives(rule);
      default -> "breaks the rule " + keyword;
    };
  }

  private String actual(JsonNode expected) {
    JsonNode value = error.getInstanceNode();
    boolean fraction = value.isNumber() && expected.isTextual() && expected.textValue().equals("integer");
    return fraction ? Wording.quote(value) : Wording.typeOf(value);
  }

  private String unknownKey(EventType type) {
    List<String> known = schema.path("properties").propertyStream().map(Map.Entry::getKey).toList();
    List<String> patterns = schema.path("patternProperties").propertyStream().map(Map.Entry::getKey).toList();
    String owner = owner(type);
    if (!patterns.isEmpty()) {
      return "is not a valid key of " + owner + ": keys must match " + Wording.or(patterns);
    }
    if (known.isEmpty()) {
      return "is not a known key: " + owner + " must be empty";
    }
    return "is not a known key of " + owner + Spelling.closest(error.getProperty(), known)
        .map(name -> "; did you mean " + name + "?").orElseGet(() -> listed(known));
  }

  private static String listed(List<String> known) {
    return known.size() > MAX_LISTED ? "" : "; known: " + String.join(", ", known);
  }

  /** The object with the unknown key, in words: {@code params of play}. */
  private String owner(EventType type) {
    NodePath path = error.getInstanceLocation();
    int last = path.getNameCount() - 1;
    if (last < 0) {
      return "an event";
    }
    String owner = path.getElement(last) instanceof Integer
        ? "an element of " + path.getElement(last - 1)
        : path.getElement(last).toString();
    return owner + " of " + type.wireName();
  }

  private static String alternatives(JsonNode anyOf) {
    List<String> required = anyOf.valueStream().flatMap(Finding::requiredAlone).toList();
    return required.size() == anyOf.size()
        ? "must have " + Wording.or(required)
        : "fits none of its " + anyOf.size() + " alternatives";
  }

  private static Stream<String> requiredAlone(JsonNode alternative) {
    JsonNode required = alternative.path("required");
    return alternative.size() == 1 && required.size() == 1 ? Stream.of(required.get(0).textValue()) : Stream.empty();
  }
}
