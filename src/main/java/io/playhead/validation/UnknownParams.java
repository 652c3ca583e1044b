package io.playhead.validation;

/** What becomes of keys of {@code params} that the specification does not name (collection-api §3, strictness). */
public enum UnknownParams {
  /** They are violations. */
  REJECT,
  /** They pass when their value is a string, a number or a boolean. */
  ACCEPT
}
