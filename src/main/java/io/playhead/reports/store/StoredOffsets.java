package io.playhead.reports.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where the store says that reading goes on. */
final class StoredOffsets {
  private StoredOffsets() {}

  static Map<TopicPartition, Long> read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT topic, logPartition, nextOffset FROM offsets")) {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      while (row.next()) {
        offsets.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3));
      }
      return offsets;
    }
  }
}
