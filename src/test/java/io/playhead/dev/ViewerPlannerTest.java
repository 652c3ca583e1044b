package io.playhead.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.dev.ViewerPlan.Delivery;
import io.playhead.event.EventType;
import io.playhead.validation.CompiledValidator;
import io.playhead.validation.Endpoint;
import io.playhead.validation.EventSchemas;
import io.playhead.validation.JsonLimits;
import io.playhead.validation.UnknownParams;
import io.playhead.validation.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewerPlannerTest {
  private static final Instant START = Instant.parse("2026-03-01T20:15:00Z");
  private static final int MAX_BATCH = 10_000;
  private static final List<ViewerPlan> PLANS = plans(1);
  private static final Set<String> FIELDS = PLANS.stream()
      .flatMap(plan -> plan.expected().values().keySet().stream()).collect(Collectors.toSet());

  @Test
  void everyBodyIsValid() {
    EventSchemas schemas = EventSchemas.load(UnknownParams.REJECT);
    CompiledValidator validator = new CompiledValidator(schemas, JsonLimits.DEFAULT, MAX_BATCH);

    assertThat(PLANS).allSatisfy(plan -> {
      if (plan.isBatch()) {
        Endpoint endpoint = plan.delivery() == Delivery.DOWNLOADED ? Endpoint.DOWNLOADED : Endpoint.SESSIONS;
        assertThat(validator.validate(endpoint, plan.batch(START)))
            .isEqualTo(new Verdict.Batch((int) plan.events().count()));
      } else {
        assertThat(plan.events()).allSatisfy(event -> assertThat(validator.validate(endpoint(event), event.body(START)))
            .isEqualTo(new Verdict.Event(event.type())));
      }
    });
  }

  @Test
  void theSameSeedGivesTheSameViewers() {
    assertThat(plans(1)).isEqualTo(PLANS);
  }

  @Test
  void anotherSeedGivesOtherViewers() {
    assertThat(plans(2).equals(PLANS)).isFalse();
  }

  @Test
  void everySessionBeginsWithItsStartAlone() {
    assertThat(PLANS).allSatisfy(plan -> assertThat(plan.calls().getFirst().events())
        .extracting(PlannedEvent::type).containsExactly(EventType.SESSION_START));
  }

  @Test
  void callsAreNeverDueBeforeThoseBefore() {
    assertThat(PLANS).allSatisfy(plan -> assertThat(plan.calls()).extracting(ViewerPlan.Call::due).isSorted());
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeOfEventOccurs(EventType type) {
    assertThat(PLANS.stream().flatMap(ViewerPlan::events).map(PlannedEvent::type)).contains(type);
  }

  @ParameterizedTest
  @EnumSource
  void everyDeliveryOccurs(Delivery delivery) {
    assertThat(PLANS).extracting(ViewerPlan::delivery).contains(delivery);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sessionDetails.closeReason.ended", "sessionDetails.closeReason.completed",
    "sessionDetails.closeReason.inactive", "sessionDetails.closeReason.downloaded", "sessionDetails.isCompleted",
    "sessionDetails.hasResume", "sessionDetails.hasProgress10", "sessionDetails.hasProgress95",
    "sessionDetails.pauseTime", "sessionDetails.adCount", "sessionDetails.chapterCount", "sessionDetails.lateEvents",
    "sessionDetails.clockResets", "qoeDataDetails.isDroppedBeforeStart", "qoeDataDetails.timeToStart",
    "qoeDataDetails.bufferTime", "qoeDataDetails.startupBufferTime", "qoeDataDetails.stallTime",
    "qoeDataDetails.bitrateChangeCount", "qoeDataDetails.bitrateAverage", "qoeDataDetails.droppedFrames",
    "qoeDataDetails.framesPerSecond", "qoeDataDetails.externalErrors.3016", "qoeDataDetails.playerSdkErrors.3016",
    "states.mute.time", "states.fullscreen.count"})
  void everyKindOfBehaviourOccurs(String field) {
    assertThat(FIELDS).contains("sessionClose." + field);
  }

  @Test
  void someAdsEndWithoutACallOfTheirOwn() {
    assertThat(PLANS.stream().filter(plan -> count(plan, EventType.AD_START) > count(plan, EventType.AD_COMPLETE)
        + count(plan, EventType.AD_SKIP))).isNotEmpty();
  }

  @Test
  void somePodsHaveSeveralAds() {
    assertThat(PLANS.stream().flatMap(ViewerPlan::events).map(event -> event.params().get("media.ad.podPosition")))
        .contains(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2})
  void breaksComeAfterBeforeAndWithinTheContent(int podIndex) {
    assertThat(PLANS.stream().flatMap(ViewerPlan::events).map(event -> event.params().get("media.ad.podIndex")))
        .contains(podIndex);
  }

  @Test
  void someViewersPostTheEventsOfOneMomentAtOnce() {
    assertThat(PLANS.stream().flatMap(plan -> plan.calls().stream()).map(call -> call.events().size())).contains(3);
  }

  @Test
  void someSessionsHaveNoEventButTheirStart() {
    assertThat(PLANS.stream().map(plan -> plan.events().count())).contains(1L);
  }

  @Test
  void sessionsEndOnlyAsTheyMay() {
    ViewerPlanner planner = new ViewerPlanner(1, EnumSet.of(Ending.ENDED));

    assertThat(IntStream.range(0, 200).mapToObj(planner::plan).filter(plan -> !plan.isBatch()))
        .allSatisfy(plan -> assertThat(plan.expected().values()).containsKey(
            "sessionClose.sessionDetails.closeReason.ended"));
  }

  private static List<ViewerPlan> plans(long seed) {
    ViewerPlanner planner = new ViewerPlanner(seed, Arrays.stream(Ending.values()).collect(Collectors.toSet()));
    return IntStream.range(0, 1_000).mapToObj(planner::plan).toList();
  }

  private static long count(ViewerPlan plan, EventType type) {
    return plan.events().filter(event -> event.type() == type).count();
  }

  private static Endpoint endpoint(PlannedEvent event) {
    return event.type() == EventType.SESSION_START ? Endpoint.SESSIONS : Endpoint.EVENTS;
  }
}
