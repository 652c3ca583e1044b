package io.playhead.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.event.EventType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiled validator against networknt, the referee. */
class CompiledValidatorTest {
  private static final int SHORT_RUN = 10_000;
  private static final int FULL_RUN = 1_000_000;
  private static final int MAX_EVENTS = 5;

  private static final List<Pair> PAIRS = List.of(Pair.of(UnknownParams.REJECT), Pair.of(UnknownParams.ACCEPT));

  /** Both validators, by the same schemas and limits. */
  private record Pair(CompiledValidator compiled, BodyValidator referee) {
    static Pair of(UnknownParams unknownParams) {
      EventSchemas schemas = EventSchemas.load(unknownParams);
      return new Pair(new CompiledValidator(schemas, JsonLimits.DEFAULT, MAX_EVENTS),
          new NetworkntValidator(schemas, JsonLimits.DEFAULT, MAX_EVENTS));
    }
  }

  @ParameterizedTest
  @EnumSource
  void validEventsOfEveryTypeNeedNoReferee(EventType type) {
    for (ObjectNode event : List.of(SampleEvents.minimal(type), SampleEvents.fullest(type))) {
      assertThat(accepted(SampleEvents.endpoint(type), event.toString())).contains(Verdicts.accepted(type));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'eventType':'ping','playerTime':{'playhead':0,'ts':0}}",
    " { 'playerTime' : {'ts':1e3,'playhead':0.50} ,\n'params':{ }, 'eventType' : 'ping' } ",
    "{'customMetadata':{'a':'}','b':'{[','c':'\\\\','d':'日本'},'playerTime':{'playhead':0,'ts':0},'eventType':'ping'}"})
  void theTypeMayStandAnywhere(String event) {
    assertThat(accepted(Endpoint.EVENTS, event.replace('\'', '"'))).contains(Verdicts.accepted(EventType.PING));
  }

  @Test
  void aBatchNeedsNoReferee() {
    ObjectNode start = SampleEvents.fullest(EventType.SESSION_START);
    start.withObject("/params").put("media.downloaded", true);
    String batch = "[" + start + "," + SampleEvents.fullest(EventType.STATES_UPDATE) + "]";

    assertThat(accepted(Endpoint.SESSIONS, batch)).contains(new Verdict.Batch(2));
    assertThat(accepted(Endpoint.DOWNLOADED, batch)).contains(new Verdict.Batch(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 5_000})
  void metadataNeedNoRefereeUnlessTwoHaveOneName(int count) {
    String event = "{\"playerTime\":{\"playhead\":0,\"ts\":0},\"eventType\":\"ping\",\"customMetadata\":{%s}}";
    String names = IntStream.range(0, count).mapToObj(i -> "\"name" + i + "\":\"\"").collect(Collectors.joining(","));
    String repeated = event.formatted(names + ",\"name0\":\"\"");

    assertThat(accepted(Endpoint.EVENTS, event.formatted(names))).contains(Verdicts.accepted(EventType.PING));
    assertThat(accepted(Endpoint.EVENTS, repeated)).isEmpty();
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, repeated)))
        .isEqualTo("/customMetadata/name0 duplicateName stands twice in its object");
  }

  static Stream<Arguments> uncompilable() {
    String names = IntStream.range(0, 65).mapToObj(i -> "\"n" + i + "\": {}").collect(Collectors.joining(", "));
    return Stream.of(
        Arguments.of("{\"properties\": {" + names + "}}", "names more than 64 members of one object"),
        Arguments.of("{\"additionalProperties\": {\"$ref\": \"qoeData.json\"}}", "comes back to itself"));
  }

  @ParameterizedTest
  @MethodSource("uncompilable")
  void aDocumentThatCannotBeCompiledStopsTheStart(String qoeData, String message) {
    EventSchemas schemas = EventSchemas.load(path -> path.equals("definitions/qoeData.json")
        ? qoeData.getBytes(UTF_8)
        : SchemaSource.classPath().read(path), UnknownParams.REJECT);

    assertThatThrownBy(() -> new CompiledValidator(schemas, JsonLimits.DEFAULT, MAX_EVENTS))
        .isInstanceOf(SchemaException.class).hasMessageContaining(message);
  }

  private static Optional<Verdict> accepted(Endpoint endpoint, String body) {
    return PAIRS.getFirst().compiled().accept(endpoint, body.getBytes(UTF_8));
  }

  @Test
  void whatIsValidForTheRefereeIsAcceptedAndNothingElse() {
    long seed = Long.getLong("playhead.test.seed", System.nanoTime());
    int run = Boolean.getBoolean("playhead.test.full") ? FULL_RUN : SHORT_RUN;
    GeneratedBodies bodies = new GeneratedBodies(seed);
    int accepted = 0;
    int handedOver = 0;
    for (int i = 0; i < run; i++) {
      GeneratedBodies.Call call = bodies.next();
      Pair pair = PAIRS.get(i % PAIRS.size());
      Verdict verdict = pair.referee().validate(call.endpoint(), call.body());
      Optional<Verdict> quick = pair.compiled().accept(call.endpoint(), call.body());
      boolean valid = verdict instanceof Verdict.Event || verdict instanceof Verdict.Batch;
      if (quick.isPresent()) {
        accepted++;
        assertThat(verdict).as("call %d of seed %d: %s", i, seed, call).isEqualTo(quick.get());
      } else if (valid) {
        handedOver++;
        assertThat(call.toString()).as("call %d of seed %d is handed over without an escape", i, seed).contains("\\");
      }
    }
    System.out.printf("CompiledValidatorTest: %,d bodies of seed %d, %,d accepted, %,d valid ones handed over%n", run,
        seed, accepted, handedOver);
    assertThat(accepted).isBetween(run / 5, run * 4 / 5);
    assertThat(handedOver).isLessThan(run / 20);
  }
}
