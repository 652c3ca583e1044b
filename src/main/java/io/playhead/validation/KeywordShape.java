package io.playhead.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What may stand at a keyword of a schema. */
enum KeywordShape {
  TEXT("a string"),
  NUMBER("a number"),
  COUNT("a whole number from 0"),
  REGEX("a regular expression"),
  TYPE("a type name, or an array of them"),
  NAMES("an array of strings"),
  VALUE("any value"),
  VALUES("a non-empty array"),
  SCHEMA("a schema"),
  SCHEMAS("a non-empty array of schemas"),
  SCHEMA_BY_NAME("an object of schemas"),
  SCHEMA_BY_REGEX("an object of schemas whose names are regular expressions");

  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "number", "integer", "boolean", "null");

  private final String words;

  KeywordShape(String words) {
    this.words = words;
  }

  /** The shape in words, to go on after "must be". */
  String words() {
    return words;
  }

  /** Whether the value has this shape; schemas inside it are not looked into. */
  boolean fits(JsonNode value) {
    return switch (this) {
      case TEXT -> value.isTextual();
      case NUMBER -> value.isNumber();
      case COUNT -> value.isInt() && value.intValue() >= 0;
      case REGEX -> value.isTextual() && isRegex(value.textValue());
      case TYPE -> isType(value) || isNonEmptyArray(value, KeywordShape::isType);
      case NAMES -> isNonEmptyArray(value, JsonNode::isTextual);
      case VALUE -> true;
      case VALUES -> isNonEmptyArray(value, element -> true);
      case SCHEMA -> isSchema(value);
      case SCHEMAS -> isNonEmptyArray(value, KeywordShape::isSchema);
      case SCHEMA_BY_NAME -> isObject(value, name -> true);
      case SCHEMA_BY_REGEX -> isObject(value, KeywordShape::isRegex);
    };
  }

  private static boolean isType(JsonNode value) {
    return value.isTextual() && TYPES.contains(value.textValue());
  }

  private static boolean isSchema(JsonNode value) {
    return value.isObject() || value.isBoolean();
  }

  private static boolean isNonEmptyArray(JsonNode value, Predicate<JsonNode> element) {
    return value.isArray() && !value.isEmpty() && value.valueStream().allMatch(element);
  }

  private static boolean isObject(JsonNode value, Predicate<String> name) {
    return value.isObject() && value.propertyStream()
        .allMatch((Map.Entry<String, JsonNode> member) -> name.test(member.getKey()) && isSchema(member.getValue()));
  }

  private static boolean isRegex(String text) {
    try {
      Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
