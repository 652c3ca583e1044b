package io.playhead.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compiled programs against the official JSON Schema Test Suite (json-schema-org/JSON-Schema-Test-Suite at 44401e0): its files for the
 * keywords that our documents may use. The suite lies beside the repository; where it is not there, this is passed over.
 */
class SchemaTestSuiteTest {
  private static final Path SUITE = Path.of("../shared/data/json-schema-test-suite/tests/draft2020-12");
  private static final Path PASSED_OVER = Path.of("src/test/resources/json-schema-test-suite-passed-over.txt");
  private static final List<String> FILES =
      List.of("additionalProperties", "anyOf", "boolean_schema", "const", "defs", "enum", "items", "maximum",
          "minItems", "minimum", "pattern", "patternProperties", "properties", "ref", "required", "type");
  private static final List<JsonNode> GROUPS = groups();

  static Stream<Arguments> tests() {
    return GROUPS.stream().filter(group -> refusal(group).isEmpty()).flatMap(group -> group.path("tests").valueStream()
        .map(test -> Arguments.of(group.path("name").textValue() + ": " + test.path("description").textValue(),
            group.path("schema"), test)));
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("tests")
  void whatIsValidIsAcceptedUnlessWrittenWithEscapes(String name, JsonNode schema, JsonNode test) {
    String instance = test.path("data").toString();
    JsonCursor cursor = new JsonCursor(instance.getBytes(UTF_8));
    ProgramExecutor executor = new ProgramExecutor(cursor, JsonLimits.DEFAULT);
    boolean expected = test.path("valid").booleanValue() && !instance.contains("\\");

    assertThat(executor.accepts(SchemaCompiler.compile("suite", schema), 1) && cursor.atEnd()).isEqualTo(expected);
  }

  @Test
  void onlyTheListedGroupsArePassedOverForTheListedReasons() throws IOException {
    assumeTrue(Files.isDirectory(SUITE), "the JSON Schema Test Suite is not beside the repository");
    assertThat(GROUPS.stream().flatMap(group -> refusal(group).stream()))
        .containsExactlyElementsOf(Files.readAllLines(PASSED_OVER));
  }

  private static Optional<String> refusal(JsonNode group) {
    try {
      SchemaCompiler.compile("suite", group.path("schema"));
      return Optional.empty();
    } catch (SchemaException e) {
      String reason = String.valueOf(e.getMessage()).substring("schemas/suite: ".length());
      return Optional.of(group.path("name").textValue() + " | " + reason);
    }
  }

  private static List<JsonNode> groups() {
    return FILES.stream().map(name -> SUITE.resolve(name + ".json")).filter(Files::exists)
        .flatMap(SchemaTestSuiteTest::groups).toList();
  }

  /** The groups of a file, named after it, and without the comments, which our documents may not have. */
  private static Stream<JsonNode> groups(Path file) {
    try {
      String keyword = file.getFileName().toString().replace(".json", "");
      return SampleEvents.json(Files.readString(file)).valueStream().map(group -> {
        group.findParents("$comment").forEach(schema -> ((ObjectNode) schema).remove("$comment"));
        return ((ObjectNode) group).put("name", keyword + " | " + group.path("description").textValue());
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
