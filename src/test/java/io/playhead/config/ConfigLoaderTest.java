package io.playhead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
  @TempDir
  Path directory;

  @Test
  void eachSourceIsStrongerThanTheOnesBeforeIt() throws Exception {
    Path file = file("http: {port: 1001, host: file, eventLoops: 1}");
    Map<String, String> environment = Map.of("PLAYHEAD__HTTP__PORT", "1002", "PLAYHEAD__HTTP__HOST", "environment");
    EffectiveConfig loaded = ConfigLoader.load(List.of(), Optional.of(file), environment, List.of("http.port=1003"));

    assertThat(loaded.config().http().port()).isEqualTo(1003);
    assertThat(loaded.config().http().host()).isEqualTo("environment");
    assertThat(loaded.config().http().eventLoops()).isEqualTo(1);
    assertThat(loaded.config().management().port()).isEqualTo(8081);
    assertThat(loaded.origins()).containsOnly(Map.entry("http.port", "--set"),
        Map.entry("http.host", "environment variable PLAYHEAD__HTTP__HOST"),
        Map.entry("http.eventLoops", "file " + file));
  }

  @Test
  void defaultsOfACommandAreWeakerThanAllThatAUserSets() throws Exception {
    List<String> defaults = List.of("http.port=1000", "topics.replicationFactor=1", "topics.minInsyncReplicas=1");
    EffectiveConfig loaded = ConfigLoader.load(defaults, Optional.of(file("http.port: 1001")), Map.of(), List.of());
    assertThat(loaded.config().http().port()).isEqualTo(1001);
    assertThat(loaded.config().topics().replicationFactor()).isEqualTo((short) 1);
    assertThat(loaded.origins()).containsEntry("topics.replicationFactor", "the command's defaults");
  }

  @Test
  void theLastOfTwoAssignmentsCounts() {
    assertThat(ConfigLoader.defaults("http.port=1", "http.port=2").http().port()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      PLAYHEAD__HTTP__EVENT_LOOPS                    | 7    | http.eventLoops
      PLAYHEAD__KAFKA__BOOTSTRAP_SERVERS             | a:1  | kafka.bootstrapServers
      PLAYHEAD__GATEWAY__VALIDATION__MAX_NAME_LENGTH | 9    | gateway.validation.maxNameLength
      PLAYHEAD__KAFKA__PRODUCER__LINGER_MS           | 5    | kafka.producer.linger.ms
      PLAYHEAD__KAFKA__STREAMS__NUM_STREAM_THREADS   | 2    | kafka.streams.num.stream.threads
      """)
  void anEnvironmentVariableSetsItsKey(String variable, String value, String key) {
    assertThat(ConfigLoader.load(List.of(), Optional.empty(), Map.of(variable, value), List.of()).config())
        .isEqualTo(ConfigLoader.defaults(key + "=" + value));
  }

  @Test
  void variablesWithOneUnderscoreAreNotOurs() {
    Map<String, String> fromKubernetes = Map.of("PLAYHEAD_SERVICE_HOST", "10.0.0.1", "PLAYHEAD_PORT", "tcp://1:2");
    assertThat(ConfigLoader.load(List.of(), Optional.empty(), fromKubernetes, List.of()).origins()).isEmpty();
  }

  @Test
  void listsInTheEnvironmentAreSeparatedByCommas() {
    Map<String, String> environment = Map.of("PLAYHEAD__HTTP__CORS_ORIGINS", "https://a.example, https://b.example");
    assertThat(ConfigLoader.load(List.of(), Optional.empty(), environment, List.of()).config().http().corsOrigins())
        .containsExactly("https://a.example", "https://b.example");
  }

  @Test
  void keysOfKafkaMayBeNestedOrDotted() throws Exception {
    Path nested = file("kafka: {producer: {linger: {ms: 5}, sasl.mechanism: PLAIN}}");
    Path dotted = file("kafka.producer.linger.ms: 5\nkafka.producer.sasl.mechanism: PLAIN");
    Map<String, String> expected = Map.of("linger.ms", "5", "sasl.mechanism", "PLAIN");

    assertThat(load(nested).kafka().producer()).isEqualTo(expected);
    assertThat(load(dotted).kafka().producer()).isEqualTo(expected);
  }

  @Test
  void anEmptyFileAndEmptySectionsChangeNothing() throws Exception {
    assertThat(load(file(""))).isEqualTo(ConfigLoader.defaults());
    assertThat(load(file("# only a comment"))).isEqualTo(ConfigLoader.defaults());
    assertThat(load(file("http:\nkafka:\n  producer:\n"))).isEqualTo(ConfigLoader.defaults());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      http.port=abc             | http.port: expected a whole number, was "abc" (from --set)
      http.port=80.5            | http.port: expected a whole number, was "80.5" (from --set)
      http.port=                | http.port: expected a whole number, was "" (from --set)
      http.port=99999999999     | http.port: expected a whole number, was "99999999999" (from --set)
      http.maxBody=64           | http.maxBody: expected a size such as 512B, 64KiB, 2MiB or 1GiB, was "64" (from --set)
      http.maxBody=999999999999GiB | http.maxBody: expected a size such as 512B, 64KiB, 2MiB or 1GiB, was "999999999999GiB" (from --set)
      http.maxBody=99999999999999999GiB | http.maxBody: expected a size such as 512B, 64KiB, 2MiB or 1GiB, was "99999999999999999GiB" (from --set)
      http.idleTimeout=10 s     | http.idleTimeout: expected a duration such as 250ms, 10s, 5m, 24h or 7d, was "10 s" (from --set)
      http.idleTimeout=999999999999d | http.idleTimeout: expected a duration such as 250ms, 10s, 5m, 24h or 7d, was "999999999999d" (from --set)
      gateway.address=keep      | gateway.address: expected drop or truncate, was "keep" (from --set)
      gateway.address=1         | gateway.address: expected drop or truncate, was "1" (from --set)
      logging.level=loud        | logging.level: expected error or warn or info or debug or trace, was "loud" (from --set)
      dev.speed=fast            | dev.speed: expected a number, was "fast" (from --set)
      http=1                    | http: expected a mapping of keys, was "1" (from --set)
      kafka.producer=1          | kafka.producer: expected a mapping of keys, was "1" (from --set)
      http.prot=1               | http.prot: no such key, did you mean http.port? (from --set)
      http.eventloops=1         | http.eventloops: no such key, did you mean http.eventLoops? (from --set)
      http.port.x=1             | http.port.x: no such key, did you mean http.port? (from --set)
      something.else.entirely=1 | something.else.entirely: no such key, the command config lists all (from --set)
      http.port                 | --set: expected key=value, was "http.port"
      =1                        | --set: expected key=value, was "=1"
      """)
  void aProblemNamesKeyExpectationFindingAndOrigin(String assignment, String problem) {
    assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> ConfigLoader.defaults(assignment))
        .satisfies(e -> assertThat(e.problems()).containsExactly(problem));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      http: {port: [1]}           | http.port: expected a whole number, was [1] (from FILE)
      http: {port: true}          | http.port: expected a whole number, was true (from FILE)
      http: {port: 80.5}          | http.port: expected a whole number, was 80.5 (from FILE)
      http: {port: }              | http.port: expected a whole number, was null (from FILE)
      http: {host: {a: 1}}        | http.host: expected a text, was {"a":1} (from FILE)
      http: {corsOrigins: a}      | http.corsOrigins: expected a list of texts, was "a" (from FILE)
      http: 1                     | http: expected a mapping of keys, was 1 (from FILE)
      kafka: {producer: {a: [1]}} | kafka.producer.a: expected a text, was [1] (from FILE)
      htp: {port: 1}              | htp: no such key, the command config lists all (from FILE)
      http: {eventLoop: 1}        | http.eventLoop: no such key, did you mean http.eventLoops? (from FILE)
      text                        | configuration: expected a mapping of keys, was "text" (from FILE)
      """)
  void aProblemInAFileNamesTheFile(String yaml, String problem) throws Exception {
    Path file = file(yaml);
    assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> load(file))
        .satisfies(e -> assertThat(e.problems()).containsExactly(problem.replace("FILE", "file " + file)));
  }

  @Test
  void anUnknownVariableIsAProblem() {
    Map<String, String> environment = Map.of("PLAYHEAD__HTTP__PROT", "1");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigLoader.load(List.of(), Optional.empty(), environment, List.of()))
        .satisfies(e -> assertThat(
            e.problems())
            .containsExactly(
                "PLAYHEAD__HTTP__PROT: no such key, did you mean PLAYHEAD__HTTP__PORT? (from environment)"));
  }

  @Test
  void brokenYamlIsNamedWithItsLine() throws Exception {
    Path file = file("http:\n  port: 1\n  port: 2\n");
    assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> load(file)).satisfies(e -> assertThat(
        e.problems()).singleElement().asString().startsWith("file " + file + " line 3").contains("Duplicate")
        .doesNotContain("\n"));
  }

  @Test
  void aMissingFileIsAProblem() {
    Path file = directory.resolve("missing.yaml");
    assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> load(file)).satisfies(e -> assertThat(
        e.problems()).containsExactly("--config: expected a readable file, " + file + " does not exist"));
  }

  @Test
  void allProblemsAreReportedTogether() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigLoader.defaults("http.port=x", "http.prot=1", "topics.partitions=0"))
        .satisfies(e -> assertThat(e.problems()).hasSize(3));
  }

  private PlayheadConfig load(Path file) {
    return ConfigLoader.load(List.of(), Optional.of(file), Map.of(), List.of()).config();
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "config", ".yaml"), yaml);
  }
}
