package io.playhead.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveConfigTest {
  private static final String KEY = "1:00112233445566778899aabbccddeeff";

  @Test
  void aValueThatIsNoDefaultSaysWhereItCameFrom() {
    String yaml = load("http.port=9000", "kafka.producer.linger.ms=5").toYaml();
    assertThat(yaml.lines()).contains("  port: 9000  # from --set", "    linger.ms: \"5\"  # from --set",
        "  host: \"0.0.0.0\"");
  }

  @Test
  void theYamlLoadedAgainIsTheSameConfiguration(@TempDir Path directory) throws Exception {
    EffectiveConfig config = load("http.port=9000", "http.corsOrigins=https://a.example,https://b.example",
        "kafka.producer.linger.ms=5", "http.idleTimeout=90s", "http.maxBatch=1000KiB");
    Path file = Files.writeString(directory.resolve("effective.yaml"), config.toYaml());
    assertThat(ConfigLoader.load(List.of(), Optional.of(file), Map.of(), List.of()).config())
        .isEqualTo(config.config());
  }

  @Test
  void secretsAreMaskedInEveryPrint() {
    EffectiveConfig config = load("session.keys=" + KEY, "kafka.producer.sasl.jaas.config=hush",
        "kafka.consumer.ssl.keystore.password=hush", "kafka.streams.producer.sasl.jaas.config=hush",
        "kafka.admin.ssl.keystore.key=hush", "kafka.admin.client.id=shown");
    for (String print : List.of(config.toYaml(), config.config().toString())) {
      assertThat(print).contains("***", "shown").doesNotContain("hush", "0011");
    }
  }

  private static EffectiveConfig load(String... assignments) {
    return ConfigLoader.load(List.of(), Optional.empty(), Map.of(), List.of(assignments));
  }
}
