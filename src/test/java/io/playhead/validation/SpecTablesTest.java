package io.playhead.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.event.EventType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the tables of collection-api §§2–4, against the schemas. */
class SpecTablesTest {
  /** One value of each type of JSON, and of numbers one with a fraction. */
  private static final Map<String, String> VALUES =
      Map.of("string", "\"5\"", "number", "1.5", "integer", "5", "boolean",
          "true", "null", "null", "array", "[]", "object", "{}");

  /** Which of them a type of the table takes as its type. */
  private static final Map<String, Set<String>> TAKES = Map.of("string", Set.of("string"), "boolean", Set.of("boolean"),
      "false", Set.of("boolean"), "integer", Set.of("integer"), "number", Set.of("number", "integer"), "stateName",
      Set.of("string"), "errorSource", VALUES.keySet(), "states", Set.of("array"), "customerIDs", Set.of("object"));

  @ParameterizedTest
  @EnumSource
  void eachTypeIsAcceptedInItsMinimalForm(EventType type) {
    assertThat(Verdicts.of(SampleEvents.minimal(type))).isEqualTo(Verdicts.accepted(type));
  }

  @ParameterizedTest
  @EnumSource
  void eachTypeIsAcceptedInItsFullestForm(EventType type) {
    assertThat(Verdicts.of(SampleEvents.fullest(type))).isEqualTo(Verdicts.accepted(type));
  }

  static Stream<SpecTable.Key> requiredKeys() {
    return SpecTable.keys().filter(SpecTable.Key::required).filter(key -> !key.type().equals("states"));
  }

  @ParameterizedTest
  @MethodSource("requiredKeys")
  void aMissingRequiredKeyIsNamed(SpecTable.Key key) {
    ObjectNode event = SampleEvents.fullest(key.event());
    event.withObject("/" + key.object()).remove(key.name());

    assertThat(violations(event)).containsExactly(new Violation(key.pointer(), "required", "is required"));
  }

  static Stream<Arguments> requiredMembers() {
    return Stream.of(EventType.values()).flatMap(type -> Stream.of("playerTime", "eventType", "params")
        .filter(member -> !member.equals("params") || SpecTable.requiresParams(type)).map(m -> Arguments.of(type, m)));
  }

  @ParameterizedTest
  @MethodSource("requiredMembers")
  void aMissingRequiredMemberIsNamed(EventType type, String member) {
    ObjectNode event = SampleEvents.fullest(type);
    event.remove(member);

    assertThat(violations(type, event)).containsExactly(new Violation("/" + member, "required", "is required"));
  }

  static Stream<Arguments> wrongTypes() {
    return SpecTable.keys()
        .flatMap(key -> VALUES.entrySet().stream().sorted(Map.Entry.comparingByKey())
            .filter(value -> !TAKES.getOrDefault(key.type(), Set.of()).contains(value.getKey()))
            .map(value -> Arguments.of(key, value.getValue())));
  }

  @ParameterizedTest
  @MethodSource("wrongTypes")
  void aValueOfTheWrongTypeIsNamed(SpecTable.Key key, String value) {
    ObjectNode event = SampleEvents.fullest(key.event());
    event.withObject("/" + key.object()).set(key.name(), SampleEvents.json(value));

    assertThat(violations(event)).singleElement().satisfies(violation -> {
      assertThat(violation.pointer()).isEqualTo(key.pointer());
      assertThat(violation.rule()).isEqualTo("type");
      assertThat(violation.detail()).startsWith("must be a");
    });
  }

  static Stream<Arguments> membersOfWrongType() {
    return Stream.of(EventType.values())
        .flatMap(type -> Stream.of("playerTime", "params", "qoeData", "customMetadata").flatMap(member -> Stream
            .of("\"5\"", "1.5", "5", "true", "null", "[]").map(value -> Arguments.of(type, member, value))));
  }

  @ParameterizedTest
  @MethodSource("membersOfWrongType")
  void aMemberThatIsNoObjectIsNamed(EventType type, String member, String value) {
    ObjectNode event = SampleEvents.fullest(type);
    event.set(member, SampleEvents.json(value));

    assertThat(violations(event)).singleElement().satisfies(violation -> {
      assertThat(violation.pointer()).isEqualTo("/" + member);
      assertThat(violation.rule()).isEqualTo("type");
      assertThat(violation.detail()).startsWith("must be an object, was ");
    });
  }

  static Stream<Arguments> objects() {
    return Stream.of(EventType.values())
        .flatMap(type -> Stream.of("", "/playerTime", "/params", "/qoeData").map(place -> Arguments.of(type, place)));
  }

