package io.playhead.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/metrics.md} explains every field of the schemas of what comes out in a line, and no other. */
class MetricsDocTest {

  private final ReportSchemas schemas = new ReportSchemas();

  @Test
  void everyFieldOfAReportIsExplained() throws Exception {
    Set<String> fields = new TreeSet<>();
    for (String type : ReportSchemas.TYPES) {
      schemas.document(type).path("properties").fieldNames().forEachRemaining(fields::add);
    }

    assertThat(explained("Every report")).containsExactlyInAnyOrderElementsOf(fields);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sessionDetails", "qoeDataDetails", "advertisingDetails", "advertisingPodDetails",
    "chapterDetails", "states"})
  void everyFieldOfAnObjectIsExplained(String object) throws Exception {
    Set<String> fields = new TreeSet<>();
    for (String type : ReportSchemas.TYPES) {
      collect(schemas.document(type).path("properties").path(object), fields);
    }

    assertThat(explained(object)).containsExactlyInAnyOrderElementsOf(fields);
  }

  @Test
  void everyFieldOfLiveCountsIsExplained() throws Exception {
    JsonNode live = schemas.document(ReportSchemas.LIVE);
    Set<String> fields = new TreeSet<>();
    for (String object : List.of("/properties", "/properties/audiences/items/properties", "/$defs/counts/properties")) {
      live.at(object).fieldNames().forEachRemaining(fields::add);
    }

    assertThat(explained("Live counts")).containsExactlyInAnyOrderElementsOf(fields);
  }

  @Test
  void everyFieldOfWhatWasNotTakenIsExplained() throws Exception {
    JsonNode rejected = schemas.document(ReportSchemas.REJECTED);
    Set<String> fields = new TreeSet<>();
    for (String object : List.of("/properties", "/$defs/verdict/properties",
        "/$defs/verdict/properties/errors/items/properties", "/$defs/source/properties")) {
      rejected.at(object).fieldNames().forEachRemaining(fields::add);
    }

    assertThat(explained("What was not taken")).containsExactlyInAnyOrderElementsOf(fields);
  }

  @Test
  void theExampleOfWhatWasNotTakenIsThatOfItsSchema() throws Exception {
    String document = Files.readString(Path.of("docs", "metrics.md"));
    int begin = document.indexOf("```json\n") + 8;

    assertThat(new JsonMapper().readTree(document.substring(begin, document.indexOf("```", begin))))
        .isEqualTo(schemas.document(ReportSchemas.REJECTED).at("/examples/0"));
  }

  private void collect(JsonNode schema, Set<String> fields) {
    schema.path("properties").fieldNames().forEachRemaining(fields::add);
    if (schema.has("items")) {
      collect(schema.path("items"), fields);
    }
    if (schema.has("$ref")) {
      String definition = schema.path("$ref").textValue().replace("definitions.json#", "");
      collect(schemas.document("definitions").at(definition), fields);
    }
  }

  /** The first cells of the tables under the headings that begin so; each must have a second. */
  private static List<String> explained(String heading) throws Exception {
    List<String> fields = new ArrayList<>();
    boolean under = false;
    for (String line : Files.readAllLines(Path.of("docs", "metrics.md"))) {
      if (line.startsWith("## ")) {
        under = line.startsWith("## " + heading);
      } else if (under && line.matches("\\| `\\w+` \\| \\S.* \\|")) {
        fields.add(line.substring(3, line.indexOf('`', 3)));
      }
    }
    return fields;
  }
}
