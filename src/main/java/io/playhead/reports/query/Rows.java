package io.playhead.reports.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks the store, within a limit of time. Thread-safe: each question has a connection of its own. */
public final class Rows {
  private static final int DECIMALS = 6;

  private final Connections connections;
  private final Duration timeout;

  /**
   * Makes it.
   *
   * @param timeout after which a question is given up, whole seconds
   */
  public Rows(Connections connections, Duration timeout) {
    this.connections = connections;
    this.timeout = timeout;
  }

  /** Makes something of a row. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Makes something of each row.
   *
   * @throws QueryTimeoutException if it takes too long
   */
  <T> List<T> of(Sql sql, Reader<T> reader) {
    try (Connection connection = connections.open();
        PreparedStatement statement = sql.prepare(connection)) {
      statement.setQueryTimeout((int) Math.max(1, timeout.toSeconds()));
      try (ResultSet rows = statement.executeQuery()) {
        List<T> all = new ArrayList<>();
        while (rows.next()) {
          all.add(reader.read(rows));
        }
        return all;
      }
    } catch (SQLTimeoutException e) {
      throw new QueryTimeoutException(timeout);
    } catch (SQLException e) {
      throw new IllegalStateException("the report store failed", e);
    }
  }

  /** A number as it is written: whole ones as such, others with at most six decimals. */
  static @Nullable Number number(ResultSet row, int column) throws SQLException {
    return switch (row.getObject(column)) {
      case null -> null;
      case BigDecimal decimal -> plain(decimal);
      case Double real when real.isNaN() || real.isInfinite() -> null;
      case Double real -> plain(real);
      case Number whole -> plain(new BigDecimal(whole.toString()));
      default -> throw new IllegalStateException("column " + column + " is no number");
    };
  }

  /** A moment as {@code 2026-11-22T10:00:00Z}. */
  static @Nullable String moment(ResultSet row, int column) throws SQLException {
    LocalDateTime time = row.getObject(column, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC).toString();
  }

  /** A text. */
  static String text(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNull(row.getString(column));
  }

  /** Any value of a row in the form it has in JSON. */
  static @Nullable Object value(ResultSet row, int column) throws SQLException {
    return switch (row.getObject(column)) {
      case null -> null;
      case Timestamp time -> moment(row, column);
      case Number number -> number(row, column);
      case Boolean flag -> flag;
      case java.sql.Array array -> List.of((Object[]) array.getArray());
      case java.util.Map<?, ?> map -> map;
      case Object other -> other.toString();
    };
  }

  /** A finite number as it is written. */
  static Number plain(double real) {
    return plain(BigDecimal.valueOf(real).setScale(DECIMALS, RoundingMode.HALF_UP));
  }

  private static Number plain(BigDecimal decimal) {
    BigDecimal stripped = decimal.stripTrailingZeros();
    return stripped.scale() <= 0 ? stripped.toBigInteger() : stripped;
  }
}
