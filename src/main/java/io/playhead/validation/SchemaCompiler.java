package io.playhead.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.networknt.schema.regex.JDKRegularExpressionFactory;
import io.playhead.validation.Program.AllOf;
import io.playhead.validation.Program.AnyOf;
import io.playhead.validation.Program.Anything;
import io.playhead.validation.Program.ArrayRules;
import io.playhead.validation.Program.NamePattern;
import io.playhead.validation.Program.Nothing;
import io.playhead.validation.Program.ObjectRules;
import io.playhead.validation.Program.Rules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compiles a bundled schema document to a {@link Program}: the keywords of {@link SchemaKeyword}, references within the
 * document that do not come back to themselves, and {@value ObjectRules#MAX_NAMES} names an object.
 */
final class SchemaCompiler {
  private final String file;
  private final JsonNode document;
  private final Set<String> open = new LinkedHashSet<>();

  private SchemaCompiler(String file, JsonNode document) {
    this.file = file;
    this.document = document;
  }

  /**
   * The program of a document.
   *
   * @param file the document's name, for the exception
   * @throws SchemaException if it uses what this compiler does not know
   */
  static Program compile(String file, JsonNode document) {
    try {
      return new SchemaCompiler(file, document).schema(document, "");
    } catch (IllegalArgumentException e) {
      throw new SchemaException(file, String.valueOf(e.getMessage()), e);
    }
  }

  private Program schema(JsonNode schema, String place) {
    if (schema.isBoolean()) {
      return schema.booleanValue() ? new Anything() : new Nothing();
    }
    boolean hasRules = false;
    List<Program> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : schema.properties()) {
      JsonNode value = member.getValue();
      String at = place + "/" + member.getKey();
      switch (keyword(member.getKey(), value, at)) {
        case SCHEMA, TITLE, DESCRIPTION, EXAMPLES, DEFS -> {
          // They say nothing about values.
        }
        case TYPE, PROPERTIES, PATTERN_PROPERTIES, ADDITIONAL_PROPERTIES, REQUIRED, ITEMS, MIN_ITEMS, MINIMUM, MAXIMUM,
            PATTERN ->
          hasRules = true;
        case REF -> parts.add(reference(value.textValue(), at));
        case CONST -> parts.add(ConstantCompiler.compile(value));
        case ENUM -> parts.add(ConstantCompiler.compileAny(value));
        case ANY_OF -> parts.add(new AnyOf(schemas(value, at)));
      }
    }
    if (hasRules) {
      parts.addFirst(rules(schema, place));
    }
    return all(parts, new Anything());
  }

  private SchemaKeyword keyword(String spelling, JsonNode value, String place) {
    SchemaKeyword keyword = SchemaKeyword.of(spelling)
        .orElseThrow(() -> new SchemaException(file, "unsupported keyword " + spelling + " at " + place));
    if (!keyword.shape().fits(value)) {
      throw new SchemaException(file, place + " must be " + keyword.shape().words());
    }
    return keyword;
  }

  private List<Program> schemas(JsonNode schemas, String place) {
    return Stream.iterate(0, i -> i < schemas.size(), i -> i + 1).map(i -> schema(schemas.get(i), place + "/" + i))
        .toList();
  }

  private Program reference(String reference, String place) {
    JsonNode target = reference.startsWith("#/") ? document.at(reference.substring(1)) : MissingNode.getInstance();
    if (!KeywordShape.SCHEMA.fits(target)) {
      throw new SchemaException(file, place + " must point to a schema in the document, was " + reference);
    }
    if (!open.add(reference)) {
      throw new SchemaException(file, place + " comes back to itself: " + reference);
    }
    Program program = schema(target, reference.substring(1));
    open.remove(reference);
    return program;
  }

  private Rules rules(JsonNode schema, String place) {
    JsonNode pattern = schema.path("pattern");
    return new Rules(kinds(schema.path("type")), object(schema, place), array(schema, place),
        pattern.isTextual() ? TextRule.matching(pattern.textValue()) : TextRule.ANY, number(schema));
  }

  private static int kinds(JsonNode type) {
    if (type.isMissingNode()) {
      return Rules.EVERY_KIND;
    }
    return types(type).mapToInt(name -> switch (name) {
      case "object" -> Rules.OBJECT;
      case "array" -> Rules.ARRAY;
      case "string" -> Rules.STRING;
      case "number", "integer" -> Rules.NUMBER;
      case "boolean" -> Rules.TRUE | Rules.FALSE;
      default -> Rules.NULL;
    }).reduce(0, (some, more) -> some | more);
  }

  private static Stream<String> types(JsonNode type) {
    return type.isArray() ? type.valueStream().map(JsonNode::textValue) : Stream.ofNullable(type.textValue());
  }

  private static NumberRange number(JsonNode schema) {
    List<String> types = types(schema.path("type")).toList();
    NumberRange range = NumberRange.ALL;
    if (types.contains("integer") && !types.contains("number")) {
      range = range.wholeOnly();
    }
    if (schema.has("minimum")) {
      range = range.from(schema.get("minimum").decimalValue());
    }
    return schema.has("maximum") ? range.to(schema.get("maximum").decimalValue()) : range;
  }

  private ArrayRules array(JsonNode schema, String place) {
    Program items = schema.has("items") ? schema(schema.get("items"), place + "/items") : new Anything();
    return new ArrayRules(List.of(), items, schema.path("minItems").intValue());
  }

  private ObjectRules object(JsonNode schema, String place) {
    List<NamePattern> patterns = schema.path("patternProperties").propertyStream()
        .map(member -> new NamePattern(TextRule.matching(member.getKey()),
            schema(member.getValue(), place + "/patternProperties/" + member.getKey())))
        .toList();
    Program others = schema.has("additionalProperties")
        ? schema(schema.get("additionalProperties"), place + "/additionalProperties")
        : new Anything();
    List<String> required = schema.path("required").valueStream().map(JsonNode::textValue).toList();
    List<String> names =
        Stream.concat(schema.path("properties").propertyStream().map(Map.Entry::getKey), required.stream()).distinct()
            .toList();
    List<Program> values = names.stream().map(name -> value(name, schema, place, others)).toList();
    return ObjectRules.of(names, values, required, patterns, others);
  }

  /** The program for the value of a member that the schema names: known beforehand, patterns included. */
  private Program value(String name, JsonNode schema, String place, Program others) {
    List<Program> programs = new ArrayList<>();
    JsonNode property = schema.path("properties").path(name);
    if (!property.isMissingNode()) {
      programs.add(schema(property, place + "/properties/" + name));
    }
    schema.path("patternProperties").forEachEntry((regex, pattern) -> {
      if (JDKRegularExpressionFactory.getInstance().getRegularExpression(regex).matches(name)) {
        programs.add(schema(pattern, place + "/patternProperties/" + regex));
      }
    });
    return all(programs, others);
  }

  private static Program all(List<Program> programs, Program ofNone) {
    return switch (programs.size()) {
      case 0 -> ofNone;
      case 1 -> programs.getFirst();
      default -> new AllOf(List.copyOf(programs));
    };
  }
}
