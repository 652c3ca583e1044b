package io.playhead.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.event.EventType;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Verdicts of the validators as they are configured by default, and how the tests read them. */
final class Verdicts {
  private static final EventSchemas SCHEMAS = EventSchemas.load(UnknownParams.REJECT);
  private static final BodyValidator COMPILED = new CompiledValidator(SCHEMAS, JsonLimits.DEFAULT, 10_000);
  private static final BodyValidator REFEREE = new NetworkntValidator(SCHEMAS, JsonLimits.DEFAULT, 10_000);

  /** Both validators: they must agree. */
  static final BodyValidator VALIDATOR = (endpoint, body) -> {
    Verdict verdict = COMPILED.validate(endpoint, body);
    assertThat(verdict).isEqualTo(REFEREE.validate(endpoint, body));
    return verdict;
  };

  private Verdicts() {}

  /** The verdict on a single event, sent to where its type belongs. */
  static Verdict of(ObjectNode event) {
    return VALIDATOR.validate(SampleEvents.endpoint(SampleEvents.typeOf(event)), SampleEvents.body(event));
  }

  static Verdict of(Endpoint endpoint, String body) {
    return VALIDATOR.validate(endpoint, body.getBytes(StandardCharsets.UTF_8));
  }

  /** That it was refused, and how. */
  static Verdict.Invalid invalid(Verdict verdict) {
    if (verdict instanceof Verdict.Invalid invalid) {
      return invalid;
    }
    throw new AssertionError("was not refused: " + verdict);
  }

  /** One line a violation, {@code POINTER RULE DETAIL}; nothing for a valid body. */
  static String lines(Verdict verdict) {
    return verdict instanceof Verdict.Invalid invalid
        ? invalid.violations().stream().map(v -> v.pointer() + " " + v.rule() + " " + v.detail())
            .collect(Collectors.joining("\n"))
        : "";
  }

  /** The single event's type, where it is valid. */
  static Verdict accepted(EventType type) {
    return new Verdict.Event(type);
  }
}
