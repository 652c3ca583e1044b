package io.playhead.aggregator;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Sees threads of Kafka Streams that hang, by the time since each last asked Kafka for records. By then the group has long taken the
 * thread's partitions from it ({@code max.poll.interval.ms}), and only a new process gives them back to this machine.
 *
 * <p>RocksDB can hang for ever when its disk was full: its recovery waits for a write that waits for the recovery.
 */
final class PollWatch {
  static final Duration HANGS_AFTER = Duration.ofMinutes(10);

  private static final String SINCE_LAST_POLL = "last-poll-seconds-ago";
  /** Not the consumers that restore state: they rest when all is restored. */
  private static final Pattern CONSUMER_OF_A_THREAD = Pattern.compile(".*-StreamThread-\\d+-consumer");

  private final Supplier<? extends Map<MetricName, ? extends Metric>> metrics;

  /**
   * A watch on those threads.
   *
   * @param metrics the metrics of Kafka Streams
   */
  PollWatch(Supplier<? extends Map<MetricName, ? extends Metric>> metrics) {
    this.metrics = metrics;
  }

  /** Whether any thread hangs. */
  boolean seesOneHang() {
    return metrics.get().values().stream().anyMatch(PollWatch::hangs);
  }

  private static boolean hangs(Metric metric) {
    MetricName name = metric.metricName();
    return name.name().equals(SINCE_LAST_POLL)
        && CONSUMER_OF_A_THREAD.matcher(name.tags().getOrDefault("client-id", "")).matches()
        && metric.metricValue() instanceof Number seconds && seconds.doubleValue() > HANGS_AFTER.toSeconds();
  }
}
