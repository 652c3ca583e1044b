package io.playhead.reports.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats of exported files. */
public enum FileFormat {
  /** With a first line of column names. */
  CSV("text/csv; charset=utf-8", "FORMAT csv, HEADER"),
  /** Compressed by Zstandard. */
  PARQUET("application/vnd.apache.parquet", "FORMAT parquet, COMPRESSION zstd");

  private final String mediaType;
  private final String options;

  FileFormat(String mediaType, String options) {
    this.mediaType = mediaType;
    this.options = options;
  }

  /** The format that a parameter names. */
  static FileFormat named(String name) throws BadQueryException {
    for (FileFormat format : values()) {
      if (format.suffix().equals(name)) {
        return format;
      }
    }
    throw new BadQueryException("format: \"" + name + "\" is none of "
        + Arrays.stream(values()).map(FileFormat::suffix).collect(Collectors.joining(", ")));
  }

  /** What the names of such files end with, without the dot. */
  public String suffix() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What they are over HTTP. */
  public String mediaType() {
    return mediaType;
  }

  /** What the database's {@code COPY} is told. */
  String options() {
    return options;
  }
}
