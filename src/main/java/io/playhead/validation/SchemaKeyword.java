package io.playhead.validation;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keywords of JSON Schema 2020-12 that our documents may use; any other stops the start. They are few on purpose:
 * whatever validates must know them all.
 */
enum SchemaKeyword {
  SCHEMA("$schema", KeywordShape.TEXT),
  REF("$ref", KeywordShape.TEXT),
  TITLE("title", KeywordShape.TEXT),
  DESCRIPTION("description", KeywordShape.TEXT),
  EXAMPLES("examples", KeywordShape.VALUES),
  TYPE("type", KeywordShape.TYPE),
  PROPERTIES("properties", KeywordShape.SCHEMA_BY_NAME),
  PATTERN_PROPERTIES("patternProperties", KeywordShape.SCHEMA_BY_REGEX),
  ADDITIONAL_PROPERTIES("additionalProperties", KeywordShape.SCHEMA),
  REQUIRED("required", KeywordShape.NAMES),
  ITEMS("items", KeywordShape.SCHEMA),
  MIN_ITEMS("minItems", KeywordShape.COUNT),
  MINIMUM("minimum", KeywordShape.NUMBER),
  MAXIMUM("maximum", KeywordShape.NUMBER),
  PATTERN("pattern", KeywordShape.REGEX),
  ENUM("enum", KeywordShape.VALUES),
  CONST("const", KeywordShape.VALUE),
  ANY_OF("anyOf", KeywordShape.SCHEMAS),
  /** Only in bundles: there the bundler puts what references name. */
  DEFS("$defs", KeywordShape.SCHEMA_BY_NAME);

  private static final Map<String, SchemaKeyword> BY_SPELLING =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(SchemaKeyword::spelling, Function.identity()));

  private final String spelling;
  private final KeywordShape shape;

  SchemaKeyword(String spelling, KeywordShape shape) {
    this.spelling = spelling;
    this.shape = shape;
  }

  /** The keyword as documents write it. */
  String spelling() {
    return spelling;
  }

  /** What must stand at the keyword. */
  KeywordShape shape() {
    return shape;
  }

  /** The supported keyword of that spelling. */
  static Optional<SchemaKeyword> of(String spelling) {
    return Optional.ofNullable(BY_SPELLING.get(spelling));
  }
}
