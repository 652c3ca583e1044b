package io.playhead.reports.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBAppender;

/**
 * The types of columns: what a JSON value becomes in them. A value that is out of range becomes the nearest that is in it, one of
 * another kind is nothing: no report is lost for a strange number.
 */
enum ColumnType {
  TEXT {
    @Override
    Object value(JsonNode json) {
      return json.isContainerNode() ? json.toString() : json.asText();
    }

    @Override
    void append(DuckDBAppender appender, Object value) throws SQLException {
      appender.append((String) value);
    }
  },
  /** Milliseconds since the epoch. */
  MOMENT {
    @Override
    Object value(JsonNode json) {
      return json.isNumber() ? MICROS_PER_MILLI * clamped(Math.round(json.doubleValue()), LAST_MOMENT) : NOTHING;
    }

    @Override
    void append(DuckDBAppender appender, Object value) throws SQLException {
      appender.appendEpochMicros((Long) value);
    }
  },
  /** With three decimals. */
  SECONDS {
    @Override
    Object value(JsonNode json) {
      return json.isNumber() ? unscaled(json, 1e3) : NOTHING;
    }

    @Override
    void append(DuckDBAppender appender, Object value) throws SQLException {
      appender.appendDecimal((Long) value);
    }
  },
  /** With six decimals. */
  RATIO {
    @Override
    Object value(JsonNode json) {
      return json.isNumber() ? unscaled(json, 1e6) : NOTHING;
    }

    @Override
    void append(DuckDBAppender appender, Object value) throws SQLException {
      appender.appendDecimal((Long) value);
    }
  },
  COUNT {
    @Override
    Object value(JsonNode json) {
      if (!json.isNumber()) {
        return NOTHING;
      }
      return json.canConvertToExactIntegral() && json.canConvertToLong()
          ? (Object) json.longValue()
          : Math.round(json.doubleValue());
    }

    @Override
    Optional<Object> valueOfNothing() {
      return Optional.of(0L);
    }

    @Override
    void append(DuckDBAppender appender, Object value) throws SQLException {
      appender.append((long) (Long) value);
    }
  },
  PARTITION {
    @Override
    Object value(JsonNode json) {
      return json.canConvertToInt() ? json.intValue() : NOTHING;
    }

    @Override
    void append(DuckDBAppender appender, Object value) throws SQLException {
      appender.append((int) (Integer) value);
    }
  },
  REAL {
    @Override
    Object value(JsonNode json) {
      return json.isNumber() && Double.isFinite(json.doubleValue()) ? json.doubleValue() : NOTHING;
    }

    @Override
    void append(DuckDBAppender appender, Object value) throws SQLException {
      appender.append((double) (Double) value);
    }
  },
  FLAG {
    @Override
    Object value(JsonNode json) {
      return json.isBoolean() ? json.booleanValue() : NOTHING;
    }

    @Override
    Optional<Object> valueOfNothing() {
      return Optional.of(false);
    }

    @Override
    void append(DuckDBAppender appender, Object value) throws SQLException {
      appender.append((boolean) (Boolean) value);
    }
  },
  /** Shares in per cent, in an array. */
  MARKS {
    @Override
    Object value(JsonNode json) {
      List<Byte> marks = new ArrayList<>(json.size());
      json.forEach(mark -> marks.add((byte) clamped(mark.intValue(), Byte.MAX_VALUE)));
      return json.isArray() ? marks : NOTHING;
    }

    @Override
    void append(DuckDBAppender appender, Object value) throws SQLException {
      appender.append((List<?>) value);
    }
  },
  /** Texts by key. */
  METADATA {
    @Override
    Object value(JsonNode json) {
      Map<String, String> metadata = new LinkedHashMap<>();
      json.properties().forEach(entry -> metadata.put(entry.getKey(), (String) TEXT.value(entry.getValue())));
      return metadata.isEmpty() ? NOTHING : metadata;
    }

    @Override
    void append(DuckDBAppender appender, Object value) throws SQLException {
      appender.append((Map<?, ?>) value);
    }
  };

  /** Stands for NULL. */
  static final Object NOTHING = new Object();

  private static final long MICROS_PER_MILLI = 1000;
  /** In the year 33658; the times of devices are no later. */
  private static final long LAST_MOMENT = 1_000_000_000_000_000L;
  private static final long LARGEST_DECIMAL = 999_999_999_999_999_999L;

  /** What a JSON value that is there becomes; {@link #NOTHING} if it is of another kind. */
  abstract Object value(JsonNode json);

  abstract void append(DuckDBAppender appender, Object value) throws SQLException;

  /** What a column that takes no NULL has if there is no value. */
  Optional<Object> valueOfNothing() {
    return Optional.empty();
  }

  /** The type with that name in the database. */
  static ColumnType of(String sqlName) {
    return switch (sqlName) {
      case "VARCHAR" -> TEXT;
      case "TIMESTAMP" -> MOMENT;
      case "DECIMAL(18,3)" -> SECONDS;
      case "DECIMAL(18,6)" -> RATIO;
      case "BIGINT" -> COUNT;
      case "INTEGER" -> PARTITION;
      case "DOUBLE" -> REAL;
      case "BOOLEAN" -> FLAG;
      case "TINYINT[]" -> MARKS;
      case "MAP(VARCHAR, VARCHAR)" -> METADATA;
      default -> throw new IllegalArgumentException("no values are made for a column of type " + sqlName);
    };
  }

  private static long unscaled(JsonNode json, double scale) {
    return clamped(Math.round(json.doubleValue() * scale), LARGEST_DECIMAL);
  }

  private static long clamped(long value, long most) {
    return Math.clamp(value, -most, most);
  }
}
