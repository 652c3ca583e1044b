package io.playhead.reports.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes rows of a table to a file; the database does, and holds only some of them at a time. */
public final class Export {
  private static final List<String> TABLES =
      List.of("sessions", "ads", "chapters", "states", "errors", "live");

  private final ReportStore store;

  /** Of that store. */
  public Export(ReportStore store) {
    this.store = store;
  }

  /** The formats of files. */
  public enum Format {
    /** With a first line of column names. */
    CSV("FORMAT csv, HEADER"),
    /** Compressed by Zstandard. */
    PARQUET("FORMAT parquet, COMPRESSION zstd");

    private final String options;

    Format(String options) {
      this.options = options;
    }

    /** What the names of such files end with. */
    public String suffix() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is asked for.
   *
   * @param table its name
   * @param from of rows whose session was started, or whose minute ended, then or later
   * @param to and before then
   */
  public record Wish(String table, Format format, Optional<Instant> from, Optional<Instant> to) {
    /**
     * Reads names.
     *
     * @throws IllegalArgumentException if there is no such table or format
     */
    public static Wish of(String table, String format, Optional<Instant> from, Optional<Instant> to) {
      if (!TABLES.contains(table)) {
        throw new IllegalArgumentException("table: expected one of " + String.join(", ", TABLES));
      }
      Format known = Arrays.stream(Format.values()).filter(each -> each.suffix().equals(format)).findFirst()
          .orElseThrow(() -> new IllegalArgumentException("format: expected " + Arrays.stream(Format.values())
              .map(Format::suffix).collect(Collectors.joining(" or "))));
      return new Wish(table, known, from, to);
    }
  }

  /** Writes a new file below {@link ReportStore#exports}; whoever asked for it deletes it. */
  public Path write(Wish wish) throws SQLException {
    Path file = store.exports().resolve(UUID.randomUUID() + "." + wish.format().suffix());
    String moment = Table.valueOf(wish.table().toUpperCase(Locale.ROOT)).moment();
    String sql = "COPY (SELECT * FROM " + wish.table() + " WHERE (" + moment + " >= ?) AND (" + moment + " < ?)) TO '"
        + file.toString().replace("'", "''") + "' (" + wish.format().options + ")";
    try (Connection connection = store.connection(); PreparedStatement copy = connection.prepareStatement(sql)) {
      copy.setObject(1, utc(wish.from().orElse(Instant.EPOCH)));
      copy.setObject(2, utc(wish.to().orElse(Instant.parse("9999-01-01T00:00:00Z"))));
      copy.execute();
    } catch (SQLException e) {
      file.toFile().delete();
      throw e;
    }
    return file;
  }

  private static LocalDateTime utc(Instant moment) {
    return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
  }
}
