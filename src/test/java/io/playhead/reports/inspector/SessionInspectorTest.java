package io.playhead.reports.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.playhead.eventlog.EventId;
import io.playhead.eventlog.EventMarks;
import io.playhead.eventlog.RecordHeaders;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the inspector tells of a session in a real log. Seconds are those of append timestamps, and of the device's clock. */
@ExtendWith(KafkaExtension.class)
class SessionInspectorTest {
  private static final long ORIGIN = 1_700_000_000_000L;
  private static final String SID = "5e".repeat(32);
  private static final String OTHER = "0a".repeat(32);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String bootstrapServers;
  private final String topic;
  private KafkaProducer<byte[], byte[]> producer;

  SessionInspectorTest(TestKafka kafka) {
    bootstrapServers = kafka.bootstrapServers();
    topic = kafka.uniquePrefix() + "events";
  }

  @BeforeEach
  void makeTheLog() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      NewTopic log = new NewTopic(topic, 1, (short) 1).configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
      admin.createTopics(List.of(log)).all().get();
    }
    producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    producer.close();
  }

  private long append(double second, String key, String type, String body, Optional<EventId> id) throws Exception {
    ProducerRecord<byte[], byte[]> entry = new ProducerRecord<>(topic, 0, ORIGIN + Math.round(second * 1000),
        key.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8));
    entry.headers().add(RecordHeaders.header(RecordHeaders.TYPE, type));
    id.map(EventId::toHeader).ifPresent(entry.headers()::add);
    return producer.send(entry).get().offset();
  }

  /** Appends rows such as {@code 22/0 play}, each when it happens, and ticks between them. */
  private long play(String sid, String... rows) throws Exception {
    long offset = -1;
    double last = 0;
    for (String row : rows) {
      String[] parts = row.split("[/ ]", 3);
      double second = Double.parseDouble(parts[0]);
      ticks(last, second);
      offset = append(Math.max(second, last), sid, parts[2], body(parts[2], second, parts[1]), Optional.empty());
      last = Math.max(second, last);
    }
    return offset;
  }

  private long ticks(double after, double before) throws Exception {
    long offset = -1;
    for (double second = after + 1; second < before; second++) {
      offset = append(second, OTHER, RecordHeaders.TICK, "", Optional.empty());
    }
    return offset;
  }

  private static String body(String type, double second, String playhead) {
    String params = switch (type) {
      case "sessionStart" -> ",\"params\":{\"media.id\":\"film\",\"media.length\":60.333}";
      case "adBreakStart" -> ",\"params\":{\"media.ad.podIndex\":0,\"media.ad.podSecond\":0}";
      case "adStart" -> ",\"params\":{\"media.ad.id\":\"ad\",\"media.ad.length\":15,\"media.ad.podPosition\":1,"
          + "\"media.ad.playerName\":\"p\"}";
      default -> "";
    };
    return "{\"eventType\":\"%s\",\"playerTime\":{\"ts\":%d,\"playhead\":%s}%s}".formatted(type,
        ORIGIN + Math.round(second * 1000), playhead, params);
  }

  private JsonNode inspect(long first, OptionalLong last) {
    return inspector(100_000).inspect(SID, 0, first, last);
  }

  private SessionInspector inspector(long maxRecords) {
    return new SessionInspector(Map.of("bootstrap.servers", bootstrapServers), topic, maxRecords, PATIENCE);
  }

  private static List<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }

  private static List<String> verdicts(JsonNode answer) {
    return elements(answer.path("events")).stream()
        .map(event -> event.path("type").asText() + " " + event.path("verdict").asText()).toList();
  }

  @Test
  void everyEventOfTheWorkedExampleIsApplied() throws Exception {
    play(OTHER, "0/0 sessionStart");
    long first = play(SID, "0/0 sessionStart");
    play(SID, "0/0 adBreakStart", "0/0 adStart", "15/0 adComplete", "15/0 adStart", "20/0 ping", "22/0 adComplete",
        "22/0 adBreakComplete", "22/0 play", "30/8 ping", "33/11 bufferStart", "36/11 play", "40/15 ping",
        "46/21 adBreakStart", "46/21 adStart", "50/21 ping", "54/21 adComplete", "54/21 adBreakComplete", "60/27 ping",
        "64/31 pauseStart", "70/31 ping", "74/31 play", "80/37 ping", "88/45 sessionComplete");
    long last = ticks(88, 150);

    JsonNode answer = inspect(first, OptionalLong.of(last));

    assertThat(answer.path("complete").asBoolean()).isTrue();
    assertThat(answer.path("stopped").isNull()).isTrue();
    assertThat(answer.path("log").toString()).isEqualTo("{\"partition\":0,\"firstOffset\":%d,\"lastOffset\":%d}"
        .formatted(first, last));
    assertThat(elements(answer.path("events"))).hasSize(24)
        .allSatisfy(event -> assertThat(event.path("verdict").asText()).isEqualTo("applied"));
    assertThat(elements(answer.path("events"))).extracting(event -> event.path("playStateAfter").asText(),
        event -> event.path("inAdBreak").asBoolean(), event -> event.path("ad").asText(null))
        .startsWith(tuple("starting", false, null), tuple("starting", true, null), tuple("playing", true, "ad"))
        .endsWith(tuple("playing", false, null));
    assertThat(elements(answer.path("reports"))).extracting(report -> report.path("type").asText())
        .containsExactly("sessionStart", "adStart", "adClose", "adStart", "adClose", "adStart", "adClose",
            "sessionClose");
    JsonNode close = answer.path("reports").path(7);
    assertThat(close.at("/sessionDetails/timePlayed").asInt()).isEqualTo(45);
    assertThat(close.at("/log/firstOffset").asLong()).isEqualTo(first);
  }

  @Test
  void anEventIsToldAsItCameAndWhereItLeftTheSession() throws Exception {
    long first = play(SID, "0/0 sessionStart");
    play(SID, "2.5/1.25 play");
    ticks(2.5, 9);

    assertThat(inspect(first, OptionalLong.empty()).path("events").path(1).toString()).isEqualTo("""
        {"offset":%d,"loggedAt":%d,"logTime":2500,"ts":%d,"type":"play","playhead":1.250,"verdict":"applied",\
        "playStateAfter":"playing","inAdBreak":false,"ad":null,"chapter":null,"clock":%d,"raw":%s}"""
        .formatted(first + 3, ORIGIN + 2_500, ORIGIN + 2_500, ORIGIN + 2_500, body("play", 2.5, "1.25")));
  }

  @Test
  void inAnOpenSessionTheLastEventsWait() throws Exception {
    long first = play(SID, "0/0 sessionStart");
    play(SID, "1/0 play", "11/10 ping", "12/11 pauseStart");

    JsonNode answer = inspect(first, OptionalLong.empty());

    assertThat(verdicts(answer)).containsExactly("sessionStart applied", "play applied", "ping waiting",
        "pauseStart waiting");
    assertThat(elements(answer.path("reports"))).hasSize(1);
  }

  @Test
  void lateSupersededRepeatedAndUnreadableRecordsAreNamed() throws Exception {
    Optional<EventId> id = Optional.of(new EventId(7, 1));
    long first = play(SID, "0/0 sessionStart");
    append(1, SID, "play", body("play", 1, "0"), id);
    append(2, SID, "play", body("play", 1, "0"), id);
    append(3, SID, "ping", "rubbish", Optional.empty());
    ticks(3, 10);
    append(10, SID, "pauseStart", body("pauseStart", 10, "9"), Optional.empty());
    ticks(10, 18);
    append(18, SID, "play", body("play", 5, "4"), Optional.empty());
    append(18, SID, "error", body("error", 6, "4"), Optional.empty());
    append(18, SID, "sessionStart", body("sessionStart", 18, "4"), Optional.empty());
    ticks(18, 26);

    JsonNode answer = inspect(first, OptionalLong.empty());

    assertThat(verdicts(answer)).containsExactly("sessionStart applied", "play applied", " ignored", " ignored",
        "pauseStart applied", "play superseded", "error late", " ignored");
    assertThat(answer.path("events").path(3).path("raw").asText()).isEqualTo("rubbish");
  }

  @Test
  void anEventBelowTheMarkOfItsGatewaysRunIsARepeatAsForTheAggregator() throws Exception {
    long first = play(SID, "0/0 sessionStart");
    append(1, SID, "play", body("play", 1, "0"), Optional.of(new EventId(7, 5)));
    append(2, SID, "ping", body("ping", 2, "1"), Optional.of(new EventId(7, 4)));
    ticks(2, 10);

    JsonNode answer = inspect(first, OptionalLong.empty());

    assertThat(verdicts(answer)).containsExactly("sessionStart applied", "play applied", " ignored");
    assertThat(answer.path("events").path(2).path("why").asText()).startsWith("a repeat");
  }

  @Test
  void aRepeatOfARunThatTheAggregatorHasForgottenIsNone() throws Exception {
    long first = play(SID, "0/0 sessionStart");
    append(1, SID, "play", body("play", 1, "0"), Optional.of(new EventId(0, 1)));
    for (int run = 1; run <= EventMarks.MOST_RUNS; run++) {
      append(1, SID, "ping", body("ping", 1, "0"), Optional.of(new EventId(run, 1)));
    }
    append(2, SID, "play", body("play", 1, "0"), Optional.of(new EventId(0, 1)));
    ticks(2, 10);

    List<JsonNode> events = elements(inspect(first, OptionalLong.empty()).path("events"));

    assertThat(events.getLast().path("type").asText()).isEqualTo("play");
    assertThat(events.getLast().path("why").asText()).doesNotStartWith("a repeat");
  }

  @Test
  void whatComesAfterTheCloseFindsNoOpenSession() throws Exception {
    long first = play(SID, "0/0 sessionStart");
    play(SID, "1/0 sessionEnd", "8/0 ping");

    assertThat(verdicts(inspect(first, OptionalLong.empty()))).containsExactly("sessionStart applied",
        "sessionEnd applied", "ping not-open");
  }

  @Test
  void aDownloadedSessionIsOneRecord() throws Exception {
    String batch = "[" + body("sessionStart", 0, "0") + "," + body("play", 1, "0") + "," + body("sessionEnd", 9, "8")
        + "," + body("ping", 10, "9") + "]";
    long offset = append(100, SID, RecordHeaders.DOWNLOADED, batch, Optional.empty());

    JsonNode answer = inspect(offset, OptionalLong.of(offset));

    assertThat(verdicts(answer)).containsExactly("sessionStart applied", "play applied", "sessionEnd applied",
        "ping ignored");
    assertThat(answer.path("events").path(1).path("raw").toString()).isEqualTo(body("play", 1, "0"));
    assertThat(elements(answer.path("reports"))).extracting(report -> report.path("type").asText())
        .containsExactly("sessionStart", "sessionClose");
  }

  @Test
  void itStopsAtTheCapOnRecordsAndSaysSo() throws Exception {
    long first = play(SID, "0/0 sessionStart");
    play(SID, "1/0 play", "8/7 ping");

    JsonNode answer = inspector(3).inspect(SID, 0, first, OptionalLong.empty());

    assertThat(answer.path("complete").asBoolean()).isFalse();
    assertThat(answer.path("stopped").asText()).isEqualTo("after 3 records, at offset " + (first + 3));
    assertThat(verdicts(answer)).containsExactly("sessionStart applied", "play waiting");
  }

  @Test
  void aRangeThatTheLogNoLongerHasIsNotToldInPart() throws Exception {
    long first = play(SID, "0/0 sessionStart");
    long last = play(SID, "1/0 play");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.deleteRecords(Map.of(new TopicPartition(topic, 0),
          RecordsToDelete.beforeOffset(last))).all().get();
    }

    JsonNode answer = inspect(first, OptionalLong.empty());

    assertThat(answer.path("stopped").asText()).contains("no longer has the session's first record");
    assertThat(elements(answer.path("events"))).isEmpty();
  }
}
