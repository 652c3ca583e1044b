package io.playhead.validation;

/** A schema document that this program cannot use; names the file and, where it is one's fault, the keyword. */
public final class SchemaException extends RuntimeException {

  SchemaException(String file, String problem) {
    super("schemas/" + file + ": " + problem);
  }

  SchemaException(String file, String problem, Throwable cause) {
    super("schemas/" + file + ": " + problem, cause);
  }
}
