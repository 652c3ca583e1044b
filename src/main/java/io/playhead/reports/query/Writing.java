package io.playhead.reports.query;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The writing of a file, which ends when nobody waits for the file any more. Thread-safe. */
public final class Writing {
  private @Nullable Statement running;
  private boolean cancelled;

  /** Ends it; once it has ended this does nothing. */
  public synchronized void cancel() {
    cancelled = true;
    Statement statement = running;
    if (statement == null) {
      return;
    }
    try {
      statement.cancel();
    } catch (SQLException e) {
      throw new IllegalStateException("the report store failed", e);
    }
  }

  /**
   * Fails if nobody waits any more.
   *
   * @throws CancellationException then
   */
  synchronized void requireWanted() {
    if (cancelled) {
      throw new CancellationException("nobody waits for the file any more");
    }
  }

  /**
   * Runs the statement that writes.
   *
   * @throws CancellationException if it was cancelled
   */
  void execute(PreparedStatement statement) throws SQLException {
    begin(statement);
    try {
      statement.execute();
    } catch (SQLException e) {
      requireWanted();
      throw e;
    } finally {
      end();
    }
  }

  private synchronized void begin(Statement statement) {
    requireWanted();
    running = statement;
  }

  private synchronized void end() {
    running = null;
  }
}
