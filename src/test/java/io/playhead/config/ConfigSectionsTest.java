package io.playhead.config;

import static io.playhead.config.DataSize.parse;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Pins, for each section, the default of every key and that every key reaches its place. */
class ConfigSectionsTest {
  private static final PlayheadConfig DEFAULTS = ConfigLoader.defaults();

  @Nested
  class Http {
    @Test
    void defaults() {
      assertThat(DEFAULTS.http())
          .isEqualTo(new HttpConfig("0.0.0.0", 8080, 0, parse("64KiB"), parse("1MiB"), parse("8KiB"),
              Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(25), List.of("*"), List.of(),
              ProxyHeader.X_FORWARDED_FOR,
              new TlsConfig("", "", "", Duration.ofMinutes(1))));
    }

    @Test
    void explicit() {
      assertThat(loaded("http.host=127.0.0.1", "http.port=9000", "http.eventLoops=3", "http.maxBody=32KiB",
          "http.maxBatch=512KiB", "http.maxHeader=16KiB", "http.requestTimeout=5s", "http.idleTimeout=2m",
          "http.drainTimeout=0s", "http.corsOrigins=https://a.example,http://b.example:81",
          "http.trustedProxies=10.0.0.0/8,::1", "http.proxyHeader=Forwarded", "http.tls.certificate=c.pem",
          "http.tls.key=k.pem",
          "http.tls.clientAuthorities=ca.pem", "http.tls.reloadPeriod=5s").http())
          .isEqualTo(new HttpConfig("127.0.0.1", 9000, 3, parse("32KiB"), parse("512KiB"), parse("16KiB"),
              Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ZERO,
              List.of("https://a.example", "http://b.example:81"), List.of("10.0.0.0/8", "::1"),
              ProxyHeader.FORWARDED,
              new TlsConfig("c.pem", "k.pem", "ca.pem", Duration.ofSeconds(5))));
    }

    @Test
    void noEventLoopsMeansOneACore() {
      assertThat(DEFAULTS.http().eventLoopCount()).isEqualTo(Runtime.getRuntime().availableProcessors());
      assertThat(loaded("http.eventLoops=3").http().eventLoopCount()).isEqualTo(3);
    }
  }

  @Nested
  class Management {
    @Test
    void defaults() {
      assertThat(DEFAULTS.management()).isEqualTo(new ManagementConfig("0.0.0.0", 8081));
    }

    @Test
    void explicit() {
      assertThat(loaded("management.host=::1", "management.port=0").management())
          .isEqualTo(new ManagementConfig("::1", 0));
    }
  }

  @Nested
  class Kafka {
    @Test
    void defaults() {
      assertThat(DEFAULTS.kafka())
          .isEqualTo(new KafkaConfig("localhost:9092", Map.of(), Map.of(), Map.of(), Map.of()));
    }

    @Test
    void explicit() {
      assertThat(loaded("kafka.bootstrapServers=a:1,b:2", "kafka.producer.linger.ms=5", "kafka.producer.acks=all",
          "kafka.consumer.fetch.min.bytes=1", "kafka.streams.num.stream.threads=2", "kafka.admin.retries=0").kafka())
          .isEqualTo(new KafkaConfig("a:1,b:2", Map.of("linger.ms", "5", "acks", "all"),
              Map.of("fetch.min.bytes", "1"), Map.of("num.stream.threads", "2"), Map.of("retries", "0")));
    }
  }

  @Nested
  class Topics {
    @Test
    void defaults() {
      assertThat(DEFAULTS.topics()).isEqualTo(new TopicsConfig("media.", 24, (short) 3, 2, Duration.ofDays(7),
          Duration.ofDays(30), Duration.ofHours(3), Duration.ofDays(7), Duration.ofDays(30), parse("2MiB")));
    }

