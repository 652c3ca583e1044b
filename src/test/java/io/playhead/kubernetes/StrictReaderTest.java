package io.playhead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every manifest as it stands in {@code k8s/} fits its kind, to the last field. */
class StrictReaderTest {
  /** Kustomize's own files, which it reads strictly itself, and the patches. */
  private static final List<String> NO_MANIFESTS = List.of("kustomization.yaml", "pod.yaml", "job.yaml");

  static List<Path> manifests() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("k8s"))) {
      return files.filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !NO_MANIFESTS.contains(file.getFileName().toString())).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void everyManifestFitsTheModelOfItsKind(Path file) throws IOException {
    List<JsonNode> documents = StrictReader.documents(Files.readString(file));

    assertThat(documents).isNotEmpty();
    for (JsonNode document : documents) {
      assertThat(StrictReader.read(document)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/metadata", "/spec", "/spec/template/spec", "/spec/template/spec/containers/0",
    "/spec/template/spec/containers/0/lifecycle/preStop", "/spec/volumeClaimTemplates/0/spec"})
  void anUnknownFieldIsAFailureAtEveryDepth(String place) throws IOException {
    JsonNode gateway = StrictReader.documents(Files.readString(Path.of("k8s/base/gateway.yaml"))).get(0);
    ((ObjectNode) gateway.at(place)).put("misspelt", 1);

    assertThatThrownBy(() -> StrictReader.read(gateway)).isInstanceOf(UnrecognizedPropertyException.class);
  }

  @Test
  void anUnknownFieldOfATopicIsAFailure() throws IOException {
    JsonNode topic = StrictReader.documents(Files.readString(Path.of("k8s/production/topics.yaml"))).get(0);
    ((ObjectNode) topic.at("/spec")).put("misspelt", 1);

    assertThatThrownBy(() -> StrictReader.read(topic)).isInstanceOf(UnrecognizedPropertyException.class);
  }
}
