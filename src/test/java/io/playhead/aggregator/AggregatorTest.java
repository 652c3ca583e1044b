package io.playhead.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.playhead.aggregator.Replay.Output;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One aggregator on a real broker. */
@ExtendWith(KafkaExtension.class)
class AggregatorTest {
  @Test
  void aSessionGivesItsReports(TestKafka kafka) throws Exception {
    try (TestTopics topics = new TestTopics(kafka)) {
      TestAggregator aggregator = TestAggregator.start(topics.assignments("a"));
      String sid = Bodies.sid(1);
      topics.append(sid, "sessionStart", Bodies.sessionStart(0));
      topics.append(sid, "play", Bodies.event("play", 1, 0));
      topics.append(sid, "ping", Bodies.event("ping", 11, 10));
      topics.append(sid, "sessionEnd", Bodies.event("sessionEnd", 21, 20));

      topics.tickUntil(() -> topics.haveClosed(1));

      List<Output> reports = topics.reports();
      assertThat(reports).extracting(Output::key).containsExactly(sid, sid);
      JsonNode close = new JsonMapper().readTree(reports.getLast().value());
      assertThat(close.at("/sessionDetails/timePlayed").asDouble()).isEqualTo(20);
      assertThat(close.path("loggedAt").asLong()).isEqualTo(reports.getLast().timestamp());
      assertThat(aggregator.isReady()).isTrue();
      assertThat(aggregator.health().live().up()).isTrue();
      assertThat(aggregator.meters().scrape()).contains("playhead_aggregator_sessions_open",
          "playhead_aggregator_lag_seconds{partition=\"0\"}", "playhead_aggregator_state_bytes",
          "kafka_consumer_fetch_manager_records_lag");
      assertThat(aggregator.meters().scrape())
          .containsPattern("kafka_consumer_last_poll_seconds_ago\\{client_id=\"[^\"]*-StreamThread-1-consumer\"");
      aggregator.stop();
    }
  }
}
