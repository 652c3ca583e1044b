package io.playhead.validation;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** Where schema documents are read from. */
@FunctionalInterface
public interface SchemaSource {

  /**
   * The bytes of a document.
   *
   * @param path relative to the root of the schemas, such as {@code events/play.json}
   * @throws IOException if there is none, or it cannot be read
   */
  byte[] read(String path) throws IOException;

  /** The documents of this program: the repository's {@code schemas/}, which are packed into the jar. */
  static SchemaSource classPath() {
    return path -> {
      try (InputStream in = SchemaSource.class.getResourceAsStream("/schemas/" + path)) {
        if (in == null) {
          throw new FileNotFoundException("no such document on the class path");
        }
        return in.readAllBytes();
      }
    };
  }
}
