package io.playhead.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;

/** How violations speak of JSON values: the words are for developers of players. */
final class Wording {
  private static final int MAX_QUOTED = 60;
  private static final int MAX_PLAIN_DIGITS = 20;

  private Wording() {}

  /** The type of the value, with its article. */
  static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      default -> "null";
    };
  }

  /** A type name of JSON Schema, or an array of them, with articles: {@code a string, a number or a boolean}. */
  static String types(JsonNode type) {
    return type.isArray() ? or(type.valueStream().map(Wording::types).toList()) : withArticle(type.textValue());
  }

  /** The alternatives, {@code a, b or c}. */
  static String or(List<String> alternatives) {
    if (alternatives.size() == 1) {
      return alternatives.getFirst();
    }
    List<String> first = alternatives.subList(0, alternatives.size() - 1);
    return String.join(", ", first) + " or " + alternatives.getLast();
  }

  /** The elements of an array as alternatives; strings without quotes, as in the specification. */
  static String or(JsonNode values) {
    return or(values.valueStream().map(value -> value.isTextual() ? value.textValue() : value.toString())
        .toList());
  }

  /** The value as JSON where it is short, otherwise its beginning. */
  static String quote(JsonNode value) {
    String json = value.isNumber() ? number(value.decimalValue()) : value.toString();
    if (json.length() <= MAX_QUOTED) {
      return json;
    }
    int end = Character.isHighSurrogate(json.charAt(MAX_QUOTED - 1)) ? MAX_QUOTED - 1 : MAX_QUOTED;
    return json.substring(0, end) + "…";
  }

  private static String number(BigDecimal number) {
    return Math.abs((long) number.precision() - number.scale()) > MAX_PLAIN_DIGITS
        ? number.stripTrailingZeros().toString()
        : number.toPlainString();
  }

  private static String withArticle(String type) {
    return switch (type) {
      case "object", "array", "integer" -> "an " + type;
      case "null" -> type;
      default -> "a " + type;
    };
  }
}
