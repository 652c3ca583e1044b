package io.playhead.validation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;

/** Builds the trees of an event, or of the events of an array, from a parser's tokens and holds the limits meanwhile. */
final class TreeReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Longer numbers carry nothing, and their arithmetic costs more than their bytes. */
  static final int MAX_NUMBER_LENGTH = 1_000;

  private static final int DIGITS_OF_ANY_LONG = 18;

  private final JsonParser parser;
  private final JsonLimits limits;
  private final boolean inArray;

  /** A reader of the value that begins with the parser's current token. */
  TreeReader(JsonParser parser, JsonLimits limits) {
    this.parser = parser;
    this.limits = limits;
    this.inArray = parser.currentToken() == JsonToken.START_ARRAY;
  }

  /** The whole value. */
  JsonNode read() throws IOException, MalformedJson {
    return value(parser.currentToken(), 1);
  }

  /** Hands on the elements of the array, so that only one tree at a time is in memory; says how many were handed on. */
  int readElements(Elements elements) throws IOException, MalformedJson {
    int count = 0;
    for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      if (!elements.take(value(token, 2), count++)) {
        return count;
      }
    }
    return count;
  }

  private JsonNode value(JsonToken token, int depth) throws IOException, MalformedJson {
    return switch (token) {
      case START_OBJECT -> object(depth);
      case START_ARRAY -> array(depth);
      case VALUE_STRING -> NODES.textNode(string());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(token);
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new IllegalStateException("not the start of a value: " + token);
    };
  }

  private ObjectNode object(int depth) throws IOException, MalformedJson {
    checkDepth(depth);
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = name();
      if (object.has(name)) {
        throw malformed(BodyRule.DUPLICATE_NAME, "stands twice in its object");
      }
      object.set(name, value(parser.nextToken(), depth + 1));
    }
    return object;
  }

  private ArrayNode array(int depth) throws IOException, MalformedJson {
    checkDepth(depth);
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      array.add(value(token, depth + 1));
    }
    return array;
  }

  private void checkDepth(int depth) throws MalformedJson {
    if (depth > limits.depth()) {
      throw malformed(BodyRule.DEPTH, "is nested too deep: at most " + limits.depth() + " levels are allowed");
    }
  }

  private String name() throws IOException, MalformedJson {
    String name = parser.currentName();
    if (isLonger(name, limits.nameLength())) {
      throw malformed(parser.getParsingContext().getParent(), BodyRule.NAME_LENGTH,
          "has a member whose name is longer than " + limits.nameLength() + " characters");
    }
    checkUnicode(name);
    return name;
  }

  private String string() throws IOException, MalformedJson {
    String text = parser.getText();
    if (isLonger(text, limits.stringLength())) {
      throw malformed(BodyRule.STRING_LENGTH, "is longer than " + limits.stringLength() + " characters");
    }
    checkUnicode(text);
    return text;
  }

  /** Refuses half a surrogate pair, which an escape can write: no UTF-8 can carry it on. */
  private void checkUnicode(String text) throws MalformedJson {
    int codePoint;
    for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        throw malformed(BodyRule.ENCODING, "has half a surrogate pair, which is no character");
      }
    }
  }

  /**
   * Numbers are exact. Those without a fraction become integers however they are written: for JSON Schema {@code 10.0}
   * and {@code 1e1} are integers, and networknt checks no bounds of a decimal beyond {@code long}.
   */
  private JsonNode number(JsonToken token) throws IOException, MalformedJson {
    int length = parser.getTextLength();
    if (length > MAX_NUMBER_LENGTH) {
      throw malformed(BodyRule.NUMBER, "is a number of more than " + MAX_NUMBER_LENGTH + " characters");
    }
    if (token == JsonToken.VALUE_NUMBER_INT && length <= DIGITS_OF_ANY_LONG) {
      return NODES.numberNode(parser.getLongValue());
    }
    double approximation = parser.getDoubleValue();
    if (Double.isInfinite(approximation)) {
      throw malformed(BodyRule.NUMBER, "is too large a number");
    }
    if (approximation == 0) {
      return zero();
    }
    BigDecimal exact = parser.getDecimalValue();
    return exact.stripTrailingZeros().scale() > 0
        ? NODES.numberNode(exact)
        : NODES.numberNode(exact.toBigIntegerExact());
  }

  /** Zero, however it is written, but not a number so close to zero that its exponent makes arithmetic endless. */
  private JsonNode zero() throws IOException, MalformedJson {
    String text = parser.getText();
    for (int i = 0; i < text.length() && text.charAt(i) != 'e' && text.charAt(i) != 'E'; i++) {
      if (text.charAt(i) >= '1' && text.charAt(i) <= '9') {
        throw malformed(BodyRule.NUMBER, "is a number too close to zero");
      }
    }
    return NODES.numberNode(0L);
  }

  private MalformedJson malformed(BodyRule rule, String detail) {
    return malformed(parser.getParsingContext(), rule, detail);
  }

  private MalformedJson malformed(JsonStreamContext place, BodyRule rule, String detail) {
    return new MalformedJson(rule.at(place.pathAsPointer().toString(), detail), inArray);
  }

  private static boolean isLonger(String text, int limit) {
    return text.length() > limit && text.codePointCount(0, text.length()) > limit;
  }

  /** Takes the elements of an array, one by one. */
  interface Elements {
    /** Takes the element with that index, and says whether the next is wanted. */
    boolean take(JsonNode element, int index);
  }
}
