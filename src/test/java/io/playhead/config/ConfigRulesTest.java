package io.playhead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigRulesTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      http.port=-1                        | http.port: expected 0 to 65535
      http.port=65536                     | http.port: expected 0 to 65535
      http.eventLoops=-1                  | http.eventLoops: expected 0 to 1024
      http.maxBody=0B                     | http.maxBody: expected 1B to 1GiB
      http.maxBody=2MiB                   | http.maxBody: expected at most http.maxBatch, 1MiB
      http.maxHeader=512B                 | http.maxHeader: expected 1KiB to 1MiB
      http.requestTimeout=0s              | http.requestTimeout: expected 1ms to 1h
      http.host=                          | http.host: expected a host name or address
      http.corsOrigins=player.example     | http.corsOrigins: expected * or origins such as https://player.example
      http.trustedProxies=proxy.example   | http.trustedProxies: expected addresses or networks such as 10.0.0.0/8
      http.trustedProxies=10.0.0.0/33     | http.trustedProxies: expected addresses or networks such as 10.0.0.0/8
      http.tls.certificate=tls.crt        | http.tls.key: expected a file, because http.tls.certificate is set
      http.tls.key=tls.key                | http.tls.certificate: expected a file, because http.tls.key is set
      http.tls.clientAuthorities=ca.crt   | http.tls.certificate: expected a file, because http.tls.clientAuthorities
      http.tls.reloadPeriod=0s            | http.tls.reloadPeriod: expected 1ms to 1d
      tracing.endpoint=collector:4318     | tracing.endpoint: expected a URL such as http://collector:4318, or nothing
      tracing.endpoint=http://collector/  | tracing.endpoint: expected a URL such as http://collector:4318, or nothing
      tracing.share=1.5                   | tracing.share: expected 0 to 1
      management.port=8080                | management.port: expected another port than http.port
      kafka.bootstrapServers=broker       | kafka.bootstrapServers: expected host:port, several separated by commas
      topics.prefix=a/b                   | topics.prefix: expected letters
      topics.partitions=0                 | topics.partitions: expected 1 to 10000
      topics.replicationFactor=0          | topics.replicationFactor: expected 1 to 100
      topics.minInsyncReplicas=4          | topics.minInsyncReplicas: expected at most topics.replicationFactor, 3
      topics.eventsRetention=0s           | topics.eventsRetention: expected 1ms to 36500d
      topics.maxRecord=1MiB               | topics.maxRecord: expected at least http.maxBatch and http.maxHeader together, 1032KiB
      session.maxClosed=0                 | session.maxClosed: expected 1 to 1000000000
      admission.origins=*                 | admission.origins: expected origins such as https://player.example
      admission.hosts=a.example:443       | admission.hosts: expected host names without port
      admission.keyHashes=secret          | admission.keyHashes: expected 64 hex digits each
      rateLimits.eventsPerSession=-1      | rateLimits.eventsPerSession: expected 0 to 1000000
      rateLimits.startsPerAddress=-1      | rateLimits.startsPerAddress: expected 0 to 1000000
      gateway.ackTimeout=0s               | gateway.ackTimeout: expected 100ms to 1h
      gateway.maxInFlight=1MiB            | gateway.maxInFlight: expected at least topics.maxRecord, 2MiB
      gateway.bufferMemory=1MiB           | gateway.bufferMemory: expected at least topics.maxRecord, 2MiB
      gateway.rejectedPerSecond=-1        | gateway.rejectedPerSecond: expected 0 to 1000000
      gateway.validation.maxDepth=0       | gateway.validation.maxDepth: expected 1 to 1000
      gateway.validation.maxBatchEvents=0 | gateway.validation.maxBatchEvents: expected 1 to 10000000
      aggregator.applicationId=           | aggregator.applicationId: expected letters
      aggregator.threads=0                | aggregator.threads: expected 1 to 1024
      aggregator.commitInterval=0s        | aggregator.commitInterval: expected 1ms to 5s
      aggregator.host=                    | aggregator.host: expected a host name or address
      aggregator.storeMemory=1MiB         | aggregator.storeMemory: expected 16MiB to 64GiB
      reports.port=70000                  | reports.port: expected 0 to 65535
      reports.tokenHashes=secret          | reports.tokenHashes: expected 64 hex digits each
      reports.retention=0s                | reports.retention: expected 1ms to 36500d
      reports.memory=1MiB                 | reports.memory: expected 64MiB to 64GiB
      reports.threads=0                   | reports.threads: expected 1 to 1024
      reports.queryTimeout=1ms            | reports.queryTimeout: expected 1s to 1h
      reports.maxRows=0                   | reports.maxRows: expected 1 to 10000000
      data.dir=                           | data.dir: expected a directory
      dev.kafkaPort=70000                 | dev.kafkaPort: expected 0 to 65535
      dev.speed=0                         | dev.speed: expected above 0, at most 1000000
      """)
  void aValueOutOfItsRangeIsAProblem(String assignment, String problem) {
    assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> ConfigLoader.defaults(assignment))
        .satisfies(e -> assertThat(e.problems()).anyMatch(line -> line.startsWith(problem)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http.port=0", "http.port=65535", "topics.partitions=1", "topics.minInsyncReplicas=3",
    "topics.prefix=", "http.maxBody=1MiB", "topics.maxRecord=1032KiB", "gateway.bufferMemory=2MiB",
    "http.drainTimeout=0s"})
  void aValueAtTheEdgeOfItsRangeIsNone(String assignment) {
    assertThatCode(() -> ConfigLoader.defaults(assignment)).doesNotThrowAnyException();
  }

  @Test
  void bothListenersMayTakeFreePorts() {
    assertThatCode(() -> ConfigLoader.defaults("http.port=0", "management.port=0")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"00112233445566778899aabbccddeeff", "1:0011", "1:0011223344556677889",
    "x:00112233445566778899aabbccddeeff", "256:00112233445566778899aabbccddeeff",
    "1:00112233445566778899aabbccddeeff,01:ff112233445566778899aabbccddeeff",
    "1:00112233445566778899aabbccddeeff,1:ff112233445566778899aabbccddeeff"})
  void aBrokenSessionKeyIsAProblemThatDoesNotShowIt(String keys) {
    assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> ConfigLoader.defaults("session.keys=" + keys))
        .satisfies(e -> assertThat(e.problems()).singleElement().asString().startsWith("session.keys: expected")
            .contains("was \"***\"").doesNotContain("0011"));
  }
}
