package io.playhead.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.config.LogFormat;
import io.playhead.config.LogLevel;
import io.playhead.config.LoggingConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@Isolated("the log belongs to the process")
class LoggingTest {
  private final Logger ours = LoggerFactory.getLogger("io.playhead.Somewhere");

  @AfterEach
  void restore() throws Exception {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  @Test
  void jsonIsOneObjectALine() throws Exception {
    String line = logged(LogFormat.JSON, LogLevel.INFO,
        () -> ours.atInfo().addKeyValue("port", 8080).log("said \"{}\"\n\u0001", "so"));
    assertThat(line.strip().lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(Instant.parse(json.get("time").textValue())).isNotNull();
    assertThat(json.get("level").textValue()).isEqualTo("INFO");
    assertThat(json.get("logger").textValue()).isEqualTo("io.playhead.Somewhere");
    assertThat(json.get("message").textValue()).isEqualTo("said \"so\"\n\u0001");
    assertThat(json.get("fields").get("port").textValue()).isEqualTo("8080");
    assertThat(json.has("error")).isFalse();
  }

  @Test
  void anErrorInJsonHasItsStackTrace() throws Exception {
    String line = logged(LogFormat.JSON, LogLevel.INFO, () -> ours.error("failed", new IllegalStateException("why")));
    assertThat(line.strip().lines()).hasSize(1);
    assertThat(new ObjectMapper().readTree(line).get("error").textValue())
        .startsWith("java.lang.IllegalStateException: why").contains("LoggingTest");
  }

  @Test
  void textIsForPeople() {
    assertThat(logged(LogFormat.TEXT, LogLevel.INFO, () -> ours.info("listens on port {}", 8080)))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ INFO  Somewhere - listens on port 8080\n");
  }

  @Test
  void linesBelowTheLevelAreNotWritten() {
    assertThat(logged(LogFormat.TEXT, LogLevel.WARN, () -> ours.info("not this"))).isEmpty();
    assertThat(logged(LogFormat.TEXT, LogLevel.DEBUG, () -> ours.debug("this"))).contains("this");
  }

  @Test
  void kafkaAndNettyAreHeardFromWarningsOn() {
    assertThat(logged(LogFormat.TEXT, LogLevel.DEBUG, () -> {
      LoggerFactory.getLogger("org.apache.kafka.clients.producer.ProducerConfig").info("chatter");
      LoggerFactory.getLogger("io.netty.buffer.PoolThreadCache").debug("chatter");
      LoggerFactory.getLogger("org.apache.kafka.clients.producer.KafkaProducer").warn("trouble");
    })).contains("trouble").doesNotContain("chatter");
  }

  private static String logged(LogFormat format, LogLevel level, Runnable lines) {
    PrintStream before = System.err;
    var captured = new ByteArrayOutputStream();
    try (var stream = new PrintStream(captured, true, StandardCharsets.UTF_8)) {
      System.setErr(stream);
      Logging.configure(new LoggingConfig(format, level));
      lines.run();
    } finally {
      System.setErr(before);
    }
    return captured.toString(StandardCharsets.UTF_8);
  }
}
