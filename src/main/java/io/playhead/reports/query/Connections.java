package io.playhead.reports.query;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections to the report store come from. */
@FunctionalInterface
public interface Connections {
  /** A connection of the caller's own, to be closed. */
  Connection open() throws SQLException;
}
