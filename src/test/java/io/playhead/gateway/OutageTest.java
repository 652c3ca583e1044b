package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.dev.EmbeddedBroker;
import io.playhead.gateway.TestGateway.Answer;
import io.playhead.kafka.TopicReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A broker that stops and comes back, and no spool (design §4): refusals in time, bounded memory, recovery without a restart. */
@Isolated("it weighs the heap")
@ExtendWith(VertxExtension.class)
class OutageTest {
  private static final int BURST = 3_000;
  private static final int BURSTS = 5;
  /** 15,000 refused events with their requests would hold several times that. */
  private static final long HEAP_TOLERANCE = 48L << 20;

  @TempDir
  private Path data;

  @Test
  void aStoppedBrokerMeans503InTimeAndItsReturnMeans204Again(Vertx vertx) throws Exception {
    int port = EmbeddedBroker.freePort();
    EmbeddedBroker broker = EmbeddedBroker.start(port, data);
    TestGateway gateway =
        TestGateway.start(vertx, broker.bootstrapServers(), "outage.", "spool.maxBytes=0B", "gateway.ackTimeout=1s",
            "gateway.maxPendingAppends=500", "gateway.bufferMemory=2MiB");
    String sid = gateway.open();
    Awaitility.await().until(() -> gateway.health().ready().up());

    broker.close();

    // The test's own patience is 20 s; without gateway.ackTimeout Kafka would take two minutes.
    Answer refused = gateway.event(sid, Bodies.event("ping", 1));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.headers().get("Retry-After")).isEqualTo("5");

    // The first burst fills pools that stay; from then on nothing may.
    assertThat(burst(vertx, gateway, sid)).containsOnly(503);
    long heapBefore = usedHeap();
    for (int i = 0; i < BURSTS; i++) {
      assertThat(burst(vertx, gateway, sid)).containsOnly(503);
    }
    assertThat(usedHeap() - heapBefore).isLessThan(HEAP_TOLERANCE);
    double pending = gateway.meters().get("playhead.append.pending").gauge().value();
    assertThat(pending).isLessThanOrEqualTo(500);
    assertThat(gateway.meters().get("playhead.append.failures").tag("reason", "full").counter().count()).isPositive();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !gateway.health().ready().up());
    Awaitility.await().atMost(Duration.ofSeconds(30))
        .until(() -> gateway.meters().get("playhead.inflight").gauge().value() == 0);

    EmbeddedBroker again = EmbeddedBroker.start(port, data);
    try {
      Awaitility.await().atMost(Duration.ofSeconds(30))
          .until(() -> gateway.event(sid, Bodies.event("play", 2)).status() == 204);
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> gateway.health().ready().up());
      assertThat(gateway.events(sid)).extracting(TopicReader::value).contains(Bodies.event("play", 2));
      gateway.stop();
    } finally {
      again.close();
    }
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** The statuses of many events at once. */
  private static List<Integer> burst(Vertx vertx, TestGateway gateway, String sid) throws Exception {
    HttpClient client =
        vertx.createHttpClient(new HttpClientOptions(),
            new PoolOptions().setHttp1MaxSize(BURST).setMaxWaitQueueSize(BURST));
    byte[] ping = Bodies.ping().getBytes(StandardCharsets.UTF_8);
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < BURST; i++) {
      answers.add(gateway.request(client, HttpMethod.POST, "/api/v1/sessions/" + sid + "/events", ping));
    }
    TestGateway.await(Future.join(answers));
    TestGateway.await(client.close());
    return answers.stream().map(answer -> answer.result().status()).toList();
  }
}
