package io.playhead.validation;

/** The rules for bodies that are not keywords of the schemas (collection-api §§1, 5, 6). */
enum BodyRule {
  /** The body is JSON: one value, nothing after it. */
  JSON("json"),
  /** The body is UTF-8 without a byte order mark. */
  ENCODING("encoding"),
  /** A member name stands once in its object. */
  DUPLICATE_NAME("duplicateName"),
  /** Objects and arrays are not nested too deep. */
  DEPTH("depth"),
  /** No string is too long. */
  STRING_LENGTH("stringLength"),
  /** No member name is too long. */
  NAME_LENGTH("nameLength"),
  /** An event has not too many values. */
  VALUES("values"),
  /** A number is of a size that computers can calculate with. */
  NUMBER("number"),
  /** The body is one event, or an array of them. */
  BODY("body"),
  /** The event's type is known and belongs to this endpoint and place. */
  EVENT_TYPE("eventType"),
  /** A downloaded session comes as an array and is marked as downloaded. */
  DOWNLOADED("downloaded"),
  /** Not a rule: says that the list of violations was cut off here. */
  MORE("more");

  private final String wireName;

  BodyRule(String wireName) {
    this.wireName = wireName;
  }

  /** A violation of this rule at the JSON pointer. */
  Violation at(String pointer, String detail) {
    return new Violation(pointer, wireName, detail);
  }
}
