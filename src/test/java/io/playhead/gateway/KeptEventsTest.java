package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.eventlog.RecordHeaders;
import io.playhead.eventlog.Topics;
import io.playhead.gateway.TestGateway.Answer;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.playhead.kafka.TopicReader;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was answered 2xx stands in {@code media.events}, as it was sent (design §1). */
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class KeptEventsTest {
  private static TestGateway gateway;

  @BeforeAll
  static void start(Vertx vertx, TestKafka kafka) throws Exception {
    gateway = TestGateway.start(vertx, kafka);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.stop();
  }

  @Test
  void theVeryBytesSentAreKept() throws Exception {
    String odd = "{ \"playerTime\" :\t{\"playhead\":1e1,\"ts\":1699523710000.0 },\r\n \"eventType\":\"\\u0070ing\" ,"
        + "\"customMetadata\":{\"caf\\u00e9\":\"x\"} }";
    String spaced = odd.replace("\"caf\\u00e9\":\"x\"", "\"a.b_C1\":\"\\u00e9\\ud83d\\ude00 é😀\"");
    String sid = gateway.open();

    assertThat(gateway.event(sid, spaced).status()).isEqualTo(204);

    assertThat(gateway.events(sid).get(1).value()).isEqualTo(spaced.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void eventsOfASessionStandInTheOrderTheyWereAnswered() throws Exception {
    String sid = gateway.open();
    for (int second = 1; second <= 50; second++) {
      assertThat(gateway.event(sid, Bodies.event("ping", second)).status()).isEqualTo(204);
    }

    List<String> kept = gateway.events(sid).stream().skip(1).map(TopicReader::value).toList();

    assertThat(kept).isEqualTo(IntStream.rangeClosed(1, 50).mapToObj(second -> Bodies.event("ping", second)).toList());
  }

  @Test
  void theRecordsKeyIsTheSidAndItsPartitionIsTheOneTheHashOfTheSidNames() throws Exception {
    String sid = gateway.open();
    gateway.event(sid, Bodies.ping());

    assertThat(gateway.events(sid)).hasSize(2)
        .allSatisfy(record -> assertThat(record.partition()).isEqualTo(Topics.partition(record.key(), 4)));
  }

  @Test
  void theTypeIsAHeaderAndTheFirstRecordAlsoNamesTheUserAgent() throws Exception {
    Answer started = gateway.post("/api/v1/sessions", Bodies.SESSION_START, "User-Agent", "Player/1.0 (TV)");
    gateway.event(started.sid(), Bodies.ping());

    List<ConsumerRecord<byte[], byte[]>> kept = gateway.events(started.sid());
    assertThat(kept).extracting(record -> TopicReader.header(record, RecordHeaders.TYPE))
        .containsExactly("sessionStart", "ping");
    assertThat(kept).extracting(record -> TopicReader.header(record, RecordHeaders.USER_AGENT))
        .containsExactly("Player/1.0 (TV)", null);
    assertThat(kept).extracting(record -> TopicReader.header(record, RecordHeaders.ADDRESS)).containsOnlyNulls();
  }

  @Test
  void anOfflineSessionIsOneRecord() throws Exception {
    String batch = Bodies.batch(3);
    for (String path : List.of("/api/v1/downloaded", "/api/v1/sessions")) {
      Answer answer = gateway.post(path, batch);

      assertThat(answer.status()).isEqualTo(201);
      List<ConsumerRecord<byte[], byte[]>> kept = gateway.events(answer.sid());
      assertThat(kept).hasSize(1);
      assertThat(TopicReader.value(kept.get(0))).isEqualTo(batch);
      assertThat(TopicReader.header(kept.get(0), RecordHeaders.TYPE)).isEqualTo("downloaded");
    }
  }

  @Test
  void appendTimesAreTheBrokersOwn() throws Exception {
    long before = System.currentTimeMillis();
    ConsumerRecord<byte[], byte[]> kept = gateway.events(gateway.open()).get(0);

    assertThat(kept.timestampType().name).isEqualTo("LogAppendTime");
    assertThat(kept.timestamp()).isBetween(before, System.currentTimeMillis());
  }
}
