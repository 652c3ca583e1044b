package io.playhead.validation;

/**
 * How large the parts of a body may be (collection-api §5); all limits are inclusive.
 *
 * @param depth nested objects and arrays, the outermost counted as one
 * @param stringLength characters (code points) of a string
 * @param nameLength characters (code points) of a member name
 */
public record JsonLimits(int depth, int stringLength, int nameLength) {

  /** The limits of collection-api §5: 16, 8,192 and 256. */
  public static final JsonLimits DEFAULT = new JsonLimits(16, 8_192, 256);
}
