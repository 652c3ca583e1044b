package io.playhead.reports.store;

import java.util.Locale;

/** The tables that records become rows of, and by which of their moments rows grow old. */
enum Table {
  SESSIONS("started"),
  OPEN_SESSIONS("started"),
  ADS("started"),
  CHAPTERS("started"),
  STATES("started"),
  ERRORS("started"),
  LIVE("minute"),
  REJECTED("\"at\"");

  private final String moment;

  Table(String moment) {
    this.moment = moment;
  }

  /** Its name in SQL. */
  String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The column that tells how old a row is, as SQL. */
  String moment() {
    return moment;
  }
}
