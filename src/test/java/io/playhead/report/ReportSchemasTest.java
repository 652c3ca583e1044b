package io.playhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents in {@code schemas/reports} are sound, and their examples show what they ask for. */
class ReportSchemasTest {

  private final ReportSchemas schemas = new ReportSchemas();

  @Test
  void everyTypeHasItsDocument() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("schemas", "reports"))) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("definitions.json",
          "sessionStart.json", "adStart.json", "adClose.json", "chapterClose.json", "sessionClose.json");
    }
  }

  @ParameterizedTest
  @FieldSource("io.playhead.report.ReportSchemas#TYPES")
  void aDocumentIsAJsonSchemaWithTitleAndDescription(String type) {
    JsonNode document = schemas.document(type);
    var metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(SchemaLocation.of(document.path("$schema").textValue()));

    assertThat(metaSchema.validate(document.toString(), InputFormat.JSON)).isEmpty();
    assertThat(document.path("title").textValue()).isEqualTo(type);
    assertThat(document.path("description").textValue()).isNotBlank();
  }

  @ParameterizedTest
  @FieldSource("io.playhead.report.ReportSchemas#TYPES")
  void itsExamplesAreValid(String type) {
    JsonNode examples = schemas.document(type).path("examples");

    assertThat(examples).isNotEmpty().allSatisfy(
        example -> assertThat(schemas.violations(type, example.toString().getBytes(StandardCharsets.UTF_8))).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {ReportSchemas.LIVE, ReportSchemas.REJECTED})
  void theDocumentsOfOtherTopicsAreSoundToo(String document) {
    aDocumentIsAJsonSchemaWithTitleAndDescription(document);
    itsExamplesAreValid(document);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"reason\":\"other\",\"body\":\"x\"}", "{\"reason\":\"invalid\",\"body\":\"x\"}",
    "{\"reason\":\"undecodable\",\"body\":\"x\"}",
    "{\"reason\":\"undecodable\",\"source\":{\"partition\":0,\"offset\":1},\"other\":1}",
    "{\"reason\":\"undecodable\",\"source\":{\"partition\":0,\"offset\":1},\"body\":\"x\",\"bodyBase64\":\"/wA=\"}"})
  void theDocumentOfWhatWasNotTakenRefusesOtherForms(String record) {
    assertThat(schemas.violations(ReportSchemas.REJECTED, record.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
  }

  @ParameterizedTest
  @FieldSource("io.playhead.report.ReportSchemas#TYPES")
  void aFieldItDoesNotNameIsRefused(String type) {
    ObjectNode example = schemas.document(type).path("examples").path(0).deepCopy();
    ((ObjectNode) example.path("sessionDetails")).put("other", 1);

    assertThat(schemas.violations(type, example.toString().getBytes(StandardCharsets.UTF_8))).isNotEmpty();
  }

  @ParameterizedTest
  @FieldSource("io.playhead.report.ReportSchemas#TYPES")
  void aFieldItRequiresIsMissed(String type) {
    ObjectNode example = schemas.document(type).path("examples").path(0).deepCopy();
    example.remove("at");

    assertThat(schemas.violations(type, example.toString().getBytes(StandardCharsets.UTF_8))).isNotEmpty();
  }
}
