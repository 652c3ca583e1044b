package io.playhead.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.event.EventType;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever the bytes: a verdict, the same again, in words without a trace of how it is done. */
class AnyBodyTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @Property
  void randomBytesHaveAVerdict(@ForAll Endpoint endpoint, @ForAll byte[] body) {
    assertSoundVerdict(endpoint, body);
  }

  @Property
  void randomJsonHasAVerdict(@ForAll Endpoint endpoint, @ForAll("json") JsonNode body) {
    assertSoundVerdict(endpoint, SampleEvents.body(body));
  }

  @Property
  void anEventWithAnyMemberReplacedHasAVerdict(@ForAll Endpoint endpoint, @ForAll EventType type,
      @ForAll("places") String object, @ForAll("names") String name, @ForAll("json") JsonNode value,
      @ForAll boolean array) {
    ObjectNode event = SampleEvents.fullest(type);
    (object.isEmpty() ? event : event.withObject(object)).set(name, value);

    assertSoundVerdict(endpoint, SampleEvents.body(array ? NODES.arrayNode().add(event) : event));
  }

  @Property
  void anEventWithAnyBytesReplacedHasAVerdict(@ForAll EventType type, @ForAll("positions") double position,
      @ForAll byte[] patch) {
    byte[] body = SampleEvents.body(SampleEvents.fullest(type));
    int start = (int) (position * body.length);
    System.arraycopy(patch, 0, body, start, Math.min(patch.length, body.length - start));

    assertSoundVerdict(SampleEvents.endpoint(type), body);
  }

  @Property
  void aTruncatedEventIsRefused(@ForAll EventType type, @ForAll("positions") double position) {
    byte[] body = SampleEvents.body(SampleEvents.fullest(type));
    byte[] truncated = Arrays.copyOf(body, (int) (position * body.length));

    assertThat(Verdicts.VALIDATOR.validate(SampleEvents.endpoint(type), truncated)).isInstanceOf(Verdict.Invalid.class);
  }

  @Property
  void theOrderOfMembersDoesNotMatter(@ForAll EventType type, @ForAll("names") String name,
      @ForAll("json") JsonNode value) {
    ObjectNode event = SampleEvents.fullest(type);
    event.withObject("/params").set(name, value);
    event.withObject("/playerTime").set(name, value);

    assertThat(Verdicts.of(reversed(event))).isEqualTo(Verdicts.of(event));
  }

  @Property(tries = 20)
  void threadsDoNotDisturbEachOther(@ForAll("json") JsonNode value) {
    List<ObjectNode> events = Arrays.stream(EventType.values()).map(SampleEvents::fullest).toList();
    events.forEach(event -> event.withObject("/params").set("x", value));
    List<Verdict> alone = events.stream().map(Verdicts::of).toList();

    assertThat(events.parallelStream().map(Verdicts::of).toList()).isEqualTo(alone);
  }

  private static void assertSoundVerdict(Endpoint endpoint, byte[] body) {
    Verdict verdict = Verdicts.VALIDATOR.validate(endpoint, body);

    assertThat(Verdicts.VALIDATOR.validate(endpoint, body)).isEqualTo(verdict);
    if (verdict instanceof Verdict.Invalid invalid) {
      assertThat(invalid.message()).isNotBlank();
      assertThat(invalid.violations()).isNotEmpty().hasSizeLessThanOrEqualTo(101);
      assertThat(invalid.violations()).allSatisfy(violation -> {
        assertThat(violation.pointer()).matches("(?s)(/.*)?");
        assertThat(violation.rule()).matches("[a-zA-Z]+");
        assertThat(violation.detail())
            .doesNotContainPattern("\\b(java|jackson|networknt|Source:)|Exception|breaks the rule");
      });
    }
  }

  private static ObjectNode reversed(ObjectNode object) {
    ObjectNode reversed = NODES.objectNode();
    object.propertyStream().toList().reversed().forEach(member -> reversed.set(member.getKey(),
        member.getValue() instanceof ObjectNode inner ? reversed(inner) : member.getValue()));
    return reversed;
  }

  @Provide
  Arbitrary<Double> positions() {
    return Arbitraries.doubles().between(0, true, 1, false);
  }

  @Provide
  Arbitrary<String> places() {
    return Arbitraries.of("", "/params", "/playerTime", "/qoeData", "/customMetadata");
  }

  /** Names that mean something, and any others. */
  @Provide
  Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.of("eventType", "playerTime", "params", "qoeData", "customMetadata", "playhead", "ts",
            "statesStart",
            "media.state.name", "media.length", "media.downloaded", "visitor.customerIDs", "media.ad.podIndex"),
        Arbitraries.strings().ofMaxLength(12).filter(AnyBodyTest::isEncodable));
  }

  @Provide
  Arbitrary<JsonNode> json() {
    Arbitrary<JsonNode> scalars = Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(40).filter(AnyBodyTest::isEncodable).map(NODES::textNode),
        Arbitraries.of(EventType.NAMES).map(NODES::textNode), Arbitraries.longs().map(NODES::numberNode),
        Arbitraries.bigDecimals().map(NODES::numberNode), Arbitraries.of(true, false).map(NODES::booleanNode),
        Arbitraries.just(NODES.nullNode()));
    return Arbitraries.recursive(() -> scalars, this::containers, 0, 3);
  }

  private Arbitrary<JsonNode> containers(Arbitrary<JsonNode> inner) {
    Arbitrary<JsonNode> arrays =
        inner.list().ofMaxSize(3).map(elements -> NODES.arrayNode().addAll(elements));
    Arbitrary<JsonNode> objects = Combinators.combine(names(), inner).as(Tuple::of).list().ofMaxSize(4).map(members -> {
      ObjectNode object = NODES.objectNode();
      members.forEach(member -> object.set(member.get1(), member.get2()));
      return object;
    });
    return Arbitraries.oneOf(inner, arrays, objects);
  }

  /** Half surrogate pairs cannot be written as UTF-8. */
  private static boolean isEncodable(String text) {
    return UTF_8.newEncoder().canEncode(text);
  }
}
