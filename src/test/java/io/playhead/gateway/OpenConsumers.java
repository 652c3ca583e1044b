package io.playhead.gateway;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/** Counts the Kafka clients that have it as {@code metric.reporters}. Kafka makes it by its name, hence the static state. */
public final class OpenConsumers implements MetricsReporter {
  private static final AtomicInteger OPENED = new AtomicInteger();
  private static final AtomicInteger OPEN = new AtomicInteger();
  private static final AtomicInteger MOST = new AtomicInteger();

  /** How many were ever made. */
  static int opened() {
    return OPENED.get();
  }

  /** How many are not closed. */
  static int open() {
    return OPEN.get();
  }

  /** How many there were at one time at most. */
  static int most() {
    return MOST.get();
  }

  @Override
  public void init(List<KafkaMetric> metrics) {
    OPENED.incrementAndGet();
    MOST.accumulateAndGet(OPEN.incrementAndGet(), Math::max);
  }

  @Override
  public void close() {
    OPEN.decrementAndGet();
  }

  @Override
  public void metricChange(KafkaMetric metric) {}

  @Override
  public void metricRemoval(KafkaMetric metric) {}

  @Override
  public void configure(Map<String, ?> settings) {}
}
