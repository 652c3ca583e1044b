package io.playhead.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.playhead.dev.EmbeddedBroker;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code GET /sessions/{sid}} on the management ports of two aggregators. */
@ExtendWith(KafkaExtension.class)
class LiveSessionsTest {
  private static final int SESSIONS = 12;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static TestTopics topics;
  private static TestAggregator first;
  private static TestAggregator second;

  @BeforeAll
  static void start(TestKafka kafka) throws Exception {
    topics = new TestTopics(kafka);
    first = TestAggregator.start(topics.assignments("a", "management.port=" + EmbeddedBroker.freePort()));
    second = TestAggregator.start(topics.assignments("b", "management.port=" + EmbeddedBroker.freePort()));
    TestTopics.await(() -> first.partitions() == 2 && second.partitions() == 2);
    for (int session = 0; session < SESSIONS; session++) {
      String sid = Bodies.sid(session);
      topics.append(sid, "sessionStart", Bodies.sessionStart(0));
      topics.append(sid, "play", Bodies.event("play", 1, 0));
      topics.append(sid, "adBreakStart", Bodies.adBreakStart(11, 10, 1));
      topics.append(sid, "adStart", Bodies.adStart(11, 10, "ad-1"));
    }
    topics.tickUntil(() -> everySessionIsFound() && topics.reports().size() == 2 * SESSIONS);
  }

  @AfterAll
  static void stop() throws Exception {
    second.stop();
    first.stop();
    topics.close();
  }

  @Test
  void anOpenSessionIsShownAsItStands() throws Exception {
    JsonNode session = new JsonMapper().readTree(follow(get(first, Bodies.sid(1))).body());

    assertThat(session.path("sid").asText()).isEqualTo(Bodies.sid(1));
    assertThat(session.at("/sessionDetails/timePlayed").asDouble()).isEqualTo(10);
    assertThat(session.at("/sessionDetails/adCount").asInt()).isEqualTo(1);
  }

  @Test
  void anotherInstancesSessionIsRedirectedThere() throws Exception {
    Set<Integer> statuses = new TreeSet<>();
    for (int session = 0; session < SESSIONS; session++) {
      HttpResponse<String> answer = get(first, Bodies.sid(session));
      statuses.add(answer.statusCode());
      if (answer.statusCode() == 307) {
        assertThat(answer.headers().firstValue("Location"))
            .contains("http://127.0.0.1:" + second.port() + "/sessions/" + Bodies.sid(session));
      }
      assertThat(follow(answer).statusCode()).isEqualTo(200);
    }
    assertThat(statuses).containsExactly(200, 307);
  }

  @Test
  void whatIsNoSessionIdIsNotFound() throws Exception {
    for (String text : List.of("nonsense", "%0d%0aX-Injected:%201", "A".repeat(64))) {
      assertThat(get(first, text).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aSessionThatIsNotOpenIsNotFound() throws Exception {
    HttpResponse<String> answer = follow(get(first, Bodies.sid(4_711)));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).isEqualTo("{\"status\":404,\"message\":\"no open session has that id\"}");
  }

  @Test
  void beforeItRunsNothingCanBeTold() throws Exception {
    TestAggregator waiting = TestAggregator.prepare(topics.assignments("c"));

    assertThat(get(waiting, Bodies.sid(1)).statusCode()).isEqualTo(503);
    assertThat(waiting.isReady()).isFalse();
    waiting.stop();
  }

  private static boolean everySessionIsFound() throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (int session = 0; session < SESSIONS; session++) {
      statuses.add(follow(get(first, Bodies.sid(session))).statusCode());
    }
    return statuses.stream().allMatch(status -> status == 200);
  }

  private static HttpResponse<String> get(TestAggregator aggregator, String sid) throws Exception {
    return get(URI.create("http://127.0.0.1:" + aggregator.port() + "/sessions/" + sid));
  }

  private static HttpResponse<String> follow(HttpResponse<String> answer) throws Exception {
    return answer.statusCode() == 307
        ? get(URI.create(answer.headers().firstValue("Location").orElseThrow()))
        : answer;
  }

  private static HttpResponse<String> get(URI uri) throws Exception {
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
