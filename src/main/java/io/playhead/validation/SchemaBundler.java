package io.playhead.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes one self-contained document of a schema and all it refers to, and checks every keyword on the way.
 *
 * <p>
 * A reference names a file relative to its own, {@code ../definitions/playerTime.json}. In the bundle that file's
 * schema stands in {@code $defs} under the file's name, and the reference is {@code #/$defs/playerTime}.
 */
final class SchemaBundler {
  private static final String DEFINITION = "#/$defs/";

  private static final JsonMapper MAPPER = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final SchemaSource source;
  private final Map<String, String> fileOfDefinition = new HashMap<>();
  private final TreeMap<String, ObjectNode> definitions = new TreeMap<>();

  private SchemaBundler(SchemaSource source) {
    this.source = source;
  }

  /**
   * The bundle of that file.
   *
   * @throws SchemaException if a file is missing or no JSON, or a keyword is unsupported, misused or refers to nothing
   */
  static ObjectNode bundle(SchemaSource source, String file) {
    SchemaBundler bundler = new SchemaBundler(source);
    ObjectNode bundle = bundler.read(file);
    bundler.adopt(file, "", bundle);
    if (!bundler.definitions.isEmpty()) {
      bundle.putObject(SchemaKeyword.DEFS.spelling()).setAll(bundler.definitions);
    }
    return bundle;
  }

  private ObjectNode read(String file) {
    JsonNode document;
    try {
      document = MAPPER.readTree(source.read(file));
    } catch (JsonProcessingException e) {
      throw new SchemaException(file, "is not valid JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new SchemaException(file, "cannot be read: " + e.getMessage(), e);
    }
    if (document instanceof ObjectNode object) {
      return object;
    }
    throw new SchemaException(file, "is not an object");
  }

  /** Checks the schema at that pointer of a file, turns its references and loads what they name. */
  private void adopt(String file, String pointer, JsonNode schema) {
    for (Map.Entry<String, JsonNode> member : schema.properties()) {
      String spelling = member.getKey();
      JsonNode value = member.getValue();
      String place = pointer + "/" + spelling;
      SchemaKeyword keyword = SchemaKeyword.of(spelling).filter(known -> known != SchemaKeyword.DEFS)
          .orElseThrow(() -> new SchemaException(file, "unsupported keyword " + spelling + " at " + place));
      if (!keyword.shape().fits(value)) {
        throw new SchemaException(file, place + " must be " + keyword.shape().words());
      }
      switch (keyword.shape()) {
        case SCHEMA -> adopt(file, place, value);
        case SCHEMAS -> adoptAll(file, place, value);
        case SCHEMA_BY_NAME, SCHEMA_BY_REGEX -> value
            .forEachEntry((name, subschema) -> adopt(file, place + "/" + name, subschema));
        default -> {
          // Every other keyword holds plain values, in which nothing is a schema.
        }
      }
      if (keyword == SchemaKeyword.REF) {
        member.setValue(MAPPER.getNodeFactory().textNode(definition(file, place, value.textValue())));
      }
    }
  }

  private void adoptAll(String file, String place, JsonNode schemas) {
    for (int i = 0; i < schemas.size(); i++) {
      adopt(file, place + "/" + i, schemas.get(i));
    }
  }

  /** The reference within the bundle that stands for a reference to a file, which is loaded at its first mention. */
  private String definition(String file, String place, String reference) {
    String target;
    try {
      target = URI.create(file).resolve(reference).normalize().toString();
    } catch (IllegalArgumentException e) {
      throw new SchemaException(file, place + " is no reference: " + reference, e);
    }
    String name = target.substring(target.lastIndexOf('/') + 1).replaceFirst("\\.json$", "");
    String known = fileOfDefinition.putIfAbsent(name, target);
    if (known == null) {
      ObjectNode definition = readReferred(file, place, target);
      definition.remove(SchemaKeyword.SCHEMA.spelling());
      definitions.put(name, definition);
      adopt(target, "", definition);
    } else if (!known.equals(target)) {
      throw new SchemaException(file, place + " refers to a second " + name + ".json, besides schemas/" + known);
    }
    return DEFINITION + name;
  }

  private ObjectNode readReferred(String file, String place, String target) {
    try {
      return read(target);
    } catch (SchemaException e) {
      throw new SchemaException(file, place + " refers to " + e.getMessage(), e);
    }
  }
}
