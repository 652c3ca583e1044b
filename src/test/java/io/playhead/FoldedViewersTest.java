package io.playhead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.playhead.dev.Ending;
import io.playhead.dev.PlannedEvent;
import io.playhead.dev.ReportTotals;
import io.playhead.dev.Totals;
import io.playhead.dev.ViewerPlan;
import io.playhead.dev.ViewerPlanner;
import io.playhead.event.MediaEvent;
import io.playhead.event.MediaEventReader;
import io.playhead.report.Report;
import io.playhead.report.ReportWriter;
import io.playhead.session.Arrival;
import io.playhead.session.LogPosition;
import io.playhead.session.OfflineBatch;
import io.playhead.session.Outcome;
import io.playhead.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folds simulated viewers' events and holds the reports against the viewers' own books. */
class FoldedViewersTest {
  private static final Instant START = Instant.parse("2026-03-01T20:15:00Z");
  private static final LogPosition RECORD = new LogPosition(0, 0, 0);
  private static final int VIEWERS = 1_000;
  private static final long SILENCE = 700_000;

  private final MediaEventReader reader = new MediaEventReader();
  private final ReportWriter writer = new ReportWriter();
  private final JsonMapper mapper =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private final ViewerPlanner planner = new ViewerPlanner(7, EnumSet.allOf(Ending.class));

  @ParameterizedTest
  @ValueSource(longs = {1, 60, 3_600, 1_000_000})
  void theReportsOnEveryViewerComeToItsBooksAtAnySpeed(long speed) throws Exception {
    for (int number = 0; number < VIEWERS; number++) {
      ViewerPlan plan = planner.plan(number);
      assertThat(totals(plan.isBatch() ? foldBatch(plan) : fold(plan, speed)).values()).as("viewer %d", number)
          .isEqualTo(plan.expected().values());
    }
  }

  private List<Report> fold(ViewerPlan plan, long speed) throws Exception {
    Session session = Session.start("sid", arrival(plan.calls().getFirst().events().getFirst(), 0), RECORD);
    List<Report> reports = new ArrayList<>(List.of(session.startReport(RECORD)));
    for (ViewerPlan.Call call : plan.calls().subList(1, plan.calls().size())) {
      for (PlannedEvent event : call.events()) {
        reports.addAll(taken(session.arrive(arrival(event, call.due() / speed), RECORD)));
      }
    }
    reports.addAll(taken(session.advance(plan.calls().getLast().due() / speed + SILENCE, RECORD)));
    return reports;
  }

  private Arrival arrival(PlannedEvent event, long logTime) throws Exception {
    return new Arrival(reader.read(event.body(START)), logTime, 0);
  }

  private List<Report> foldBatch(ViewerPlan plan) throws Exception {
    List<MediaEvent> events = reader.readBatch(plan.batch(START));
    return taken(OfflineBatch.fold("sid", events, RECORD));
  }

  private static List<Report> taken(Outcome outcome) {
    assertThat(outcome.notOpen()).isEmpty();
    return outcome.reports();
  }

  private Totals totals(List<Report> reports) throws Exception {
    ReportTotals sums = new ReportTotals();
    for (Report report : reports) {
      sums.add(mapper.readTree(writer.write(report)));
    }
    return sums.totals();
  }
}
