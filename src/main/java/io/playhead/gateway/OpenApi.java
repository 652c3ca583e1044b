package io.playhead.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.event.EventType;
import io.playhead.validation.EventSchemas;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The OpenAPI 3.1 document of the public API: {@code openapi.yaml}, with the schemas that validate as its components.
 */
public final class OpenApi {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String DEFINITIONS = "#/$defs/";
  private static final String COMPONENTS = "#/components/schemas/";

  private final byte[] document;

  /** The document with these schemas. */
  public OpenApi(EventSchemas schemas) {
    this.document = write(schemas);
  }

  /** As JSON in UTF-8; not to be changed. */
  byte[] document() {
    return document;
  }

  private static byte[] write(EventSchemas schemas) {
    try (InputStream paths = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
      // Jackson's own reader of YAML knows no aliases.
      JsonNode document = JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(paths));
      ObjectNode components = (ObjectNode) document.at("/components/schemas");
      components.setAll((ObjectNode) move(JSON.readTree(schemas.index()).path("$defs")));
      components.set("eventType", JSON.createObjectNode().put("type", "string").set("enum", JSON.valueToTree(
          List.of(EventType.values()).stream().map(EventType::wireName).toList())));
      components.set("laterEvent", JSON.createObjectNode().set("anyOf", laterEvents()));
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.yaml cannot be read", e);
    }
  }

  private static ArrayNode laterEvents() {
    ArrayNode types = JSON.createArrayNode();
    for (EventType type : EventType.values()) {
      if (type != EventType.SESSION_START) {
        types.addObject().put("$ref", COMPONENTS + type.wireName());
      }
    }
    return types;
  }

  /** Turns references to where the definitions stand now. */
  private static JsonNode move(JsonNode definitions) {
    for (JsonNode holder : definitions.findParents("$ref")) {
      String reference = holder.get("$ref").textValue();
      ((ObjectNode) holder).put("$ref", COMPONENTS + reference.substring(DEFINITIONS.length()));
    }
    return definitions;
  }
}
