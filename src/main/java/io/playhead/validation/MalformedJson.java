package io.playhead.validation;

/** Says why a body is not the JSON that we read. */
final class MalformedJson extends Exception {
  private final transient Violation violation;
  private final boolean inArray;

  MalformedJson(Violation violation, boolean inArray) {
    // Without a stack trace: a bad body is an everyday thing, and the violation says where it is bad.
    super(violation.sentence(), null, false, false);
    this.violation = violation;
    this.inArray = inArray;
  }

  /** What is wrong, and where in the body. */
  Violation violation() {
    return violation;
  }

  /** Whether the body is an array, so that the pointer begins with the index of an event. */
  boolean inArray() {
    return inArray;
  }
}
