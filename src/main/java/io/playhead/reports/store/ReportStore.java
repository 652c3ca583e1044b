package io.playhead.reports.store;

import io.playhead.config.ReportsConfig;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/**
 * The report store: one DuckDB file with the tables of {@code reports/V….sql}, made or brought to the newest version when it is opened.
 *
 * <p>Its connections reach neither the network nor other files than those in {@link #exports}, and load no extensions; none can
 * change that. Thread-safe; a connection is not.
 */
public final class ReportStore implements AutoCloseable {
  private static final String FILE = "reports.duckdb";

  private final DuckDBConnection root;
  private final Path exports;

  private ReportStore(DuckDBConnection root, Path exports) {
    this.root = root;
    this.exports = exports;
  }

  /**
   * Opens or makes the store.
   *
   * @param directory for the file and what stands beside it
   * @throws ReportStoreException if another process has it, it is damaged, or a newer version of Playhead wrote it
   */
  public static ReportStore open(Path directory, ReportsConfig config) {
    Path file = directory.resolve(FILE);
    Path exports = directory.resolve("exports").toAbsolutePath();
    try {
      Files.createDirectories(exports);
      removeFiles(exports);
      DuckDBConnection root = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file,
          settings(directory, exports, config));
      try {
        lockSettings(root);
        Migrations.run(root);
      } catch (SQLException | RuntimeException e) {
        root.close();
        throw e;
      }
      return new ReportStore(root, exports);
    } catch (SQLException | IOException e) {
      throw new ReportStoreException(file + " cannot be opened: " + reason(e), e);
    }
  }

  private static Properties settings(Path directory, Path exports, ReportsConfig config) {
    Properties settings = new Properties();
    settings.setProperty("memory_limit", config.memory().toString());
    settings.setProperty("threads", String.valueOf(config.threads()));
    settings.setProperty("temp_directory", directory.resolve("temp").toAbsolutePath().toString());
    settings.setProperty("preserve_insertion_order", "false");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("allowed_directories", "['" + exports.toString().replace("'", "''") + "/']");
    settings.setProperty("enable_external_access", "false");
    return settings;
  }

  /** The time zone is an extension's, which is there only when the file is open; the rest could not be set later. */
  private static void lockSettings(Connection root) throws SQLException {
    try (Statement statement = root.createStatement()) {
      statement.execute("SET GLOBAL TimeZone = 'UTC'");
      statement.execute("SET GLOBAL lock_configuration = true");
    }
  }

  /** What an end in the middle of an export left. */
  private static void removeFiles(Path directory) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }

  private static String reason(Exception e) {
    String message = Objects.requireNonNullElseGet(e.getMessage(), e::toString);
    if (message.contains("Could not set lock")) {
      return "another process has it open";
    }
    return message.lines().findFirst().orElse(message);
  }

  /** A connection of the caller's own, to be closed. */
  public Connection connection() throws SQLException {
    return root.duplicate();
  }

  /** Where queries may write files; whatever is there goes when the store is opened. */
  public Path exports() {
    return exports;
  }

  /** What is committed is safe without it; afterwards the file is whole without its log. */
  @Override
  public void close() throws SQLException {
    root.close();
  }
}
