package io.playhead.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollWatchTest {
  @ParameterizedTest
  @CsvSource({"last-poll-seconds-ago, app-1-StreamThread-2-consumer, 600, false",
    "last-poll-seconds-ago, app-1-StreamThread-2-consumer, 601, true",
    "last-poll-seconds-ago, app-1-StreamThread-2-consumer, -1, false",
    "last-poll-seconds-ago, app-1-StateUpdater-1-restore-consumer, 9000, false",
    "last-heartbeat-seconds-ago, app-1-StreamThread-2-consumer, 601, false"})
  void aThreadHangsThatHasNotPolledForTenMinutes(String metric, String client, double seconds, boolean hangs) {
    MetricName name = new MetricName(metric, "consumer-metrics", "", Map.of("client-id", client));

    assertThat(new PollWatch(() -> Map.of(name, new Value(name, seconds))).seesOneHang()).isEqualTo(hangs);
  }

  private record Value(MetricName metricName, Object metricValue) implements Metric {}
}
