package io.playhead.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.event.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gateway.validation.unknownParams: accept} (collection-api §3, strictness). */
class UnknownParamsTest {
  private static final BodyValidator ACCEPTING =
      new CompiledValidator(EventSchemas.load(UnknownParams.ACCEPT), JsonLimits.DEFAULT, 10_000);

  private static Verdict verdict(ObjectNode event) {
    return ACCEPTING.validate(SampleEvents.endpoint(SampleEvents.typeOf(event)), SampleEvents.body(event));
  }

  @ParameterizedTest
  @EnumSource
  void unknownStringsNumbersAndBooleansPassInTheParamsOfEachType(EventType type) {
    ObjectNode event = SampleEvents.fullest(type);
    event.withObject("/params").put("a.string", "x").put("a.number", 1.5).put("a.boolean", true);

    assertThat(verdict(event)).isEqualTo(Verdicts.accepted(type));
  }

  @ParameterizedTest
  @CsvSource({"null,null", "[],an array", "{},an object"})
  void otherUnknownValuesDoNot(String value, String actual) {
    ObjectNode event = SampleEvents.minimal(EventType.PLAY);
    event.withObject("/params").set("x", SampleEvents.json(value));

    assertThat(Verdicts.lines(verdict(event)))
        .isEqualTo("/params/x type must be a string, a number or a boolean, was " + actual);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/playerTime", "/qoeData", "/params/statesStart/0"})
  void unknownKeysElsewhereDoNot(String object) {
    ObjectNode event = SampleEvents.fullest(EventType.STATES_UPDATE);
    ((ObjectNode) event.at(object)).put("x", "y");

    assertThat(Verdicts.lines(verdict(event))).startsWith(object + "/x additionalProperties is not a known key of ");
  }

  @Test
  void knownKeysKeepTheirRules() {
    ObjectNode event = SampleEvents.minimal(EventType.STATES_UPDATE);
    event.putObject("params").put("x", "y");

    assertThat(Verdicts.lines(verdict(event))).isEqualTo("/params anyOf must have statesStart or statesEnd");
  }
}
