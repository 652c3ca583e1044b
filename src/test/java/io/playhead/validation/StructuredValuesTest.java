package io.playhead.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.event.EventType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are more than a type: metadata, states, customer ids (collection-api §§2–4). */
class StructuredValuesTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "Z", "0", "_", ".", "a_B.9"})
  void aCustomMetadataKeyHasLettersDigitsDotsAndUnderscores(String key) {
    assertThat(Verdicts.of(withMetadata(key, "\"v\""))).isEqualTo(Verdicts.accepted(EventType.PLAY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a-b", "ä", "a\n", "a/b", "😀"})
  void noOtherCustomMetadataKeyIsAccepted(String key) {
    assertThat(violations(withMetadata(key, "\"v\""))).containsExactly(
        new Violation("/customMetadata/" + key.replace("/", "~1"), "additionalProperties",
            "is not a valid key of customMetadata of play: keys must match ^[a-zA-Z0-9_.]+$"));
  }

  @ParameterizedTest
  @CsvSource({"1,a number", "true,a boolean", "null,null", "[],an array", "{},an object"})
  void aCustomMetadataValueIsAString(String value, String actual) {
    assertThat(violations(withMetadata("key", value)))
        .containsExactly(new Violation("/customMetadata/key", "type", "must be a string, was " + actual));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"player\"", "\"external\""})
  void anErrorComesFromThePlayerOrOutside(String source) {
    assertThat(Verdicts.of(withErrorSource(source))).isEqualTo(Verdicts.accepted(EventType.ERROR));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"Player\"", "\"network\"", "5", "true", "null", "[]", "{}"})
  void anErrorComesFromNowhereElse(String source) {
    assertThat(violations(withErrorSource(source))).containsExactly(
        new Violation("/qoeData/media.qoe.errorSource", "enum", "must be player or external, was " + source));
  }

  static Stream<Arguments> statesUpdates() {
    return Stream.of(
        Arguments.of("{'statesStart': [{'media.state.name': 'mute'}]}", ""),
        Arguments.of("{'statesEnd': [{'media.state.name': 'mute'}]}", ""),
        Arguments.of("{}", "/params anyOf must have statesStart or statesEnd"),
        Arguments.of("{'statesStart': []}", "/params/statesStart minItems must have at least 1 element"),
        Arguments.of("{'statesEnd': [{}]}", "/params/statesEnd/0/media.state.name required is required"),
        Arguments.of("{'statesEnd': ['mute']}", "/params/statesEnd/0 type must be an object, was a string"),
        Arguments.of("{'statesEnd': [{'media.state.name': 5}]}",
            "/params/statesEnd/0/media.state.name type must be a string, was a number"),
        Arguments.of("{'statesEnd': [{'media.state.name': 'mute', 'x': 1}]}",
            "/params/statesEnd/0/x additionalProperties is not a known key of an element of statesEnd of statesUpdate;"
                + " known: media.state.name"));
  }

  @ParameterizedTest
  @MethodSource("statesUpdates")
  void aStatesUpdateStartsOrEndsAtLeastOneState(String params, String violation) {
    assertThat(lines(with(EventType.STATES_UPDATE, params))).isEqualTo(violation);
  }

  static Stream<Arguments> stateNames() {
    return Stream.of(Arguments.of("m", true), Arguments.of("full_Screen.2", true), Arguments.of("a".repeat(64), true),
        Arguments.of("", false), Arguments.of("a b", false), Arguments.of("a-b", false), Arguments.of("mute\n", false),
        Arguments.of("ä", false), Arguments.of("a".repeat(65), false));
  }

  @ParameterizedTest
  @MethodSource("stateNames")
  void aStateNameHas1To64LettersDigitsDotsAndUnderscores(String name, boolean valid) {
    for (EventType type : List.of(EventType.STATE_START, EventType.STATE_END)) {
      ObjectNode event = SampleEvents.minimal(type);
      event.withObject("/params").put("media.state.name", name);

      assertThat(lines(event).startsWith("/params/media.state.name pattern must match")).isEqualTo(!valid);
      assertThat(lines(event).isEmpty()).isEqualTo(valid);
    }
  }

  static Stream<Arguments> customerIds() {
    String place = "/params/visitor.customerIDs/crm";
    return Stream.of(
        Arguments.of("{}", ""),
        Arguments.of("{'crm': {'id': 'c-9', 'authState': 0}, 'a b/c': {'id': '', 'authState': 2.0}}", ""),
        Arguments.of("{'crm': {'id': 'c-9'}}", ""),
        Arguments.of("{'crm': 'c-9'}", place + " type must be an object, was a string"),
        Arguments.of("{'crm': {'authState': 1}}", place + "/id required is required"),
        Arguments.of("{'crm': {'id': 9}}", place + "/id type must be a string, was a number"),
        Arguments.of("{'crm': {'id': '', 'authState': '1'}}",
            place + "/authState type must be an integer, was a string"),
        Arguments.of("{'crm': {'id': '', 'authState': 1.5}}", place + "/authState type must be an integer, was 1.5"),
        Arguments.of("{'crm': {'id': '', 'authState': -1}}", place + "/authState minimum must be at least 0, was -1"),
        Arguments.of("{'crm': {'id': '', 'authState': 3}}", place + "/authState maximum must be at most 2, was 3"));
  }

  @ParameterizedTest
  @MethodSource("customerIds")
  void aCustomerIdHasAnIdAndAnAuthenticationState(String ids, String violation) {
    String params = SampleEvents.minimal(EventType.SESSION_START).get("params").toString();
    String all = params.substring(0, params.length() - 1) + ", 'visitor.customerIDs': " + ids + "}";

    assertThat(lines(with(EventType.SESSION_START, all))).isEqualTo(violation);
  }

  private static ObjectNode withMetadata(String key, String value) {
    ObjectNode event = SampleEvents.minimal(EventType.PLAY);
    event.putObject("customMetadata").set(key, SampleEvents.json(value));
    return event;
  }

  private static ObjectNode withErrorSource(String source) {
    ObjectNode event = SampleEvents.minimal(EventType.ERROR);
    event.withObject("/qoeData").set("media.qoe.errorSource", SampleEvents.json(source));
    return event;
  }

  private static ObjectNode with(EventType type, String params) {
    ObjectNode event = SampleEvents.minimal(type);
    event.set("params", SampleEvents.json(params.replace('\'', '"')));
    return event;
  }

  private static String lines(ObjectNode event) {
    return Verdicts.lines(Verdicts.of(event));
  }

  private static List<Violation> violations(ObjectNode event) {
    return Verdicts.invalid(Verdicts.of(event)).violations();
  }
}
