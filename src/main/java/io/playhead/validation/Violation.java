package io.playhead.validation;

/**
 * One thing that is wrong with a body, as {@code errors} of the answer names it (collection-api §1).
 *
 * @param pointer where, as a JSON pointer (RFC 6901) into the body; a missing key is pointed at where it should stand
 * @param rule which rule: a JSON Schema keyword such as {@code type}, or one of {@link BodyRule}'s names; a small,
 *     fixed set
 * @param detail what a player developer can act on, such as {@code must be a number, was a string}; it continues a
 *     sentence that begins with the place
 */
public record Violation(String pointer, String rule, String detail) {

  /** This violation as a sentence: {@code /params/media.length must be a number, was a string}. */
  public String sentence() {
    return (pointer.isEmpty() ? "the body" : pointer) + " " + detail;
  }
}
