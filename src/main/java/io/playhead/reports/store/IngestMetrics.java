package io.playhead.reports.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What filling the report store counts. */
final class IngestMetrics {
  private final Counter records;
  private final Counter unreadable;
  private final Counter rows;
  private final Counter failures;
  private final Timer commits;
  private final AtomicLong lag = new AtomicLong();

  IngestMetrics(MeterRegistry meters) {
    records = Counter.builder("playhead.reports.ingest.records")
        .description("Records read from Kafka into the report store, committed").register(meters);
    unreadable = Counter.builder("playhead.reports.ingest.unreadable")
        .description("Records passed over because they are not in the form of their topic").register(meters);
    rows = Counter.builder("playhead.reports.ingest.rows")
        .description("Rows that records were made into, committed").register(meters);
    failures = Counter.builder("playhead.reports.ingest.failures")
        .description("Times that filling the report store broke off and began again at the last commit")
        .register(meters);
    commits = Timer.builder("playhead.reports.ingest.transactions")
        .description("Transactions of the report store, from their first record to the end of the commit")
        .register(meters);
    Gauge.builder("playhead.reports.ingest.lag", lag, AtomicLong::get)
        .description("Records of the topics that are not in the report store yet").register(meters);
  }

  void committed(long newRecords, long newRows, Duration taken) {
    records.increment((double) newRecords);
    rows.increment((double) newRows);
    commits.record(taken);
  }

  void passedOver() {
    unreadable.increment();
  }

  void failed() {
    failures.increment();
  }

  void behind(long newLag) {
    lag.set(newLag);
  }

  long lag() {
    return lag.get();
  }
}
