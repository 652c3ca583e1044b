package io.playhead.gateway;

/**
 * How large a body may be, inflated (collection-api §5).
 *
 * @param object bytes of a body that is no JSON array
 * @param array bytes of a body that is one
 */
record BodyLimits(long object, long array) {

  static BodyLimits of(long bytes) {
    return new BodyLimits(bytes, bytes);
  }

  long largest() {
    return Math.max(object, array);
  }
}
