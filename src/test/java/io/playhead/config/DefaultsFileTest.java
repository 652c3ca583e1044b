package io.playhead.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares {@code config/playhead.yaml} with the configuration records, both ways. */
class DefaultsFileTest {
  private static final Path FILE = Path.of("config/playhead.yaml");

  @Test
  void theFileListsExactlyTheKeysThatExist() throws IOException {
    Set<String> known = new TreeSet<>(new ConfigKeys().all().stream().map(ConfigKey::name).toList());
    assertThat(leaves("", new YAMLMapper().readTree(FILE.toFile()))).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void everyKeyIsExplained() throws IOException {
    List<String> unexplained = Files.readAllLines(FILE).stream().filter(line -> line.matches(" *\\w+: +[^#].*"))
        .filter(line -> !line.matches(".* # \\S.*\\.")).toList();
    assertThat(unexplained).isEmpty();
  }

  @Test
  void theFileIsTheDefaults() throws IOException {
    assertThat(ConfigTypes.MAPPER.convertValue(new YAMLMapper().readTree(FILE.toFile()), PlayheadConfig.class))
        .isEqualTo(ConfigLoader.defaults());
  }

  private static List<String> leaves(String prefix, JsonNode node) {
    return node.properties().stream().flatMap(entry -> leavesOf(prefix + entry.getKey(), entry)).toList();
  }

  private static Stream<String> leavesOf(String name, Map.Entry<String, JsonNode> entry) {
    JsonNode value = entry.getValue();
    return value.isObject() && !value.isEmpty() ? leaves(name + ".", value).stream() : Stream.of(name);
  }
}
