package io.playhead.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JSON Schemas of what comes out, as they stand in {@code schemas/reports} and beside it. */
public final class ReportSchemas {

  /** The types of reports, a document each. */
  public static final List<String> TYPES = List.of("sessionStart", "adStart", "adClose", "chapterClose",
      "sessionClose");

  /** The document of live counts. */
  public static final String LIVE = "live";

  /** The document of what was not taken. */
  public static final String REJECTED = "rejected";

  private static final Path DIRECTORY = Path.of("schemas", "reports");
  private static final List<String> BESIDE = List.of(LIVE + ".json", REJECTED + ".json");
  private static final String BASE = "https://playhead.test/";

  private final JsonMapper mapper = new JsonMapper();
  private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
      builder -> builder.schemas(uri -> read(uri.substring(BASE.length()))));

  private static String read(String file) {
    try {
      return Files.readString(BESIDE.contains(file) ? DIRECTORY.resolveSibling(file) : DIRECTORY.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The document of a type of report, or of the shared definitions. */
  public JsonNode document(String name) {
    try {
      return mapper.readTree(read(name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with a record by that document; empty if nothing is. */
  public List<String> violations(String type, byte[] report) {
    Schema schema = registry.getSchema(SchemaLocation.of(BASE + type + ".json"));
    return schema.validate(new String(report, StandardCharsets.UTF_8), InputFormat.JSON).stream().map(Object::toString)
        .toList();
  }
}