  @ParameterizedTest
  @MethodSource("objects")
  void anUnknownKeyIsNamed(EventType type, String object) {
    ObjectNode event = SampleEvents.fullest(type);
    (object.isEmpty() ? event : event.withObject(object)).put("no.such/key", "x");

    assertThat(violations(event)).singleElement().satisfies(violation -> {
      assertThat(violation.pointer()).isEqualTo(object + "/no.such~1key");
      assertThat(violation.rule()).isEqualTo("additionalProperties");
      assertThat(violation.detail()).startsWith("is not a known key");
    });
  }

  /** Names that begin with {@code #} are no exception, though some validators skip them. */
  @ParameterizedTest
  @MethodSource("objects")
  void anUnknownKeyOfAnyNameIsNamed(EventType type, String object) {
    for (String name : List.of("#key", "#", "$key", "")) {
      ObjectNode event = SampleEvents.fullest(type);
      (object.isEmpty() ? event : event.withObject(object)).put(name, "x");

      assertThat(violations(event)).extracting(Violation::pointer, Violation::rule)
          .containsExactly(tuple(object + "/" + name, "additionalProperties"));
    }
  }

  static Stream<SpecTable.Key> minima() {
    return SpecTable.keys().filter(key -> key.minimum().isPresent());
  }

  @ParameterizedTest
  @MethodSource("minima")
  void aNumberIsAcceptedAtItsMinimumAndNotBelow(SpecTable.Key key) {
    BigDecimal minimum = key.minimum().orElseThrow();

    assertThat(Verdicts.of(with(key, minimum))).isEqualTo(Verdicts.accepted(key.event()));
    assertThat(violations(with(key, minimum.subtract(step(key))))).singleElement()
        .extracting(Violation::pointer, Violation::rule).containsExactly(key.pointer(), "minimum");
  }

  static Stream<SpecTable.Key> maxima() {
    return SpecTable.keys().filter(key -> key.maximum().isPresent());
  }

  @ParameterizedTest
  @MethodSource("maxima")
  void aNumberIsAcceptedAtItsMaximumAndNotBeyond(SpecTable.Key key) {
    BigDecimal maximum = key.maximum().orElseThrow();

    assertThat(Verdicts.of(with(key, maximum))).isEqualTo(Verdicts.accepted(key.event()));
    for (BigDecimal beyond : List.of(maximum.add(step(key)), new BigDecimal("1e20"), new BigDecimal("1e308"))) {
      assertThat(violations(with(key, beyond))).singleElement().extracting(Violation::pointer, Violation::rule)
          .containsExactly(key.pointer(), "maximum");
    }
  }

  static Stream<SpecTable.Key> integers() {
    return SpecTable.keys().filter(key -> key.type().equals("integer"));
  }

  @ParameterizedTest
  @MethodSource("integers")
  void aNumberWithoutAFractionIsAnIntegerHoweverItIsWritten(SpecTable.Key key) {
    String seven = SampleEvents.fullest(key.event()).toString();
    for (String written : List.of("10.0", "1e1", "1E+2", "100e-1", "0.0", "0e9", "20.50e1")) {
      String body = seven.replaceFirst("\"" + key.name() + "\":7", "\"" + key.name() + "\":" + written);

      assertThat(body).contains(written);
      assertThat(Verdicts.of(SampleEvents.endpoint(key.event()), body)).isEqualTo(Verdicts.accepted(key.event()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void objectsMayBeEmptyWhereNothingInThemIsRequired(EventType type) {
    ObjectNode event = SampleEvents.minimal(type);
    event.putObject("qoeData");
    event.putObject("customMetadata");
    if (!SpecTable.requiresParams(type)) {
      event.putObject("params");
    }

    assertThat(Verdicts.of(event)).isEqualTo(Verdicts.accepted(type));
  }

  @ParameterizedTest
  @EnumSource
  void paramsOfATypeWithoutParametersSayThatTheyMustBeEmpty(EventType type) {
    ObjectNode event = SampleEvents.minimal(type);
    event.withObject("/params").put("x", 1);

    String expected = "is not a known key: params of " + type.wireName() + " must be empty";
    assertThat(violations(event).stream().anyMatch(violation -> violation.detail().equals(expected)))
        .isEqualTo(SpecTable.hasNoParams(type));
  }

  private static ObjectNode with(SpecTable.Key key, BigDecimal value) {
    ObjectNode event = SampleEvents.fullest(key.event());
    event.withObject("/" + key.object()).set(key.name(), DecimalNode.valueOf(value));
    return event;
  }

  private static BigDecimal step(SpecTable.Key key) {
    return key.type().equals("integer") ? BigDecimal.ONE : new BigDecimal("1e-9");
  }

  private static List<Violation> violations(ObjectNode event) {
    return Verdicts.invalid(Verdicts.of(event)).violations();
  }

  private static List<Violation> violations(EventType type, ObjectNode event) {
    return Verdicts.invalid(Verdicts.of(SampleEvents.endpoint(type), event.toString())).violations();
  }
}
