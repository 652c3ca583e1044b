package io.playhead.reports.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A piece of SQL with the parameters it needs, in their order. Grows; not thread-safe. */
final class Sql {
  private final StringBuilder text = new StringBuilder();
  private final List<Object> parameters = new ArrayList<>();

  Sql(String text, Object... parameters) {
    add(text, parameters);
  }

  Sql add(String text, Object... parameters) {
    this.text.append(text);
    this.parameters.addAll(Arrays.asList(parameters));
    return this;
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  Sql add(Sql other) {
    text.append(other.text);
    parameters.addAll(other.parameters);
    return this;
  }

  /** Prepares it with its parameters; an {@link Instant} becomes a TIMESTAMP in UTC. */
  PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text.toString());
    for (int i = 0; i < parameters.size(); i++) {
      statement.setObject(i + 1, parameters.get(i) instanceof Instant moment
          ? LocalDateTime.ofInstant(moment, ZoneOffset.UTC)
          : parameters.get(i));
    }
    return statement;
  }
}
