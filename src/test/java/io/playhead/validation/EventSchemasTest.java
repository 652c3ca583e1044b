package io.playhead.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.playhead.event.EventType;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents in {@code schemas/}, as they are served (collection-api §§1, 3). */
class EventSchemasTest {
  private static final EventSchemas SCHEMAS = EventSchemas.load(UnknownParams.REJECT);

  @Test
  void thereIsOneDocumentForEachEventType() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("schemas/events"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(EventType.NAMES.stream().map(name -> name + ".json").toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachDocumentSaysWhatItDescribes(EventType type) {
    JsonNode document = document(type);

    assertThat(document.path("$schema").textValue()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(document.path("title").textValue()).isEqualTo(type.wireName());
    assertThat(document.path("description").textValue()).endsWith(".");
  }

  @ParameterizedTest
  @EnumSource
  void theFirstExampleIsMinimalAndTheLastHasEveryKey(EventType type) {
    JsonNode examples = document(type).path("examples");

    assertThat(keys(examples.get(0))).isEqualTo(keys(SampleEvents.minimal(type)));
    assertThat(keys(examples.get(examples.size() - 1))).containsAll(keys(SampleEvents.fullest(type)));
  }

  @ParameterizedTest
  @EnumSource
  void examplesAreValid(EventType type) {
    Schema fresh = compile(SCHEMAS.document(type));
    for (JsonNode example : document(type).path("examples")) {
      assertThat(Verdicts.of((ObjectNode) example)).isEqualTo(Verdicts.accepted(type));
      assertThat(fresh.validate(example)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theServedDocumentValidatesByItself(EventType type) {
    Schema fresh = compile(SCHEMAS.document(type));

    assertThat(references(document(type))).allMatch(reference -> isWithin(reference, document(type)));
    assertThat(fresh.validate(SampleEvents.fullest(type))).isEmpty();
    SpecTable.keys(type).forEach(key -> {
      ObjectNode event = SampleEvents.fullest(type);
      event.withObject("/" + key.object()).putNull(key.name());
      assertThat(fresh.validate(event)).as("%s is null", key).isNotEmpty();
    });
  }

  @Test
  void theIndexValidatesEventsOfEveryTypeByItself() {
    Schema index = compile(SCHEMAS.index());

    assertThat(references(tree(SCHEMAS.index()))).allMatch(reference -> isWithin(reference, tree(SCHEMAS.index())));
    for (EventType type : EventType.values()) {
      ObjectNode event = SampleEvents.fullest(type);
      assertThat(index.validate(event)).isEmpty();
      assertThat(index.validate(event.put("x", 1))).isNotEmpty();
    }
  }

  @Test
  void theIndexAcceptsUnknownParamsWhereTheDocumentsDo() {
    EventSchemas accepting = EventSchemas.load(UnknownParams.ACCEPT);
    for (EventType type : EventType.values()) {
      ObjectNode event = SampleEvents.fullest(type);
      event.withObject("/params").put("x", 1);
      assertThat(compile(accepting.document(type)).validate(event)).isEmpty();
      assertThat(compile(accepting.index()).validate(event)).isEmpty();
      assertThat(compile(SCHEMAS.document(type)).validate(event)).isNotEmpty();
      assertThat(compile(SCHEMAS.index()).validate(event)).isNotEmpty();
    }
  }

  @Test
  void everySupportedKeywordIsInUse() {
    String all = new String(SCHEMAS.index(), UTF_8);

    assertThat(SchemaKeyword.values()).allMatch(keyword -> all.contains("\"" + keyword.spelling() + "\": "));
  }

  static Stream<Arguments> brokenDocuments() {
    return Stream.of(
        Arguments.of("events/ping.json", "{\"type\": ", "schemas/events/ping.json: is not valid JSON"),
        Arguments.of("events/ping.json", "", "schemas/events/ping.json: is not an object"),
        Arguments.of("events/ping.json", "{} {}", "schemas/events/ping.json: is not valid JSON"),
        Arguments.of("events/ping.json", "{\"type\": \"object\", \"type\": \"object\"}",
            "schemas/events/ping.json: is not valid JSON"),
        Arguments.of("events/ping.json", "[]", "schemas/events/ping.json: is not an object"),
        Arguments.of("events/ping.json", "{\"oneOf\": []}",
            "schemas/events/ping.json: unsupported keyword oneOf at /oneOf"),
        Arguments.of("events/ping.json", "{\"properties\": {\"a\": {\"formatt\": \"date\"}}}",
            "schemas/events/ping.json: unsupported keyword formatt at /properties/a/formatt"),
        Arguments.of("events/ping.json", "{\"anyOf\": [{}, {\"not\": {}}]}",
            "schemas/events/ping.json: unsupported keyword not at /anyOf/1/not"),
        Arguments.of("events/ping.json", "{\"$defs\": {}}",
            "schemas/events/ping.json: unsupported keyword $defs at /$defs"),
        Arguments.of("definitions/playerTime.json", "{\"items\": {\"if\": {}}}",
            "schemas/definitions/playerTime.json: unsupported keyword if at /items/if"),
        Arguments.of("events/ping.json", "{\"$ref\": \"../definitions/nothing.json\"}",
            "schemas/events/ping.json: /$ref refers to schemas/definitions/nothing.json: cannot be read"),
        Arguments.of("events/ping.json", "{\"$ref\": \"#/$defs/nothing\"}",
            "schemas/events/ping.json: /$ref refers to"),
        Arguments.of("events/ping.json", "{\"$ref\": \"a b\"}", "schemas/events/ping.json: /$ref is no reference"),
        Arguments.of("events/ping.json", "{\"minimum\": \"0\"}", "schemas/events/ping.json: /minimum must be a number"),
        Arguments.of("events/ping.json", "{\"minItems\": -1}", "/minItems must be a whole number from 0"),
        Arguments.of("events/ping.json", "{\"type\": \"text\"}", "/type must be a type name, or an array of them"),
        Arguments.of("events/ping.json", "{\"type\": [\"string\", \"text\"]}", "/type must be a type name"),
        Arguments.of("events/ping.json", "{\"required\": \"a\"}", "/required must be an array of strings"),
        Arguments.of("events/ping.json", "{\"enum\": []}", "/enum must be a non-empty array"),
        Arguments.of("events/ping.json", "{\"pattern\": \"[\"}", "/pattern must be a regular expression"),
        Arguments.of("events/ping.json", "{\"patternProperties\": {\"[\": {}}}",
            "/patternProperties must be an object"),
        Arguments.of("events/ping.json", "{\"properties\": {\"a\": 5}}", "/properties must be an object of schemas"),
        Arguments.of("events/ping.json", "{\"items\": []}", "/items must be a schema"),
        Arguments.of("events/ping.json", "{\"title\": 5}", "/title must be a string"));
  }

  @ParameterizedTest
  @MethodSource("brokenDocuments")
  void aDocumentThatCannotBeUsedIsNamedWithItsKeyword(String file, String content, String message) {
    SchemaSource broken = path -> path.equals(file) ? content.getBytes(UTF_8) : SchemaSource.classPath().read(path);

    assertThatThrownBy(() -> EventSchemas.load(broken, UnknownParams.REJECT)).isInstanceOf(SchemaException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aMissingDocumentIsNamed() {
    SchemaSource without = path -> {
      if (path.equals("events/ping.json")) {
        throw new FileNotFoundException("gone");
      }
      return SchemaSource.classPath().read(path);
    };

    assertThatThrownBy(() -> EventSchemas.load(without, UnknownParams.REJECT)).isInstanceOf(SchemaException.class)
        .hasMessageContaining("schemas/events/ping.json: ").hasMessageContaining("gone");
  }

  @Test
  void twoSharedDocumentsOfOneNameAreRefused() {
    String twice = "{\"anyOf\": [{\"$ref\": \"../definitions/state.json\"}, {\"$ref\": \"../other/state.json\"}]}";
    SchemaSource source =
        path -> path.equals("events/ping.json") ? twice.getBytes(UTF_8) : SchemaSource.classPath().read(path);

    assertThatThrownBy(() -> EventSchemas.load(source, UnknownParams.REJECT)).hasMessageContaining(
        "schemas/events/ping.json: /anyOf/1/$ref refers to a second state.json, besides schemas/definitions/state.json");
  }

  private static JsonNode document(EventType type) {
    return tree(SCHEMAS.document(type));
  }

  private static JsonNode tree(byte[] document) {
    return SampleEvents.json(new String(document, UTF_8));
  }

  private static Schema compile(byte[] document) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(new String(document, UTF_8),
        InputFormat.JSON);
  }

  private static List<String> references(JsonNode document) {
    return document.findValuesAsText("$ref");
  }

  private static boolean isWithin(String reference, JsonNode document) {
    return reference.startsWith("#/$defs/") && document.at(reference.substring(1)).isObject();
  }

  /** The keys of an event and of its objects, without those of metadata, which are free. */
  private static List<String> keys(JsonNode event) {
    return event.propertyStream()
        .flatMap(member -> Stream.concat(Stream.of(member.getKey()),
            member.getKey().equals("customMetadata")
                ? Stream.empty()
                : member.getValue().propertyStream().map(inner -> member.getKey() + "/" + inner.getKey())))
        .sorted().toList();
  }
}