    @Test
    void explicit() {
      assertThat(loaded("topics.prefix=test-1.", "topics.partitions=4", "topics.replicationFactor=1",
          "topics.minInsyncReplicas=1", "topics.eventsRetention=1d", "topics.reportsRetention=2d",
          "topics.closedRetention=4h", "topics.rejectedRetention=90m", "topics.liveRetention=3d",
          "topics.maxRecord=4MiB").topics())
          .isEqualTo(new TopicsConfig("test-1.", 4, (short) 1, 1, Duration.ofDays(1), Duration.ofDays(2),
              Duration.ofHours(4), Duration.ofMinutes(90), Duration.ofDays(3), parse("4MiB")));
    }
  }

  @Nested
  class Session {
    private static final String KEY_1 = "1:000102030405060708090a0b0c0d0e0f";
    private static final String KEY_2 = "2:00112233445566778899aabbccddeeff";

    @Test
    void defaults() {
      assertThat(DEFAULTS.session()).isEqualTo(new SessionConfig(List.of(), 4_000_000));
    }

    @Test
    void explicit() {
      assertThat(loaded("session.keys=" + KEY_2 + ", " + KEY_1, "session.maxClosed=10").session())
          .isEqualTo(new SessionConfig(List.of(KEY_2, KEY_1), 10));
    }
  }

  @Nested
  class Admission {
    private static final String HASH = "0123456789abcdef".repeat(4);

