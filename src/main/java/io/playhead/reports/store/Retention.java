package io.playhead.reports.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes rows that are older than they may be; their space is used again.
 *
 * @param age how old rows may be, by when their session was started
 */
record Retention(Duration age) {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /** Removes what is too old at that time, in the connection's transaction. */
  void apply(Connection connection, Instant now) throws SQLException {
    LocalDateTime oldest = LocalDateTime.ofInstant(now.minus(age), ZoneOffset.UTC);
    for (Table table : Table.values()) {
      try (PreparedStatement delete = connection
          .prepareStatement("DELETE FROM " + table.sqlName() + " WHERE " + table.moment() + " < ?")) {
        delete.setObject(1, oldest);
        int removed = delete.executeUpdate();
        if (removed > 0) {
          LOG.info("Removed {} rows of {} from before {}", removed, table.sqlName(), oldest);
        }
      }
    }
  }
}
