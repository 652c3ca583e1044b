package io.playhead.reports;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The OpenAPI 3.1 document of the query API, {@code reports/openapi.yaml} as JSON. */
final class ReportsOpenApi {
  private ReportsOpenApi() {}

  /** Reads it. */
  static Buffer document() {
    try (InputStream yaml = ReportsOpenApi.class.getResourceAsStream("/reports/openapi.yaml")) {
      // Jackson's own reader of YAML knows no aliases.
      Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
      return Buffer.buffer(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(document));
    } catch (IOException e) {
      throw new UncheckedIOException("reports/openapi.yaml cannot be read", e);
    }
  }
}
