package io.playhead.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Whose session it is, as its {@code sessionStart} says (collection-api §4). */
record StartParameters(String reportSuite, String organisation) {
  private static final JsonFactory JSON = JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

  /**
   * Reads them; of an array, those of its first event.
   *
   * @param body known to be valid
   */
  static StartParameters read(byte[] body) {
    try (JsonParser json = JSON.createParser(body)) {
      while (json.nextToken() != JsonToken.START_OBJECT) {
        // An array's bracket.
      }
      while (!"params".equals(json.nextFieldName())) {
        json.nextToken();
        json.skipChildren();
      }
      json.nextToken();
      String reportSuite = "";
      String organisation = "";
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        switch (name) {
          case "analytics.reportSuite" -> reportSuite = json.getText();
          case "visitor.marketingCloudOrgId" -> organisation = json.getText();
          default -> json.skipChildren();
        }
      }
      return new StartParameters(reportSuite, organisation);
    } catch (IOException e) {
      throw new UncheckedIOException("a valid body cannot be read", e);
    }
  }
}
