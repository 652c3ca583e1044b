package io.playhead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.playhead.kafka.KafkaExtension;
import io.playhead.kafka.TestKafka;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** What players send, and who they are, stands in no log line, whatever the level. */
@Isolated("it reads all log lines of the process")
@ExtendWith({VertxExtension.class, KafkaExtension.class})
class LogPrivacyTest {
  private static final String MARK = "viewer-4711";

  private final Logger ours = (Logger) LoggerFactory.getLogger("io.playhead");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private TestGateway gateway;

  @BeforeEach
  void start(Vertx vertx, TestKafka kafka) throws Exception {
    gateway = TestGateway.start(vertx, kafka, "rateLimits.eventsPerSession=1", "http.trustedProxies=127.0.0.1");
    ours.setLevel(Level.TRACE);
    lines.start();
    ours.addAppender(lines);
  }

  @AfterEach
  void stop() throws Exception {
    ours.detachAppender(lines);
    ours.setLevel(null);
    gateway.stop();
  }

  @Test
  void neitherAcceptedNorRefusedRequestsLeaveTheirContentAddressOrSessionInTheLog() throws Exception {
    String start = Bodies.SESSION_START.replace("\"m1\"", "\"" + MARK + "\"");
    String sid = gateway.post("/api/v1/sessions", start, "User-Agent", MARK, "X-Forwarded-For", "203.0.113.77").sid();
    gateway.event(sid, Bodies.event(MARK, 1));
    gateway.event(sid, "{\"" + MARK);
    gateway.event(sid, Bodies.ping());
    gateway.post("/api/v1/sessions", start.replace("60.333", "\"" + MARK + "\""));
    gateway.post("/api/v1/sessions", start, "Content-Encoding", MARK);
    gateway.post("/api/v1/sessions/" + MARK + "/events", Bodies.ping());
    gateway.post("/" + MARK, start);
    try (RawHttp http = new RawHttp(gateway.port())) {
      http.write(MARK + " /\r\n\r\n").read();
    }

    assertThat(lines.list).isNotEmpty();
    assertThat(texts()).noneMatch(line -> line.contains(MARK) || line.contains(sid) || line.contains("203.0.113"));
  }

  private List<String> texts() {
    return List.copyOf(lines.list).stream()
        .map(line -> line.getFormattedMessage() + line.getKeyValuePairs()
            + (line.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(line.getThrowableProxy())))
        .toList();
  }
}