    @Test
    void defaults() {
      assertThat(DEFAULTS.admission())
          .isEqualTo(new AdmissionConfig(List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void explicit() {
      assertThat(loaded("admission.reportSuites=a,b", "admission.organisations=o@AdobeOrg",
          "admission.origins=https://a.example", "admission.hosts=media.example", "admission.keyHashes=" + HASH)
          .admission())
          .isEqualTo(new AdmissionConfig(List.of("a", "b"), List.of("o@AdobeOrg"), List.of("https://a.example"),
              List.of("media.example"), List.of(HASH)));
    }
  }

  @Nested
  class RateLimits {
    @Test
    void defaults() {
      assertThat(DEFAULTS.rateLimits()).isEqualTo(new RateLimitsConfig(50, 0));
    }

    @Test
    void explicit() {
      assertThat(loaded("rateLimits.eventsPerSession=0", "rateLimits.startsPerAddress=7").rateLimits())
          .isEqualTo(new RateLimitsConfig(0, 7));
    }
  }

  @Nested
  class Gateway {
    @Test
    void defaults() {
      assertThat(DEFAULTS.gateway())
          .isEqualTo(new GatewayConfig(Duration.ofSeconds(4), parse("64MiB"), parse("64MiB"), 50_000, 20_000,
              AddressPolicy.DROP, 100, new ValidationConfig(UnknownParams.REJECT, 16, 8192, 256, 10_000)));
    }

    @Test
    void explicit() {
      assertThat(loaded("gateway.ackTimeout=250ms", "gateway.bufferMemory=1GiB", "gateway.maxInFlight=512MiB",
          "gateway.maxInFlightRequests=4", "gateway.maxPendingAppends=9", "gateway.address=truncate",
          "gateway.rejectedPerSecond=0", "gateway.validation.unknownParams=accept", "gateway.validation.maxDepth=5",
          "gateway.validation.maxStringLength=6", "gateway.validation.maxNameLength=7",
          "gateway.validation.maxBatchEvents=8").gateway())
          .isEqualTo(
              new GatewayConfig(Duration.ofMillis(250), parse("1GiB"), parse("512MiB"), 4, 9, AddressPolicy.TRUNCATE, 0,
                  new ValidationConfig(UnknownParams.ACCEPT, 5, 6, 7, 8)));
    }
  }

  @Nested
  class Spool {
    @Test
    void defaults() {
      assertThat(DEFAULTS.spool()).isEqualTo(new SpoolConfig(parse("2GiB"), Duration.ofDays(1), 10_000));
    }

    @Test
    void explicit() {
      assertThat(loaded("spool.maxBytes=10GiB", "spool.maxAge=1h", "spool.drainPerSecond=5").spool())
          .isEqualTo(new SpoolConfig(parse("10GiB"), Duration.ofHours(1), 5));
    }

    @Test
    void zeroBytesMeanNoSpool() {
      assertThat(DEFAULTS.spool().isOn()).isTrue();
      assertThat(loaded("spool.maxBytes=0B").spool().isOn()).isFalse();
    }
  }

  @Nested
  class Aggregator {
    @Test
    void defaults() {
      assertThat(DEFAULTS.aggregator())
          .isEqualTo(
              new AggregatorConfig("playhead-aggregator", "", "", 1, 0, Duration.ofSeconds(1), Duration.ofDays(2),
                  "localhost",
                  DataSize.parse("256MiB")));
    }

    @Test
    void explicit() {
      assertThat(loaded("aggregator.applicationId=second", "aggregator.outputPrefix=replay.",
          "aggregator.instanceId=pod-0", "aggregator.threads=2",
          "aggregator.standbyReplicas=1", "aggregator.commitInterval=100ms", "aggregator.closedMemory=1h",
          "aggregator.host=pod-0.pods",
          "aggregator.storeMemory=32MiB").aggregator())
          .isEqualTo(
              new AggregatorConfig("second", "replay.", "pod-0", 2, 1, Duration.ofMillis(100), Duration.ofHours(1),
                  "pod-0.pods",
                  DataSize.parse("32MiB")));
    }
  }

  @Nested
  class Reports {
    private static final String HASH = "0123456789abcdef".repeat(4);

    @Test
    void defaults() {
      assertThat(DEFAULTS.reports()).isEqualTo(new ReportsConfig("0.0.0.0", 8082, List.of(), Duration.ofDays(30),
          parse("512MiB"), 2, Duration.ofSeconds(10), 10_000, 200_000, Duration.ofSeconds(5)));
    }

    @Test
    void explicit() {
      assertThat(loaded("reports.host=::1", "reports.port=9002", "reports.tokenHashes=" + HASH, "reports.retention=7d",
          "reports.memory=1GiB", "reports.threads=4", "reports.queryTimeout=3s", "reports.maxRows=50",
          "reports.inspectorRecords=7", "reports.inspectorTime=1m").reports())
          .isEqualTo(new ReportsConfig("::1", 9002, List.of(HASH), Duration.ofDays(7), parse("1GiB"), 4,
              Duration.ofSeconds(3), 50, 7, Duration.ofMinutes(1)));
    }
  }

  @Nested
  class Data {
    @Test
    void defaults() {
      assertThat(DEFAULTS.data()).isEqualTo(new DataConfig("data"));
    }

    @Test
    void explicit() {
      assertThat(loaded("data.dir=/var/lib/playhead").data()).isEqualTo(new DataConfig("/var/lib/playhead"));
    }
  }

  @Nested
  class Logging {
    @Test
    void defaults() {
      assertThat(DEFAULTS.logging()).isEqualTo(new LoggingConfig(LogFormat.TEXT, LogLevel.INFO));
    }

    @Test
    void explicit() {
      assertThat(loaded("logging.format=json", "logging.level=debug").logging())
          .isEqualTo(new LoggingConfig(LogFormat.JSON, LogLevel.DEBUG));
    }
  }

  @Nested
  class Tracing {
    @Test
    void defaults() {
      assertThat(DEFAULTS.tracing()).isEqualTo(new TracingConfig("", 0.01));
      assertThat(DEFAULTS.tracing().isOn()).isFalse();
    }

    @Test
    void explicit() {
      assertThat(loaded("tracing.endpoint=http://collector:4318", "tracing.share=1").tracing())
          .isEqualTo(new TracingConfig("http://collector:4318", 1));
    }
  }

  @Nested
  class Dev {
    @Test
    void defaults() {
      assertThat(DEFAULTS.dev()).isEqualTo(new DevConfig(9092, 0, 1, 1));
    }

    @Test
    void explicit() {
      assertThat(loaded("dev.kafkaPort=0", "dev.viewers=50", "dev.speed=2.5", "dev.seed=-7").dev())
          .isEqualTo(new DevConfig(0, 50, 2.5, -7));
    }
  }

  private static PlayheadConfig loaded(String... assignments) {
    return ConfigLoader.load(List.of(), Optional.empty(), Map.of(), List.of(assignments)).config();
  }
}
