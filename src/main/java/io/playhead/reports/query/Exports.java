package io.playhead.reports.query;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table, or the rows of a query, to a file. The database does, and of tables and sessions it holds only some rows at a time, so
 * that these may be of any number.
 */
public final class Exports {
  private static final String SESSIONS = "sessions";

  /** The tables, each with the moment that a period is about. */
  private static final Map<String, String> TABLES = new TreeMap<>(Map.of(SESSIONS, "started", "ads", "started",
      "chapters", "started", "states", "started", "errors", "started", "live", "minute"));

  /** Those whose rows have the customer's own keys and values. */
  private static final Set<String> WITH_METADATA = Set.of(SESSIONS, "ads");

  private final Connections connections;
  private final Path directory;
  private final SessionQueries sessions;
  private final Map<String, Answerer> queries;

  /**
   * Makes it.
   *
   * @param directory for the files
   * @param rows of the same store; answers are had from it as the query API gives them, in its time
   * @param maxRows the most rows of an answer but of sessions
   */
  public Exports(Connections connections, Path directory, Rows rows, int maxRows) {
    this.connections = connections;
    this.directory = directory;
    this.sessions = new SessionQueries(rows);
    Sheets sheets = new Sheets(rows, maxRows);
    this.queries = new TreeMap<>(Map.of("summary", sheets::summary, "timeseries", sheets::timeSeries, "breakdown",
        sheets::breakdown, "retention", sheets::retention, "distribution", sheets::distribution, "errors",
        sheets::errors, "rejected", sheets::rejected));
  }

  /** Answers a question by rows. */
  @FunctionalInterface
  private interface Answerer {
    Sheet answer(Question question) throws BadQueryException;
  }

  /** Gives the query of the rows; may load them first. */
  @FunctionalInterface
  private interface Source {
    Sql select(DuckDBConnection connection) throws SQLException;
  }

  /**
   * A file that was written; whoever asked for it deletes it.
   *
   * @param name what it is called when it is kept
   */
  public record Written(Path file, FileFormat format, String name) {}

  /** Whether the rows of that query are an answer, had in a query's time; else, and of tables, they may be of any number. */
  public boolean isAnswer(@Nullable String query) {
    return query != null && queries.containsKey(query);
  }

  /**
   * Parameters: {@code format}, and {@code table} with those of a period, or {@code query} with those of that query.
   *
   * @throws CancellationException if the writing is cancelled
   */
  public Written write(Question question, Writing writing) throws BadQueryException, SQLException {
    writing.requireWanted();
    FileFormat format = FileFormat.named(question.one("format").orElse(FileFormat.CSV.suffix()));
    Optional<String> table = question.one("table");
    Optional<String> query = question.one("query");
    if (table.isPresent() == query.isPresent()) {
      throw new BadQueryException("table: say either a table or a query, and not both");
    }
    Question rest = question.without("format", "table", "query");
    String name = table.or(() -> query).orElseThrow();
    Source rows = table.isPresent() ? table(name, rest) : query(name, rest);
    Source source = format == FileFormat.CSV && WITH_METADATA.contains(name) ? withMetadataAsJson(rows) : rows;
    return new Written(copy(source, format, writing), format, name + "." + format.suffix());
  }

  /** In a cell of text the database writes a map as {@code {key=value}}, which nothing else reads. */
  private static Source withMetadataAsJson(Source rows) {
    return connection -> new Sql("SELECT * REPLACE (to_json(metadata) AS metadata) FROM (").add(rows.select(connection))
        .add(")");
  }

  private static Source table(String name, Question question) throws BadQueryException {
    String moment = TABLES.get(name);
    if (moment == null) {
      throw new BadQueryException("table: \"" + name + "\" is none of " + String.join(", ", TABLES.keySet()));
    }
    Period period = question.allowPeriodAnd().orElse("from", "1970-01-01").orElse("to", "9999-12-31").period();
    Sql sql = new Sql("SELECT * FROM " + name + " WHERE " + moment + " >= ? AND " + moment + " < ?", period.from(),
        period.to());
    return connection -> sql;
  }

  private Source query(String name, Question question) throws BadQueryException {
    if (name.equals(SESSIONS)) {
      Sql sql = sessions.all(question);
      return connection -> sql;
    }
    Answerer query = queries.get(name);
    if (query == null) {
      throw new BadQueryException("query: \"" + name + "\" is none of " + String.join(", ", queries.keySet()) + ", "
          + SESSIONS);
    }
    return query.answer(question)::load;
  }

  private Path copy(Source source, FileFormat format, Writing writing) throws SQLException {
    Path file = directory.resolve(UUID.randomUUID() + "." + format.suffix());
    try (DuckDBConnection connection = (DuckDBConnection) connections.open()) {
      Sql sql = new Sql("COPY (").add(source.select(connection))
          .add(") TO '" + file.toString().replace("'", "''") + "' (" + format.options() + ")");
      try (PreparedStatement statement = sql.prepare(connection)) {
        writing.execute(statement);
      }
    } catch (SQLException | RuntimeException e) {
      file.toFile().delete();
      throw e;
    }
    return file;
  }
}
