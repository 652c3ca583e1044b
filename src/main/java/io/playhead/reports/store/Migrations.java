package io.playhead.reports.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a store to the newest version: each script runs once, in order, in one transaction with the word that it ran. */
final class Migrations {
  /** The first makes version 1, and so on. A script that was released is never changed. */
  private static final List<String> SCRIPTS = List.of("V1__tables.sql", "V2__topics.sql", "V3__live.sql");

  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  private Migrations() {}

  /**
   * Runs what has not run. After an exception the connection is of no use any more.
   *
   * @throws ReportStoreException if the store has a version that is not known here
   */
  static void run(Connection connection) throws SQLException {
    int version = version(connection);
    if (version > SCRIPTS.size()) {
      throw new ReportStoreException("the report store has version " + version + ", and this program knows "
          + SCRIPTS.size() + " at most: run the newer program, or move the file away to have it made again from Kafka");
    }
    for (int next = version + 1; next <= SCRIPTS.size(); next++) {
      migrate(connection, next);
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS versions (version INTEGER NOT NULL, script VARCHAR NOT NULL)");
      try (ResultSet row = statement.executeQuery("SELECT coalesce(max(version), 0) FROM versions")) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static void migrate(Connection connection, int version) throws SQLException {
    String script = SCRIPTS.get(version - 1);
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN TRANSACTION");
      statement.execute(text(script));
      statement.execute("INSERT INTO versions VALUES (" + version + ", '" + script + "')");
      statement.execute("COMMIT");
    }
    LOG.info("The report store is at version {}", version);
  }

  private static String text(String script) {
    try (InputStream in = Migrations.class.getResourceAsStream("/reports/" + script)) {
      if (in == null) {
        throw new IllegalStateException(script + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
